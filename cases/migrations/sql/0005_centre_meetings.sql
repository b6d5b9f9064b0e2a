-- The plan meetings of a family centre since a moment, for whoever coordinates it: those that a unit placed there on
-- the day calls to, or is called to. Nothing that somebody wrote leaves: of the place only the name of the centre, or
-- of a unit there, that it mentions (NULL for any other place); of who is called the units of the house by name, and
-- everybody else as a number. No case, no person, no reply's words. Empty for anybody who does not coordinate it.
CREATE FUNCTION centre_meetings(p_centre bigint, p_since timestamptz)
    RETURNS TABLE (meeting uuid, starts_at timestamptz, ends_at timestamptz, status text, is_on_link boolean,
                   place text, caller text, units text[], called integer, replied integer, came integer,
                   absent integer)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH placed AS (
        SELECT p.unit_id, u.name, p.valid_from, p.valid_to
        FROM accounts_placement p JOIN accounts_careunit u ON u.id = p.unit_id
        WHERE p.centre_id = p_centre AND coordinates_centre(p_centre)
    ), found AS (
        SELECT m.id, c.owner_unit_id AS unit_id
        FROM cases_case c JOIN cases_planmeeting m ON m.case_id = c.id
        WHERE c.owner_unit_id IN (SELECT unit_id FROM placed)
        UNION
        SELECT s.meeting_id, s.unit_id FROM cases_summons s
        WHERE s.unit_id IN (SELECT unit_id FROM placed) AND s.withdrawn_at IS NULL
    ), ours AS (
        SELECT m.id, m.case_id, m.starts_at, m.ends_at, m.status, m.link, m.place,
               (m.starts_at AT TIME ZONE 'Europe/Stockholm')::date AS day
        FROM cases_planmeeting m
        WHERE m.starts_at >= p_since AND EXISTS (
            SELECT FROM found f JOIN placed p ON p.unit_id = f.unit_id
            WHERE f.id = m.id AND (m.starts_at AT TIME ZONE 'Europe/Stockholm')::date
                                  BETWEEN p.valid_from AND COALESCE(p.valid_to, 'infinity'))
    )
    SELECT o.id, o.starts_at, o.ends_at, o.status, o.link <> '',
           (SELECT house.name
            FROM (SELECT name FROM accounts_familycentre WHERE id = p_centre
                  UNION SELECT p.name FROM placed p
                  WHERE o.day BETWEEN p.valid_from AND COALESCE(p.valid_to, 'infinity')) house
            WHERE position(house.name IN o.place) > 0 ORDER BY length(house.name) DESC LIMIT 1),
           (SELECT p.name FROM placed p JOIN cases_case c ON c.owner_unit_id = p.unit_id
            WHERE c.id = o.case_id AND o.day BETWEEN p.valid_from AND COALESCE(p.valid_to, 'infinity') LIMIT 1),
           ARRAY(SELECT DISTINCT p.name FROM placed p JOIN cases_summons s ON s.unit_id = p.unit_id
                 WHERE s.meeting_id = o.id AND s.withdrawn_at IS NULL
                   AND o.day BETWEEN p.valid_from AND COALESCE(p.valid_to, 'infinity') ORDER BY p.name),
           calls.called, calls.replied, calls.came, calls.absent
    FROM ours o CROSS JOIN LATERAL (
        SELECT count(*)::integer AS called,
               count(*) FILTER (WHERE s.reply <> '')::integer AS replied,
               count(*) FILTER (WHERE s.attendance IN ('here', 'link'))::integer AS came,
               count(*) FILTER (WHERE s.attendance = 'absent')::integer AS absent
        FROM cases_summons s WHERE s.meeting_id = o.id AND s.withdrawn_at IS NULL) calls
$$;
