-- That a health contact is overdue is no longer so when the contact has ended, least of all after a death: whom it was
-- told to stops reading it, in whoever's plan. The sender's unit alone ends it, and only with its contact. That it was
-- told stays in the list of hand-overs.

CREATE FUNCTION end_overdue(p_contact uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases_healthcontact h
                   WHERE h.id = p_contact AND h.unit_id = acting_unit() AND h.ending <> '') THEN
        RAISE EXCEPTION 'no ended contact of the acting unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    WITH over AS (
        UPDATE cases_disclosedsection SET ended_at = statement_timestamp()
        WHERE origin = p_contact AND kind = 'overdue' AND ended_at IS NULL RETURNING id, disclosure_id)
    UPDATE cases_disclosure d SET ended_at = statement_timestamp() FROM over
    WHERE d.id = over.disclosure_id AND d.ended_at IS NULL AND NOT EXISTS (
        SELECT FROM cases_disclosedsection s
        WHERE s.disclosure_id = d.id AND s.ended_at IS NULL AND s.id NOT IN (SELECT id FROM over));
END $$;

-- Contacts that ended before.
WITH over AS (
    UPDATE cases_disclosedsection s SET ended_at = statement_timestamp() FROM cases_healthcontact h
    WHERE h.id = s.origin AND h.ending <> '' AND s.kind = 'overdue' AND s.ended_at IS NULL RETURNING s.id, s.disclosure_id)
UPDATE cases_disclosure d SET ended_at = statement_timestamp() FROM over
WHERE d.id = over.disclosure_id AND d.ended_at IS NULL AND NOT EXISTS (
    SELECT FROM cases_disclosedsection s
    WHERE s.disclosure_id = d.id AND s.ended_at IS NULL AND s.id NOT IN (SELECT id FROM over));

-- Nor does the archive open it: the line said what was so on a day, and is no document of the receiver's.
DROP POLICY archive ON cases_disclosedsection;
CREATE POLICY archive ON cases_disclosedsection FOR SELECT TO web USING (
    receiver_unit_id = ANY ((SELECT acting_units())::bigint[]) AND (SELECT acting_scope()) IN ('unit', 'manager')
    AND (ended_at IS NOT NULL OR valid_to < (SELECT today()) OR receiver_unit_id <> (SELECT acting_unit()))
    AND kind <> 'overdue'
    AND case_id::text = (SELECT NULLIF(current_setting('app.archive', true), '')));
