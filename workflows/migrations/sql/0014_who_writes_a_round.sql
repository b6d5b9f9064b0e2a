-- Whether the acting assignment has a part in the round today: a grant on its agreement that lets it lead, check,
-- assess or adopt; a centre of the round to answer for, or to coordinate, where answers come on paper; a measure of its
-- action plan to follow up. The grant counts as has_grant says (accounts/permissions.py), also for the account that
-- starts and takes in rounds. What may be done in which step is asked of agreements/permissions.py.
CREATE FUNCTION has_part_in_round(p_round bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM accounts_assignment a
        JOIN accounts_user u ON u.id = a.user_id AND u.is_active
        JOIN accounts_careunit c ON c.id = a.unit_id
        WHERE a.id = acting_assignment()
          AND a.valid_from <= today() AND (a.valid_to IS NULL OR a.valid_to >= today())
          AND c.valid_from <= today() AND (c.valid_to IS NULL OR c.valid_to >= today())
          AND (
            EXISTS (
                SELECT FROM agreements_round r
                JOIN accounts_grant g ON g.assignment_id = a.id AND g.object_id = r.rule_set_id
                JOIN django_content_type t ON t.id = g.content_type_id
                     AND t.app_label = 'agreements' AND t.model = 'ruleset'
                JOIN auth_permission p ON p.content_type_id = t.id AND p.codename = g.permission
                JOIN guardian_userobjectpermission o ON o.permission_id = p.id AND o.user_id = u.id
                     AND o.object_pk = g.object_id::text
                WHERE r.id = p_round AND g.permission IN ('coordinate_agreement', 'check_round', 'adopt_report')
                  AND g.valid_from <= today() AND (g.valid_to IS NULL OR g.valid_to >= today()))
            OR EXISTS (
                SELECT FROM agreements_roundcentre rc
                WHERE rc.round_id = p_round AND (rc.respondent_id = a.id OR coordinates_centre(rc.centre_id)))
            OR EXISTS (
                SELECT FROM agreements_measure m JOIN agreements_report rep ON rep.id = m.report_id
                WHERE rep.round_id = p_round AND m.owner_id = a.id)))
$$;

-- Whoever acts goes on seeing where a round is; only who has a part in it moves it on.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['workflows_process', 'workflows_task'] LOOP
        EXECUTE format('DROP POLICY of_a_round ON %I', t);
        EXECUTE format('CREATE POLICY of_a_round ON %I FOR SELECT TO web, worker USING (
            case_id IS NULL AND (SELECT acting_assignment()) IS NOT NULL)', t);
        EXECUTE format('CREATE POLICY begun_in_a_round ON %I FOR INSERT TO web, worker WITH CHECK (
            case_id IS NULL AND has_part_in_round(round_id))', t);
        EXECUTE format('CREATE POLICY moved_in_a_round ON %I FOR UPDATE TO web, worker USING (
            case_id IS NULL AND has_part_in_round(round_id))', t);
    END LOOP;
END $$;

-- Which task came of which: as the task itself. No link is ever changed.
DROP POLICY visible ON workflows_task_previous;
CREATE POLICY visible ON workflows_task_previous FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM workflows_task t WHERE t.id = from_task_id));
CREATE POLICY written ON workflows_task_previous FOR INSERT TO web, worker WITH CHECK (
    EXISTS (SELECT FROM workflows_task t
            WHERE t.id = from_task_id AND (t.case_id IS NOT NULL OR has_part_in_round(t.round_id))));
REVOKE UPDATE, DELETE ON workflows_task_previous FROM web, worker;
