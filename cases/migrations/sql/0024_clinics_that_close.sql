-- As 0021 does for visits: a row that goes to a successor has to be seen after, by the system.

DROP POLICY own ON cases_birth;
CREATE POLICY own ON cases_birth FOR ALL TO web, worker USING (
    (owner_unit_id = (SELECT acting_unit())
     OR (SELECT acting_assignment()) IS NULL AND owner_provider_id = (SELECT acting_provider()))
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_birth.case_id
                AND (a.topics = '{}' OR cases_birth.topic = ANY (a.topics))))
    WITH CHECK (owner_provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_birth.case_id));

-- A column with a default of the database is read back from the row of history it was written to: who writes for a
-- successor has to see that too, or nothing of a clinic with visits is taken over.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['cases_historicalhealthstep', 'cases_historicalinstrumentanswers',
                             'cases_historicalfinding', 'cases_historicalbirth'] LOOP
        EXECUTE format('DROP POLICY seen ON %I', t);
        EXECUTE format('CREATE POLICY seen ON %1$I FOR SELECT TO web, worker USING (
            (owner_unit_id = (SELECT acting_unit())
             OR (SELECT acting_assignment()) IS NULL AND owner_provider_id = (SELECT acting_provider()))
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))', t);
    END LOOP;
END $$;
