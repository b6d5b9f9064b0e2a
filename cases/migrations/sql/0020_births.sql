-- The births of a pregnancy: its own unit's alone.

ALTER TABLE cases_birth ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON cases_birth FOR ALL TO web, worker USING (
    owner_unit_id = (SELECT acting_unit())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_birth.case_id
                AND (a.topics = '{}' OR cases_birth.topic = ANY (a.topics))))
    WITH CHECK (owner_provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_birth.case_id));
REVOKE DELETE ON cases_birth FROM web, worker;

SELECT make_append_only('cases_historicalbirth');
ALTER TABLE cases_historicalbirth ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON cases_historicalbirth FOR INSERT TO web, worker WITH CHECK (true);
CREATE POLICY seen ON cases_historicalbirth FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_historicalbirth.case_id
            AND (a.topics = '{}' OR cases_historicalbirth.topic = ANY (a.topics)))
    AND owner_unit_id = (SELECT acting_unit()));
