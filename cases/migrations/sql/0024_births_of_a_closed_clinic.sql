-- As 0021 does for visits: a row that goes to a successor has to be seen after, by the system.

DROP POLICY own ON cases_birth;
CREATE POLICY own ON cases_birth FOR ALL TO web, worker USING (
    (owner_unit_id = (SELECT acting_unit())
     OR (SELECT acting_assignment()) IS NULL AND owner_provider_id = (SELECT acting_provider()))
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_birth.case_id
                AND (a.topics = '{}' OR cases_birth.topic = ANY (a.topics))))
    WITH CHECK (owner_provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_birth.case_id));
