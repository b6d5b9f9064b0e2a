DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['workflows_process', 'workflows_task', 'workflows_workitem', 'workflows_deadline',
                             'workflows_notice'] LOOP
        EXECUTE format('DROP POLICY of_a_round ON %I', t);
    END LOOP;
END $$;
