-- What a day that has passed has ended, and nobody has drawn the consequences of yet. For the clocks' job alone: it
-- sees keys, and acts for the unit then.

-- Open cases, with the unit that owns each, where consent has run out: a disclosure whose last day has passed, or
-- somebody of another provider who coordinates, is told nothing, and knew of the case by a consent that is over.
CREATE FUNCTION consents_run_out() RETURNS TABLE (case_id uuid, unit_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.id, c.owner_unit_id
    FROM cases_disclosure d JOIN cases_case c ON c.id = d.case_id AND c.status = 'open'
    WHERE d.ended_at IS NULL AND d.valid_to < today() AND d.ground = 'consent_12_2'
    UNION
    SELECT c.id, c.owner_unit_id
    FROM cases_participation p
    JOIN cases_case c ON c.id = p.case_id AND c.status = 'open'
    JOIN accounts_careunit u ON u.id = p.unit_id
    JOIN accounts_careunit o ON o.id = c.owner_unit_id AND o.provider_id <> u.provider_id
    JOIN cases_caseperson s ON s.case_id = c.id AND s.provider_id = o.provider_id AND s.relation = 'subject'
    WHERE p.role = 'coordinator' AND p.valid_to IS NULL
      AND NOT EXISTS (SELECT FROM cases_disclosure d
                      WHERE d.case_id = c.id AND d.receiver_unit_id = p.unit_id AND d.ended_at IS NULL)
      AND EXISTS (SELECT FROM cases_fact f WHERE f.case_id = c.id AND f.what = 'consent_complete')
      AND consent_lasts_to(c.id, s.id) < today()
$$;

-- Units after their last day that have left work or cases to the unit that takes over.
CREATE FUNCTION units_to_hand_over() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT u.id FROM accounts_careunit u
    WHERE u.valid_to < today() AND u.successor_id IS NOT NULL AND EXISTS (
        SELECT FROM cases_participation p JOIN cases_case c ON c.id = p.case_id
        WHERE p.unit_id = u.id AND p.user_id IS NULL AND p.valid_to IS NULL
          AND (c.status = 'open' OR c.owner_unit_id = u.id))
$$;

REVOKE EXECUTE ON FUNCTION consents_run_out(), units_to_hand_over() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consents_run_out(), units_to_hand_over() TO worker;
