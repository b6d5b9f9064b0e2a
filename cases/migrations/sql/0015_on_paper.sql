-- Hand-overs to a party without account (a school, a dentist), which gets paper. Nobody but the sender's provider reads
-- such a row: every policy that asks for a receiving unit finds none.

-- What kind of secrecy it is under, and whether it is an authority. The kinds are PartyKind in cases/models/party.py.
CREATE FUNCTION party_sector(p_kind text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN p_kind IN ('school', 'private_school') THEN 'school'
        WHEN p_kind IN ('dental', 'private_dental', 'care', 'private_care') THEN 'health'
        WHEN p_kind = 'social' THEN 'social'
        ELSE 'other' END
$$;
CREATE FUNCTION party_is_authority(p_kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT p_kind IN ('school', 'dental', 'care', 'social') $$;

-- As ground_fits between two units: within the own provider there is no such party.
CREATE FUNCTION ground_fits(p_ground text, p_from bigint, p_kind text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM cases_legalground g, accounts_careunit f, accounts_provider fp
        WHERE g.key = p_ground AND f.id = p_from AND fp.id = f.provider_id AND p_kind <> ''
          AND g.verified_on <= today() AND g.valid_from <= today() AND (g.valid_to IS NULL OR g.valid_to >= today())
          AND g.key <> 'within_provider'
          AND (g.from_sectors = '{}' OR unit_sector(p_from) = ANY (g.from_sectors))
          AND (g.to_sectors = '{}' OR party_sector(p_kind) = ANY (g.to_sectors))
          AND (NOT g.between_authorities OR fp.kind <> 'private' AND party_is_authority(p_kind)))
$$;

-- As consent_covers for a unit: the consent names the party.
CREATE FUNCTION consent_covers(p_case uuid, p_topic text, p_about uuid, p_party text, p_day date) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT p_party <> '' AND count(*) > 0 AND bool_and(NOT p_topic = ANY (COALESCE(held.not_shared, '{}')) AND EXISTS (
        SELECT FROM cases_consentscope s
        WHERE s.consent_id = held.consent_id AND s.party = p_party AND s.topic = p_topic))
    FROM consents_on(p_case, p_about, p_day) held
$$;
CREATE FUNCTION consent_covers(p_case uuid, p_topic text, p_about uuid, p_party text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT consent_covers(p_case, p_topic, p_about, p_party, today())
$$;
CREATE FUNCTION consent_lasts_to(p_case uuid, p_topic text, p_about uuid, p_party text) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT min(day) - 1 FROM consent_change_days(p_case) AS day
    WHERE NOT consent_covers(p_case, p_topic, p_about, p_party, day)
$$;
CREATE FUNCTION may_be_told(p_case uuid, p_topic text, p_about uuid, p_party text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT consent_covers(p_case, p_topic, p_about, p_party) AND consent_follows_birth(p_case, p_about)
$$;

-- A section goes with its hand-over, to the same receiver, and on that one's ground.
CREATE OR REPLACE FUNCTION may_be_disclosed(p_disclosure uuid, p_case uuid, p_topic text, p_about uuid, p_unit bigint)
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM cases_disclosure d
        WHERE d.id = p_disclosure AND d.case_id = p_case AND d.receiver_unit_id IS NOT DISTINCT FROM p_unit
          AND d.sender_unit_id = acting_unit()
          AND (d.rests_on_ground <> 'consent_12_2' OR may_be_told(p_case, p_topic, p_about, d.rests_on_unit_id))
          AND CASE d.ground
              WHEN 'consent_12_2' THEN CASE WHEN p_unit IS NULL
                  THEN may_be_told(p_case, p_topic, p_about, d.receiver_party::text)
                  ELSE may_be_told(p_case, p_topic, p_about, p_unit) END
              ELSE CASE WHEN p_unit IS NULL
                  THEN ground_fits(d.ground, d.sender_unit_id, d.receiver_kind::text)
                  ELSE ground_fits(d.ground, d.sender_unit_id, d.receiver_unit_id) END
              AND EXISTS (
                  SELECT FROM cases_legalground g
                  WHERE g.key = d.ground AND (NOT g.needs_reason OR d.ground_need <> '')
                    AND (NOT g.needs_section OR d.ground_section <> '')
                    AND (g.groups = '{}' OR d.ground_group = ANY (g.groups))) END)
$$;

-- Until when a section that rests on consent may be read; yesterday where nothing covers it. The consent names the
-- receiver, or the unit that it came to before it was passed on within that one's provider.
CREATE FUNCTION told_until(s cases_disclosedsection, d cases_disclosure) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT CASE WHEN s.receiver_unit_id IS NULL
        THEN consent_lasts_to(s.case_id, s.topic, s.about_id, d.receiver_party::text)
        ELSE consent_lasts_to(s.case_id, s.topic, s.about_id, COALESCE(d.rests_on_unit_id, s.receiver_unit_id)) END
$$;
CREATE FUNCTION is_covered(s cases_disclosedsection, d cases_disclosure) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT CASE WHEN s.receiver_unit_id IS NULL
        THEN consent_covers(s.case_id, s.topic, s.about_id, d.receiver_party::text)
        ELSE consent_covers(s.case_id, s.topic, s.about_id, COALESCE(d.rests_on_unit_id, s.receiver_unit_id)) END
$$;
REVOKE EXECUTE ON FUNCTION told_until(cases_disclosedsection, cases_disclosure),
    is_covered(cases_disclosedsection, cases_disclosure) FROM PUBLIC;

CREATE OR REPLACE FUNCTION settle_disclosures(p_case uuid) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = p_case AND a.unit_id = acting_unit()) THEN
        RAISE EXCEPTION 'the case is not open to the acting unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases_disclosedsection s SET valid_to = told_until(s, d)
    FROM cases_disclosure d
    WHERE d.id = s.disclosure_id AND s.case_id = p_case AND s.ended_at IS NULL
      AND 'consent_12_2' IN (d.ground, d.rests_on_ground)
      AND is_covered(s, d);
    UPDATE cases_disclosedsection s SET ended_at = statement_timestamp()
    FROM cases_disclosure d
    WHERE d.id = s.disclosure_id AND s.case_id = p_case AND s.ended_at IS NULL
      AND 'consent_12_2' IN (d.ground, d.rests_on_ground)
      AND NOT is_covered(s, d);
    UPDATE cases_disclosure d SET valid_to = (
        SELECT min(s.valid_to) FROM cases_disclosedsection s WHERE s.disclosure_id = d.id AND s.ended_at IS NULL)
    WHERE d.case_id = p_case AND d.ended_at IS NULL
      AND EXISTS (SELECT FROM cases_disclosedsection s WHERE s.disclosure_id = d.id AND s.ended_at IS NULL);
    UPDATE cases_disclosure d SET ended_at = statement_timestamp()
    WHERE d.case_id = p_case AND d.ended_at IS NULL
      AND NOT EXISTS (SELECT FROM cases_disclosedsection s WHERE s.disclosure_id = d.id AND s.ended_at IS NULL);
    UPDATE cases_planversion v SET archived_at = statement_timestamp()
    FROM cases_case c JOIN accounts_careunit o ON o.id = c.owner_unit_id
    WHERE c.id = v.case_id AND v.case_id = p_case AND v.archived_at IS NULL AND v.provider_id <> o.provider_id
      AND NOT EXISTS (SELECT FROM cases_disclosure d WHERE d.case_id = p_case AND d.receiver_unit_id = v.unit_id
                      AND d.ended_at IS NULL);
    RETURN QUERY
        SELECT DISTINCT d.receiver_unit_id FROM cases_disclosure d JOIN cases_case c ON c.id = d.case_id
        WHERE d.case_id = p_case
          AND (d.receiver_provider_id <> d.case_provider_id
               OR c.kind <> 'plan' AND d.receiver_unit_id <> c.owner_unit_id)
          AND NOT EXISTS (
            SELECT FROM cases_disclosure e
            WHERE e.case_id = p_case AND e.receiver_unit_id = d.receiver_unit_id AND e.ended_at IS NULL);
END $$;

-- As for a unit: recalled, or answered with a no. Only the case's owner has anything to do with a party.
CREATE FUNCTION end_disclosures(p_case uuid, p_party text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF p_party = '' OR NOT (unit_is_in_case(p_case) AND EXISTS (
        SELECT FROM cases_case c WHERE c.id = p_case AND c.owner_unit_id = acting_unit())) THEN
        RAISE EXCEPTION 'not the sender' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases_disclosedsection s SET ended_at = statement_timestamp() FROM cases_disclosure d
    WHERE d.id = s.disclosure_id AND d.case_id = p_case AND d.receiver_party = p_party AND s.ended_at IS NULL;
    UPDATE cases_disclosure SET ended_at = statement_timestamp()
    WHERE case_id = p_case AND receiver_party = p_party AND ended_at IS NULL;
END $$;

-- A sending names the party in words: no unit but the owner's reads those.
DROP POLICY visible ON cases_sending;
CREATE POLICY visible ON cases_sending FOR ALL TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_sending.case_id)
    AND (party = '' OR EXISTS (SELECT FROM cases_case c WHERE c.id = cases_sending.case_id
                               AND c.owner_unit_id = (SELECT acting_unit()))));
DROP POLICY seen ON cases_historicalsending;
CREATE POLICY seen ON cases_historicalsending FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_historicalsending.case_id)
    AND (party = '' OR EXISTS (SELECT FROM cases_case c WHERE c.id = cases_historicalsending.case_id
                               AND c.owner_unit_id = (SELECT acting_unit()))));

-- What a unit that closed down had written in referrals goes to its successor. A row that is changed has to be seen
-- after, too: by the system, which acts there under no assignment that exists; people read their own unit's alone.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['cases_referralsection', 'cases_referralanswer'] LOOP
        EXECUTE format('DROP POLICY own ON %I', t);
        EXECUTE format('CREATE POLICY own ON %1$I FOR ALL TO web, worker USING (
            (owner_unit_id = (SELECT acting_unit())
             OR (SELECT acting_assignment()) IS NULL AND owner_provider_id = (SELECT acting_provider()))
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))
            WITH CHECK (owner_provider_id = (SELECT acting_provider())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
    END LOOP;
END $$;
