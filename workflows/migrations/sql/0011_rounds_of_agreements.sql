-- Rows about a round of an agreement hold nothing of a person: the key of the round, a step, and whose turn it is.
-- Whoever acts sees them; what may be done is asked of agreements/permissions.py. Rows about a case are as before.
-- The condition reads case_id, which the inbox's indexes hold, so that counts go on reading the index alone.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['workflows_process', 'workflows_task', 'workflows_workitem', 'workflows_deadline',
                             'workflows_notice'] LOOP
        EXECUTE format('CREATE POLICY of_a_round ON %I FOR ALL TO web USING (
            case_id IS NULL AND (SELECT acting_assignment()) IS NOT NULL)', t);
    END LOOP;
END $$;
