-- Passing a referral on, and grounds that are switched on by who has read their text.

-- Within a provider what was told goes on as it came: what rests on a consent is told on as long as that consent
-- lets the unit know that it came to.
CREATE OR REPLACE FUNCTION may_be_disclosed(p_disclosure uuid, p_case uuid, p_topic text, p_about uuid, p_unit bigint)
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM cases_disclosure d
        WHERE d.id = p_disclosure AND d.case_id = p_case AND d.receiver_unit_id = p_unit
          AND d.sender_unit_id = acting_unit()
          AND (d.rests_on_ground <> 'consent_12_2' OR may_be_told(p_case, p_topic, p_about, d.rests_on_unit_id))
          AND CASE d.ground WHEN 'consent_12_2' THEN may_be_told(p_case, p_topic, p_about, p_unit)
              ELSE ground_fits(d.ground, d.sender_unit_id, d.receiver_unit_id) AND EXISTS (
                  SELECT FROM cases_legalground g
                  WHERE g.key = d.ground AND (NOT g.needs_reason OR d.ground_need <> '')
                    AND (NOT g.needs_section OR d.ground_section <> '')
                    AND (g.groups = '{}' OR d.ground_group = ANY (g.groups))) END)
$$;

-- Why another provider told a third is that one's own words: the case's owner sees that it was told, and not those.
DROP POLICY party ON cases_disclosure;
CREATE POLICY party ON cases_disclosure FOR SELECT TO web, worker USING (
    (sender_provider_id = (SELECT acting_provider()) OR receiver_unit_id = (SELECT acting_unit())
     OR case_provider_id = (SELECT acting_provider()) AND ground_need = '')
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_disclosure.case_id));

-- Answers with the units that are left with nothing: of other providers, and, where it is no plan, of the own too, which
-- work in the case as long as their hand-over holds.
CREATE OR REPLACE FUNCTION settle_disclosures(p_case uuid) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = p_case AND a.unit_id = acting_unit()) THEN
        RAISE EXCEPTION 'the case is not open to the acting unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases_disclosedsection s
    SET valid_to = consent_lasts_to(s.case_id, s.topic, s.about_id, COALESCE(d.rests_on_unit_id, s.receiver_unit_id))
    FROM cases_disclosure d
    WHERE d.id = s.disclosure_id AND s.case_id = p_case AND s.ended_at IS NULL
      AND 'consent_12_2' IN (d.ground, d.rests_on_ground)
      AND consent_covers(s.case_id, s.topic, s.about_id, COALESCE(d.rests_on_unit_id, s.receiver_unit_id));
    UPDATE cases_disclosedsection s SET ended_at = statement_timestamp()
    FROM cases_disclosure d
    WHERE d.id = s.disclosure_id AND s.case_id = p_case AND s.ended_at IS NULL
      AND 'consent_12_2' IN (d.ground, d.rests_on_ground)
      AND NOT consent_covers(s.case_id, s.topic, s.about_id, COALESCE(d.rests_on_unit_id, s.receiver_unit_id));
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

REVOKE INSERT, UPDATE, DELETE ON cases_dutytotell FROM web, worker;
