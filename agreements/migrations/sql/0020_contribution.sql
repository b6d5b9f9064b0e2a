-- What a case adds is seen by the provider it is counted on, where the case is open. The worker counts. Who is the same
-- person as who is the worker's to know (agreements/models/rollup.py).
ALTER TABLE agreements_contribution ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON agreements_contribution FOR SELECT TO web USING (
    provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = agreements_contribution.case_id));
CREATE POLICY counted ON agreements_contribution FOR ALL TO worker USING (true);
REVOKE ALL ON agreements_contribution FROM web;
GRANT SELECT (indicator, provider_id, case_id, origin, unit_id, counterpart_id, day, met, days, code)
    ON agreements_contribution TO web;
