GRANT UPDATE, DELETE ON workflows_task_previous TO web, worker;
DROP POLICY written ON workflows_task_previous;
DROP POLICY visible ON workflows_task_previous;
CREATE POLICY visible ON workflows_task_previous FOR ALL TO web, worker USING (
    EXISTS (SELECT FROM workflows_task t WHERE t.id = from_task_id));
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['workflows_process', 'workflows_task'] LOOP
        EXECUTE format('DROP POLICY begun_in_a_round ON %I', t);
        EXECUTE format('DROP POLICY moved_in_a_round ON %I', t);
        EXECUTE format('DROP POLICY of_a_round ON %I', t);
        EXECUTE format('CREATE POLICY of_a_round ON %I FOR ALL TO web, worker USING (
            case_id IS NULL AND (SELECT acting_assignment()) IS NOT NULL)', t);
    END LOOP;
END $$;
DROP FUNCTION has_part_in_round(bigint);
