-- Grounds besides consent, and referrals.

-- What kind of secrecy a unit is under. Addiction care is health care with the region and social services with a board.
CREATE FUNCTION unit_sector(p_unit bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT CASE
        WHEN u.service IN ('maternity', 'child_health', 'child_psychiatry', 'school_health') THEN 'health'
        WHEN u.service IN ('social_children', 'social_adults') THEN 'social'
        WHEN u.service IN ('open_preschool', 'preschool') THEN 'school'
        WHEN u.service = 'addiction_care' THEN CASE p.kind WHEN 'board' THEN 'social' ELSE 'health' END
        ELSE 'other' END
    FROM accounts_careunit u JOIN accounts_provider p ON p.id = u.provider_id WHERE u.id = p_unit
$$;

-- Whether a ground is in force, verified, and reaches from one unit to the other. Between authorities: neither is a
-- private provider (law.md c). Within one provider it is never about secrecy between two.
CREATE FUNCTION ground_fits(p_ground text, p_from bigint, p_to bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM cases_legalground g, accounts_careunit f, accounts_provider fp, accounts_careunit t,
                    accounts_provider tp
        WHERE g.key = p_ground AND f.id = p_from AND fp.id = f.provider_id AND t.id = p_to AND tp.id = t.provider_id
          AND g.verified_on <= today() AND g.valid_from <= today() AND (g.valid_to IS NULL OR g.valid_to >= today())
          AND (g.key = 'within_provider') = (f.provider_id = t.provider_id)
          AND (g.from_sectors = '{}' OR unit_sector(p_from) = ANY (g.from_sectors))
          AND (g.to_sectors = '{}' OR unit_sector(p_to) = ANY (g.to_sectors))
          AND (NOT g.between_authorities OR fp.kind <> 'private' AND tp.kind <> 'private'))
$$;

-- A section goes with its hand-over, and on that one's ground.
CREATE FUNCTION may_be_disclosed(p_disclosure uuid, p_case uuid, p_topic text, p_about uuid, p_unit bigint)
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM cases_disclosure d
        WHERE d.id = p_disclosure AND d.case_id = p_case AND d.receiver_unit_id = p_unit
          AND d.sender_unit_id = acting_unit()
          AND CASE d.ground WHEN 'consent_12_2' THEN may_be_told(p_case, p_topic, p_about, p_unit)
              ELSE ground_fits(d.ground, d.sender_unit_id, d.receiver_unit_id) AND EXISTS (
                  SELECT FROM cases_legalground g
                  WHERE g.key = d.ground AND (NOT g.needs_reason OR d.ground_need <> '')
                    AND (NOT g.needs_section OR d.ground_section <> '')
                    AND (g.groups = '{}' OR d.ground_group = ANY (g.groups))) END)
$$;
DROP POLICY covered ON cases_disclosedsection;
CREATE POLICY covered ON cases_disclosedsection FOR INSERT TO web, worker WITH CHECK (
    may_be_disclosed(disclosure_id, case_id, topic, about_id, receiver_unit_id));

-- Whoever is sent something that is no plan works in the case as long as its hand-over holds, also within a provider.
CREATE OR REPLACE FUNCTION access_ends(p_case uuid, p_unit bigint) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT (max(d.valid_to) + 1)::timestamp AT TIME ZONE 'Europe/Stockholm'
    FROM cases_case c
    JOIN accounts_careunit o ON o.id = c.owner_unit_id
    JOIN accounts_careunit u ON u.id = p_unit
     AND (u.provider_id <> o.provider_id OR c.kind <> 'plan' AND u.id <> o.id)
    JOIN cases_disclosure d ON d.case_id = c.id AND d.receiver_unit_id = u.id
    WHERE c.id = p_case AND d.ended_at IS NULL AND 'identity' = ANY (d.topics)
$$;

-- A hand-over is taken back, or given back: what the unit was told is its archive from now on.
CREATE FUNCTION end_disclosures(p_case uuid, p_unit bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT (unit_is_in_case(p_case) AND EXISTS (
        SELECT FROM cases_case c WHERE c.id = p_case AND acting_unit() IN (c.owner_unit_id, p_unit))) THEN
        RAISE EXCEPTION 'neither the sender nor the receiver' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases_disclosedsection SET ended_at = statement_timestamp()
    WHERE case_id = p_case AND receiver_unit_id = p_unit AND ended_at IS NULL;
    UPDATE cases_disclosure SET ended_at = statement_timestamp()
    WHERE case_id = p_case AND receiver_unit_id = p_unit AND ended_at IS NULL;
END $$;

-- What rests on another ground than consent ends after its last day; consent has its own rule (settle_disclosures).
CREATE FUNCTION end_past_disclosures(p_case uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT unit_is_in_case(p_case) THEN
        RAISE EXCEPTION 'the case is not open to the acting unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases_disclosedsection s SET ended_at = statement_timestamp() FROM cases_disclosure d
    WHERE d.id = s.disclosure_id AND s.case_id = p_case AND s.ended_at IS NULL AND s.valid_to < today()
      AND d.ground <> 'consent_12_2';
    UPDATE cases_disclosure SET ended_at = statement_timestamp()
    WHERE case_id = p_case AND ended_at IS NULL AND valid_to < today() AND ground <> 'consent_12_2';
END $$;

-- Open cases whose hand-over is past its last day, on whatever ground, or whose coordinator knew by a consent that is over.
CREATE OR REPLACE FUNCTION consents_run_out() RETURNS TABLE (case_id uuid, unit_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.id, c.owner_unit_id
    FROM cases_disclosure d JOIN cases_case c ON c.id = d.case_id AND c.status = 'open'
    WHERE d.ended_at IS NULL AND d.valid_to < today()
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

DO $$
DECLARE
    t text;
BEGIN
    -- shell
    FOREACH t IN ARRAY ARRAY['cases_referral', 'cases_sending'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY visible ON %1$I FOR ALL TO web, worker USING (
            EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
        EXECUTE format('REVOKE DELETE ON %I FROM web, worker', t);
    END LOOP;
    -- content that its own unit alone reads; a unit that closes down leaves it to its successor
    FOREACH t IN ARRAY ARRAY['cases_referralsection', 'cases_referralanswer'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON %1$I FOR ALL TO web, worker USING (
            owner_unit_id = (SELECT acting_unit())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))
            WITH CHECK (owner_provider_id = (SELECT acting_provider())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
        EXECUTE format('REVOKE DELETE ON %I FROM web, worker', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['cases_historicalreferral', 'cases_historicalsending', 'cases_historicalreferralsection',
                             'cases_historicalreferralanswer', 'cases_historicallegalground'] LOOP
        PERFORM make_append_only(t);
        CONTINUE WHEN t = 'cases_historicallegalground';
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY written ON %I FOR INSERT TO web, worker WITH CHECK (true)', t);
        EXECUTE format('CREATE POLICY seen ON %1$I FOR SELECT TO web, worker USING (
            EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id' ||
            CASE WHEN t IN ('cases_historicalreferralsection', 'cases_historicalreferralanswer')
                 THEN ' AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics)))
                       AND owner_unit_id = (SELECT acting_unit()))' ELSE '))' END, t);
    END LOOP;
END $$;
