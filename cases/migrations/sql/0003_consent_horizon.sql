-- Until when consent carries: asked of a day, not only of today, so that what rests on it ends by itself on the day on
-- which somebody more must consent or somebody's word runs out.
-- Functions without SECURITY DEFINER are asked by those that have it; called by web they see what web may see.

-- The day on which somebody turns that old. Who was born on 29 February does so on the 28th in a common year
-- (lag 1930:173 1 §).
CREATE FUNCTION turns(p_born date, p_age integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT (p_born + make_interval(years => p_age))::date $$;

-- The exception that spares this person from being asked; the latest takes the place of the earlier. Who has answered
-- since can be reached.
CREATE FUNCTION exception_in_force(p_person uuid, p_day date DEFAULT today()) RETURNS uuid
    LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT latest.id FROM (
        SELECT e.* FROM cases_consentexception e WHERE e.person_id = p_person
        ORDER BY e.created_at DESC, e.id DESC LIMIT 1) latest
    WHERE (latest.valid_to IS NULL OR latest.valid_to >= p_day)
      AND NOT (latest.reason = 'not_reached' AND EXISTS (
        SELECT FROM cases_consent c WHERE c.person_id = p_person AND c.created_at > latest.created_at))
$$;

-- Who must consent on that day before something about `p_about` leaves its provider (FB 6:11, SoL 3:4, law.md a). A
-- person seen by another provider stands for the row it was disclosed from. From 18 guardians decide no more (FB 9:1).
-- Where nobody is asked about the subject, nobody's word about themself carries anything. An exception spares somebody
-- from deciding about the child, never from being asked about themself.
CREATE FUNCTION consent_required(p_case uuid, p_about uuid, p_day date) RETURNS SETOF uuid
    LANGUAGE sql STABLE SET search_path = public AS $$
    WITH about AS (
        SELECT COALESCE(o.id, p.id) AS id, COALESCE(o.relation, p.relation) AS relation
        FROM cases_caseperson p LEFT JOIN cases_caseperson o ON o.id = p.disclosed_from_id
        WHERE p.id = p_about AND p.case_id = p_case
    ), owner AS (
        SELECT u.provider_id FROM cases_case c JOIN accounts_careunit u ON u.id = c.owner_unit_id WHERE c.id = p_case
    ), subject AS (
        SELECT s.id, s.carried_by_id, s.birth_date IS NULL AND s.expected_birth IS NOT NULL AS is_unborn, s.birth_date
        FROM owner JOIN cases_caseperson s ON s.provider_id = owner.provider_id
        WHERE s.case_id = p_case AND s.relation = 'subject'
    ), own_voice AS (
        SELECT LEAST(min(from_age), 18) AS from_age FROM cases_consentage
        WHERE kind = 'disclosure' AND effect = 'must' AND valid_from <= p_day AND (valid_to IS NULL OR valid_to >= p_day)
    ), deciding(id) AS (
        SELECT subject.carried_by_id FROM subject WHERE is_unborn AND carried_by_id IS NOT NULL
        UNION
        SELECT g.id FROM subject, owner JOIN cases_caseperson g ON g.provider_id = owner.provider_id
        WHERE g.case_id = p_case AND g.has_custody AND NOT is_unborn
          AND (subject.birth_date IS NULL OR turns(subject.birth_date, 18) > p_day)
          AND COALESCE(g.custody_from, p_day) <= p_day AND COALESCE(g.custody_to, p_day) >= p_day
        UNION
        SELECT subject.id FROM subject, own_voice
        WHERE NOT is_unborn AND turns(subject.birth_date, own_voice.from_age) <= p_day
    ), asked AS (
        SELECT deciding.id FROM deciding, about WHERE exception_in_force(deciding.id, p_day) IS NULL
    )
    SELECT asked.id FROM asked
    UNION
    SELECT about.id FROM about WHERE about.relation NOT IN ('subject', 'sibling') AND EXISTS (SELECT FROM asked)
$$;

CREATE OR REPLACE FUNCTION consent_required(p_case uuid, p_about uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT consent_required(p_case, p_about, today())
$$;

-- Each who must consent on that day, with the yes that holds then, or NULL. The latest answer of each person counts.
CREATE FUNCTION consents_on(p_case uuid, p_about uuid, p_day date)
    RETURNS TABLE (person_id uuid, consent_id uuid, not_shared text[])
    LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT required.person_id, latest.id, latest.not_shared::text[]
    FROM consent_required(p_case, p_about, p_day) AS required(person_id)
    LEFT JOIN LATERAL (SELECT c.* FROM cases_consent c
                       WHERE c.case_id = p_case AND c.person_id = required.person_id AND c.answer <> 'later'
                       ORDER BY c.created_at DESC, c.id DESC LIMIT 1) latest
        ON latest.answer = 'yes' AND latest.withdrawn_at IS NULL
       AND latest.given_on <= p_day AND latest.valid_to >= p_day
$$;

-- Whether all who must consent on that day do, for this topic to this unit. Nobody who must: nobody who does.
CREATE FUNCTION consent_covers(p_case uuid, p_topic text, p_about uuid, p_unit bigint, p_day date) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT count(*) > 0 AND bool_and(NOT p_topic = ANY (COALESCE(held.not_shared, '{}')) AND EXISTS (
        SELECT FROM cases_consentscope s
        WHERE s.consent_id = held.consent_id AND s.unit_id = p_unit AND s.topic = p_topic))
    FROM consents_on(p_case, p_about, p_day) held
$$;

CREATE OR REPLACE FUNCTION consent_covers(p_case uuid, p_topic text, p_about uuid, p_unit bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT consent_covers(p_case, p_topic, p_about, p_unit, today())
$$;

-- Today, and the days to come on which it can change who must consent or what they have said: the day after a consent,
-- an exception or a custody ends, the first day of a custody, the subject's birthdays that count, and the first day of
-- another age. Between two of them nothing changes by itself.
CREATE FUNCTION consent_change_days(p_case uuid) RETURNS SETOF date
    LANGUAGE sql STABLE SET search_path = public AS $$
    WITH person AS (
        SELECT p.* FROM cases_case c JOIN accounts_careunit u ON u.id = c.owner_unit_id
        JOIN cases_caseperson p ON p.case_id = c.id AND p.provider_id = u.provider_id
        WHERE c.id = p_case
    ), own_voice AS (
        SELECT from_age, valid_from, valid_to FROM cases_consentage WHERE kind = 'disclosure' AND effect = 'must'
    ), change(day) AS (
        SELECT today()
        UNION SELECT valid_to + 1 FROM cases_consent WHERE case_id = p_case
        UNION SELECT valid_to + 1 FROM cases_consentexception WHERE case_id = p_case
        UNION SELECT custody_from FROM person
        UNION SELECT custody_to + 1 FROM person
        UNION SELECT turns(person.birth_date, age) FROM person, (SELECT from_age FROM own_voice UNION SELECT 18) AS a(age)
              WHERE person.relation = 'subject'
        UNION SELECT valid_from FROM own_voice
        UNION SELECT valid_to + 1 FROM own_voice
    )
    SELECT day FROM change WHERE day >= today()
$$;

-- The last day up to which consent covers this without a break; yesterday where it does not cover it now.
CREATE FUNCTION consent_lasts_to(p_case uuid, p_topic text, p_about uuid, p_unit bigint) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT min(day) - 1 FROM consent_change_days(p_case) AS day
    WHERE NOT consent_covers(p_case, p_topic, p_about, p_unit, day)
$$;

-- The same whatever the topic and the unit: the last day on which everybody who must says yes to something.
CREATE OR REPLACE FUNCTION consent_lasts_to(p_case uuid, p_about uuid) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT min(day) - 1 FROM consent_change_days(p_case) AS day
    WHERE NOT (SELECT count(*) > 0 AND bool_and(held.consent_id IS NOT NULL)
               FROM consents_on(p_case, p_about, day) held)
$$;

-- The persons of whom a unit's provider has rows in the case, by the key of the row they were told from; and whether
-- the unit may know of them now by another than the acting provider. Asked by who is about to tell that unit.
CREATE FUNCTION persons_known_to(p_case uuid, p_unit bigint) RETURNS TABLE (person_id uuid, is_told boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT COALESCE(k.disclosed_from_id, k.id),
           k.disclosed_from_id IS NULL OR EXISTS (
               SELECT FROM cases_disclosedsection s JOIN cases_caseperson a ON a.id = s.about_id
               WHERE s.case_id = p_case AND s.receiver_unit_id = p_unit AND s.kind = 'identity'
                 AND s.sender_provider_id <> acting_provider()
                 AND s.ended_at IS NULL AND (s.valid_to IS NULL OR s.valid_to >= today())
                 AND COALESCE(a.disclosed_from_id, a.id) = k.disclosed_from_id)
    FROM cases_caseperson k JOIN accounts_careunit u ON u.id = p_unit AND u.provider_id = k.provider_id
    WHERE k.case_id = p_case AND unit_is_in_case(p_case)
$$;

CREATE OR REPLACE FUNCTION settle_disclosures(p_case uuid) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = p_case AND a.unit_id = acting_unit()) THEN
        RAISE EXCEPTION 'the case is not open to the acting unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases_disclosedsection s SET valid_to = consent_lasts_to(s.case_id, s.topic, s.about_id, s.receiver_unit_id)
    FROM cases_disclosure d
    WHERE d.id = s.disclosure_id AND s.case_id = p_case AND s.ended_at IS NULL AND d.ground = 'consent_12_2'
      AND consent_covers(s.case_id, s.topic, s.about_id, s.receiver_unit_id);
    UPDATE cases_disclosedsection s SET ended_at = statement_timestamp()
    FROM cases_disclosure d
    WHERE d.id = s.disclosure_id AND s.case_id = p_case AND s.ended_at IS NULL AND d.ground = 'consent_12_2'
      AND NOT consent_covers(s.case_id, s.topic, s.about_id, s.receiver_unit_id);
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
        SELECT DISTINCT d.receiver_unit_id FROM cases_disclosure d
        WHERE d.case_id = p_case AND d.receiver_provider_id <> d.case_provider_id AND NOT EXISTS (
            SELECT FROM cases_disclosure e
            WHERE e.case_id = p_case AND e.receiver_unit_id = d.receiver_unit_id AND e.ended_at IS NULL);
END $$;

-- The source is shown on Swedish pages: the section alone; what it says stands beside it.
UPDATE cases_consentage SET source = split_part(source, ': ', 1) WHERE source LIKE 'SoL 2025:400 %: %';

-- What was told before this migration ends by the same rule, in cases that nobody touches.
UPDATE cases_disclosedsection s SET valid_to = consent_lasts_to(s.case_id, s.topic, s.about_id, s.receiver_unit_id)
WHERE s.ended_at IS NULL AND s.valid_to >= today()
  AND consent_lasts_to(s.case_id, s.topic, s.about_id, s.receiver_unit_id) < s.valid_to;
UPDATE cases_disclosure d SET valid_to = (
    SELECT min(s.valid_to) FROM cases_disclosedsection s WHERE s.disclosure_id = d.id AND s.ended_at IS NULL)
WHERE d.ended_at IS NULL
  AND EXISTS (SELECT FROM cases_disclosedsection s WHERE s.disclosure_id = d.id AND s.ended_at IS NULL);

-- A part that ends by itself later (a stated need) is cut as short as one without an end.
CREATE OR REPLACE FUNCTION keep_disclosed_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE cases_caseaccess a SET valid_to = LEAST(p.valid_to, access_ends(NEW.case_id, NEW.receiver_unit_id))
    FROM cases_participation p
    WHERE p.id = a.id AND a.case_id = NEW.case_id AND a.unit_id = NEW.receiver_unit_id
      AND (p.valid_to IS NULL OR p.valid_to > statement_timestamp());
    RETURN NULL;
END $$;
