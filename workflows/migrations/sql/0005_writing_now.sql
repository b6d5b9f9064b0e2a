-- Who else is writing in a case, told to those to whom the case is open: never what they write. Drafts stay their
-- writers' own rows. To the writer's own provider: the form's key and who; to another provider: that the unit writes,
-- and in which section only where that section has been disclosed to the acting unit and still holds.
CREATE FUNCTION writing_now(p_case uuid, p_since timestamptz)
    RETURNS TABLE (key text, unit_name text, person text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT CASE WHEN w.is_own OR w.is_told THEN w.key ELSE '' END, w.unit_name,
           CASE WHEN w.is_own THEN w.person ELSE '' END
    FROM (
        SELECT d.key, u.name::text AS unit_name, who.full_name::text AS person,
               u.provider_id = acting_provider() AS is_own,
               EXISTS (SELECT FROM cases_disclosedsection s
                       WHERE s.case_id = d.case_id AND s.receiver_unit_id = acting_unit()
                         AND d.key = 'section:' || s.origin
                         AND s.ended_at IS NULL AND (s.valid_to IS NULL OR s.valid_to >= today())) AS is_told,
               d.saved_at
        FROM workflows_draft d
        JOIN accounts_assignment a ON a.id = d.assignment_id
        JOIN accounts_careunit u ON u.id = a.unit_id
        JOIN accounts_user who ON who.id = d.user_id
        WHERE d.case_id = p_case AND d.saved_at >= p_since
          AND (d.key LIKE 'section:%' OR d.key LIKE 'plan:%' OR d.key LIKE 'meeting:%')
          AND d.user_id <> (SELECT me.user_id FROM accounts_assignment me WHERE me.id = acting_assignment())
          -- The writer's unit is still in the case.
          AND EXISTS (SELECT FROM cases_caseaccess c WHERE c.case_id = p_case AND c.unit_id = a.unit_id
                      AND c.valid_from <= statement_timestamp()
                      AND (c.valid_to IS NULL OR c.valid_to > statement_timestamp()))
          -- And the case is open to whoever acts: the policy acting_sees, which does not hold in here.
          AND EXISTS (SELECT FROM cases_caseaccess c WHERE c.case_id = p_case AND c.unit_id = acting_unit()
                      AND c.valid_from <= statement_timestamp()
                      AND (c.valid_to IS NULL OR c.valid_to > statement_timestamp())
                      AND (c.user_id = ANY (acting_users()) OR acting_scope() = 'manager'
                           OR (c.user_id IS NULL AND NOT c.is_closed AND acting_scope() = 'unit')))
    ) w
    ORDER BY w.saved_at DESC
$$;
