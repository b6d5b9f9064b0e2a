-- Which transaction wrote the row: facts are folded up to the oldest transaction that still runs, so none is missed.
ALTER TABLE cases_fact ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX fact_by_transaction ON cases_fact (xid);

-- Without name or text, but an answer, a judgement or a deviation is known to one provider: each reads what is counted
-- on its own units, in cases that are open to it. Written by whoever is in the case. The worker counts them all.
ALTER TABLE cases_fact ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON cases_fact FOR INSERT TO web, worker WITH CHECK (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_fact.case_id));
CREATE POLICY own ON cases_fact FOR SELECT TO web USING (
    provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_fact.case_id));
CREATE POLICY counted ON cases_fact FOR SELECT TO worker USING (true);
SELECT make_append_only('cases_fact');
