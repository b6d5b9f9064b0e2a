-- Contacts on a schedule, and what was found there: all of it the own unit's, also within its provider.

DO $$
DECLARE
    t text;
BEGIN
    -- shell
    ALTER TABLE cases_healthcontact ENABLE ROW LEVEL SECURITY;
    CREATE POLICY visible ON cases_healthcontact FOR ALL TO web, worker USING (
        EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_healthcontact.case_id));
    REVOKE DELETE ON cases_healthcontact FROM web, worker;
    -- content that its own unit alone reads
    FOREACH t IN ARRAY ARRAY['cases_healthstep', 'cases_instrumentanswers', 'cases_finding'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON %1$I FOR ALL TO web, worker USING (
            owner_unit_id = (SELECT acting_unit())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))
            WITH CHECK (owner_provider_id = (SELECT acting_provider())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
        EXECUTE format('REVOKE DELETE ON %I FROM web, worker', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['cases_historicalhealthcontact', 'cases_historicalhealthstep',
                             'cases_historicalinstrumentanswers', 'cases_historicalfinding'] LOOP
        PERFORM make_append_only(t);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY written ON %I FOR INSERT TO web, worker WITH CHECK (true)', t);
        EXECUTE format('CREATE POLICY seen ON %1$I FOR SELECT TO web, worker USING (
            EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id' ||
            CASE WHEN t <> 'cases_historicalhealthcontact'
                 THEN ' AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics)))
                       AND owner_unit_id = (SELECT acting_unit()))' ELSE '))' END, t);
    END LOOP;
    -- definitions
    FOREACH t IN ARRAY ARRAY['cases_historicalprogramme', 'cases_historicalprogrammeversion',
                             'cases_historicalprogrammestep', 'cases_historicalinstrument',
                             'cases_historicalinstrumentitem', 'cases_historicalinstrumentband'] LOOP
        PERFORM make_append_only(t);
    END LOOP;
END $$;
