-- History is added to, never changed.
SELECT make_append_only('accounts_historicalteam'), make_append_only('accounts_historicalteammember');

-- Whether the acting unit is in the team today: to its professionals and its manager.
CREATE FUNCTION acts_in_team(p_team bigint) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT acting_scope() IN ('unit', 'manager') AND EXISTS (
        SELECT FROM accounts_teammember m
        WHERE m.team_id = p_team AND m.unit_id = acting_unit()
          AND m.valid_from <= today() AND (m.valid_to IS NULL OR m.valid_to >= today()))
$$;
