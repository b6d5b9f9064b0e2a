-- Of the meetings that centre_meetings tells of, and so to its coordinator alone: how many called units are late with
-- their reply. Late as the inbox counts it; a paused task is not.
CREATE FUNCTION centre_late_replies(p_centre bigint, p_since timestamptz) RETURNS TABLE (meeting uuid, late integer)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT m.meeting, count(*)::integer
    FROM centre_meetings(p_centre, p_since) m
    JOIN cases_summons s ON s.meeting_id = m.meeting AND s.reply = '' AND s.withdrawn_at IS NULL
    JOIN workflows_workitem w ON w.case_id = s.case_id AND w.unit_id = s.unit_id AND w.step = 'reply' AND w.is_open
    WHERE m.status = 'planned' AND w.due_at <= statement_timestamp()
      AND (w.paused_until IS NULL OR w.paused_until <= statement_timestamp())
    GROUP BY m.meeting
$$;

-- A form is its sender's also where the role opens no cases and so stands in for nobody.
DROP POLICY senders_own ON workflows_sentform;
CREATE POLICY senders_own ON workflows_sentform FOR ALL TO web USING (
    user_id = (SELECT a.user_id FROM accounts_assignment a WHERE a.id = (SELECT acting_assignment()))
    OR user_id = ANY ((SELECT acting_users())::bigint[]));
