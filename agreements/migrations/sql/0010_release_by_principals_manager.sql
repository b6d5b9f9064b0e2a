-- The providers whose counts the acting assignment may let go as its principal's manager: the same as
-- signatures_to_release_for (agreements/permissions.py), asked in the database by what a release is made of. The grant
-- counts with its own assignment alone, while that is in force, its user active and its unit there, and only while
-- guardian holds the permission too. The counts hold no person; the page prints them suppressed.
CREATE FUNCTION providers_to_release() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT v.id
    FROM accounts_grant g
    JOIN accounts_assignment a ON a.id = g.assignment_id AND a.role = 'unit_manager'
    JOIN accounts_user u ON u.id = a.user_id AND u.is_active
    JOIN accounts_careunit c ON c.id = a.unit_id
    JOIN accounts_provider o ON o.id = c.provider_id AND o.kind <> 'private'
    JOIN django_content_type t ON t.id = g.content_type_id AND t.app_label = 'agreements' AND t.model = 'rulesetparty'
    JOIN auth_permission p ON p.content_type_id = t.id AND p.codename = g.permission
    JOIN guardian_userobjectpermission w ON w.permission_id = p.id AND w.user_id = u.id
         AND w.object_pk = g.object_id::text
    JOIN agreements_rulesetparty s ON s.id = g.object_id AND s.principal_id = o.principal_id
    JOIN accounts_provider v ON v.principal_id = s.principal_id AND v.kind <> 'private'
    WHERE acting_scope() = 'manager' AND g.assignment_id = acting_assignment() AND g.permission = 'release_counts'
      AND g.valid_from <= today() AND (g.valid_to IS NULL OR g.valid_to >= today())
      AND s.valid_from <= today() AND (s.valid_to IS NULL OR s.valid_to >= today())
      AND a.valid_from <= today() AND (a.valid_to IS NULL OR a.valid_to >= today())
      AND c.valid_from <= today() AND (c.valid_to IS NULL OR c.valid_to >= today())
$$;

CREATE POLICY to_release ON agreements_rollup FOR SELECT TO web USING (
    provider_id IN (SELECT providers_to_release()));
CREATE POLICY to_release ON agreements_rolluppersons FOR SELECT TO web USING (
    provider_id IN (SELECT providers_to_release()));
