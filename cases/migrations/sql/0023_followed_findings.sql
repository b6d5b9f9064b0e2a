-- What came of a finding: seen with the finding, and never changed. Whom the new case is told of does not see it.

ALTER TABLE cases_consequence ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON cases_consequence FOR ALL TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_consequence.case_id));
REVOKE UPDATE, DELETE ON cases_consequence FROM web, worker;
