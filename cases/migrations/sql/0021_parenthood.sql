-- A patient as a parent, and what social services ask themselves of a family: the own unit's, also within its provider.

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['cases_parenthood', 'cases_patientchild', 'cases_parenthoodtalk', 'cases_situationanswer'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('REVOKE DELETE ON %I FROM web, worker', t);
    END LOOP;
    -- As 0015 does for a referral's texts: what a unit that closed down wrote goes to its successor, and a row that is
    -- changed has to be seen after, by the system. What was written at a visit goes with it.
    FOREACH t IN ARRAY ARRAY['cases_healthstep', 'cases_instrumentanswers', 'cases_finding'] LOOP
        EXECUTE format('DROP POLICY own ON %I', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['cases_parenthood', 'cases_patientchild', 'cases_parenthoodtalk', 'cases_situationanswer',
                             'cases_healthstep', 'cases_instrumentanswers', 'cases_finding'] LOOP
        EXECUTE format('CREATE POLICY own ON %1$I FOR ALL TO web, worker USING (
            (owner_unit_id = (SELECT acting_unit())
             OR (SELECT acting_assignment()) IS NULL AND owner_provider_id = (SELECT acting_provider()))
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))
            WITH CHECK (owner_provider_id = (SELECT acting_provider())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['cases_historicalparenthood', 'cases_historicalpatientchild',
                             'cases_historicalparenthoodtalk', 'cases_historicalsituationanswer'] LOOP
        PERFORM make_append_only(t);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY written ON %I FOR INSERT TO web, worker WITH CHECK (true)', t);
        EXECUTE format('CREATE POLICY seen ON %1$I FOR SELECT TO web, worker USING (
            owner_unit_id = (SELECT acting_unit())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))', t);
    END LOOP;
    -- definitions
    PERFORM make_append_only('cases_historicalcarecode');
    REVOKE DELETE ON cases_carecode FROM web, worker;
    REVOKE INSERT, UPDATE, DELETE ON cases_situationquestion FROM web, worker;
END $$;
