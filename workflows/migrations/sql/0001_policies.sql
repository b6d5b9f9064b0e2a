-- Row-level security of who acts next. None of these tables but workflows_draft holds a name or a text.
--   process, task    seen by every unit that takes part in the case
--   work item        besides, by the professionals and the manager of the unit it waits in: a free task of a unit
--                    that takes part by name has to be listed before anybody there is named
--   deadline, pause, move, notice: as the work item
-- The worker keeps the clocks of all units: it sees work items, deadlines, pauses and notices, and nothing else here.

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['workflows_coordinatedplanprocess', 'workflows_task'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY visible ON %1$I FOR ALL TO web, worker USING (
            EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
        EXECUTE format('REVOKE DELETE ON %I FROM web, worker', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['workflows_workitem', 'workflows_deadline', 'workflows_deadlinepause',
                             'workflows_deadlinemove', 'workflows_notice'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY in_the_case ON %1$I FOR ALL TO web USING (
            EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
        EXECUTE format('CREATE POLICY of_the_unit ON %1$I FOR SELECT TO web USING (
            %2$I = (SELECT acting_unit()) AND (SELECT acting_scope()) IN (''unit'', ''manager''))',
            t, CASE t WHEN 'workflows_notice' THEN 'to_unit_id' ELSE 'unit_id' END);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['workflows_workitem', 'workflows_deadline', 'workflows_deadlinepause',
                             'workflows_notice'] LOOP
        EXECUTE format('CREATE POLICY clocks ON %I FOR ALL TO worker USING (true)', t);
    END LOOP;
END $$;

ALTER TABLE workflows_task_previous ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON workflows_task_previous FOR ALL TO web, worker USING (
    EXISTS (SELECT FROM workflows_task t WHERE t.id = from_task_id));

-- Who was told has seen it, also where the case itself is not open to them.
CREATE POLICY seen ON workflows_notice FOR UPDATE TO web USING (
    to_unit_id = (SELECT acting_unit()) AND (SELECT acting_scope()) IN ('unit', 'manager'));

SELECT make_append_only('workflows_deadlinemove');

-- Text that a session's end would lose: its writer's alone, and no longer once the case is closed to the writer.
ALTER TABLE workflows_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY writers_own ON workflows_draft FOR ALL TO web USING (
    assignment_id = (SELECT acting_assignment())
    AND (case_id IS NULL OR EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = workflows_draft.case_id)));

-- How much waits under the other assignments of the one who acts, counted to 100: of their own, and free work of
-- units where they are among the roles that do such work. The other units' rows themselves stay unseen.
CREATE FUNCTION waiting_elsewhere(p_roles text[]) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT count(*)::integer FROM (
        SELECT FROM accounts_assignment me
        JOIN accounts_assignment other ON other.user_id = me.user_id AND other.unit_id <> me.unit_id
        JOIN accounts_careunit u ON u.id = other.unit_id
        JOIN workflows_workitem w ON w.unit_id = other.unit_id AND w.is_open
        WHERE me.id = acting_assignment() AND other.role = ANY (p_roles)
          AND other.valid_from <= today() AND (other.valid_to IS NULL OR other.valid_to >= today())
          AND u.valid_from <= today() AND (u.valid_to IS NULL OR u.valid_to >= today())
          AND (w.taken_by_id IS NULL OR w.taken_by_id = me.user_id)
        LIMIT 100) counted
$$;

-- Work taken by somebody who has no assignment left in that unit is free again. Harmless whoever asks.
CREATE FUNCTION free_abandoned_work() RETURNS integer
    LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    WITH freed AS (
        UPDATE workflows_workitem w SET taken_by_id = NULL, taken_at = NULL
        WHERE w.taken_by_id IN (
            SELECT user_id FROM accounts_assignment WHERE valid_to BETWEEN today() - 366 AND today()
            UNION SELECT id FROM accounts_user WHERE NOT is_active)
          AND NOT EXISTS (
            SELECT FROM accounts_assignment a JOIN accounts_user u ON u.id = a.user_id
            WHERE a.user_id = w.taken_by_id AND a.unit_id = w.unit_id AND u.is_active
              AND a.valid_from <= today() AND (a.valid_to IS NULL OR a.valid_to >= today()))
        RETURNING w.id)
    SELECT count(*)::integer FROM freed
$$;

-- Rows come and go all day; the inbox reads the index alone only where the visibility map is fresh.
ALTER TABLE workflows_workitem SET (autovacuum_vacuum_scale_factor = 0.01);
