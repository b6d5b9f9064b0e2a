-- Whether the acting assignment coordinates the centre today: the same as has_grant (accounts/permissions.py), asked
-- in the database by what a coordinator reads. The grant counts with its own assignment alone, while that is in
-- force, its user active and its unit there, and only while guardian holds the permission too.
CREATE FUNCTION coordinates_centre(p_centre bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT acting_scope() = 'named' AND EXISTS (
        SELECT FROM accounts_grant g
        JOIN accounts_assignment a ON a.id = g.assignment_id
        JOIN accounts_user u ON u.id = a.user_id AND u.is_active
        JOIN accounts_careunit c ON c.id = a.unit_id
        JOIN django_content_type t ON t.id = g.content_type_id AND t.app_label = 'accounts' AND t.model = 'familycentre'
        JOIN auth_permission p ON p.content_type_id = t.id AND p.codename = g.permission
        JOIN guardian_userobjectpermission o ON o.permission_id = p.id AND o.user_id = u.id
             AND o.object_pk = g.object_id::text
        WHERE g.assignment_id = acting_assignment() AND g.permission = 'coordinate_centre' AND g.object_id = p_centre
          AND g.valid_from <= today() AND (g.valid_to IS NULL OR g.valid_to >= today())
          AND a.role = 'centre_coordinator'
          AND a.valid_from <= today() AND (a.valid_to IS NULL OR a.valid_to >= today())
          AND c.valid_from <= today() AND (c.valid_to IS NULL OR c.valid_to >= today()))
$$;
