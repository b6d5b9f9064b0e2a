-- What a case adds is seen by the provider it is counted on, where the case is open. The worker counts.
ALTER TABLE agreements_contribution ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON agreements_contribution FOR SELECT TO web USING (
    provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = agreements_contribution.case_id));
CREATE POLICY counted ON agreements_contribution FOR ALL TO worker USING (true);

-- Sums hold no person, but small ones tell of some: a provider's own, to its managers. Others get them released.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['agreements_rollup', 'agreements_rolluppersons'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own_managers ON %I FOR SELECT TO web USING (
            provider_id = (SELECT acting_provider()) AND (SELECT acting_scope()) = ''manager'')', t);
        EXECUTE format('CREATE POLICY counted ON %I FOR ALL TO worker USING (true)', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['agreements_contribution', 'agreements_rollup', 'agreements_rolluppersons',
                             'agreements_foldmark'] LOOP
        EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I FROM web', t);
    END LOOP;
END $$;
