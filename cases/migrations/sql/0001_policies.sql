-- Row-level security of everything that is true about a person. Three kinds of table:
--   shell    no name, no text: seen by every unit that takes part in the case (visible_to)
--   owned    a row of one provider: seen by its side, if it takes part
--   content  the same, and within the topics the participation is limited to (readable_to, the owner's side)
-- Another provider never reads content: it reads its own frozen copies (cases_disclosedsection).

-- Which cases are open to whoever acts. The one rule that the others rest on; it reads no other table.
ALTER TABLE cases_caseaccess ENABLE ROW LEVEL SECURITY;
CREATE POLICY acting_sees ON cases_caseaccess FOR SELECT TO web, worker USING (
    unit_id = (SELECT acting_unit())
    AND valid_from <= statement_timestamp() AND (valid_to IS NULL OR valid_to > statement_timestamp())
    AND (user_id = ANY ((SELECT acting_users())::bigint[])
         OR (SELECT acting_scope()) = 'manager'
         OR (user_id IS NULL AND NOT is_closed AND (SELECT acting_scope()) = 'unit'))
);
REVOKE INSERT, UPDATE, DELETE ON cases_caseaccess FROM web, worker;

-- Until when a unit of another provider works in the case: as long as it may know who the case is about. NULL for the
-- owner's side, and before anything was told.
CREATE FUNCTION access_ends(p_case uuid, p_unit bigint) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT (max(d.valid_to) + 1)::timestamp AT TIME ZONE 'Europe/Stockholm'
    FROM cases_case c
    JOIN accounts_careunit o ON o.id = c.owner_unit_id
    JOIN accounts_careunit u ON u.id = p_unit AND u.provider_id <> o.provider_id
    JOIN cases_disclosure d ON d.case_id = c.id AND d.receiver_unit_id = u.id
    WHERE c.id = p_case AND d.ended_at IS NULL AND 'identity' = ANY (d.topics)
$$;

CREATE FUNCTION keep_case_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    soon timestamptz := clock_timestamp() + interval '1 minute';
BEGIN
    -- A time that the application's clock calls now is now here too, also when the two clocks differ a little.
    INSERT INTO cases_caseaccess (id, case_id, unit_id, user_id, is_closed, topics, valid_from, valid_to)
    SELECT NEW.id, NEW.case_id, NEW.unit_id, NEW.user_id, u.is_closed, NEW.topics,
           CASE WHEN NEW.valid_from < soon THEN LEAST(NEW.valid_from, statement_timestamp()) ELSE NEW.valid_from END,
           LEAST(CASE WHEN NEW.valid_to < soon THEN LEAST(NEW.valid_to, statement_timestamp()) ELSE NEW.valid_to END,
                 access_ends(NEW.case_id, NEW.unit_id))
    FROM accounts_careunit u WHERE u.id = NEW.unit_id
    ON CONFLICT (id) DO UPDATE SET topics = excluded.topics, valid_from = excluded.valid_from,
                                   valid_to = excluded.valid_to;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_case_access AFTER INSERT OR UPDATE ON cases_participation
    FOR EACH ROW EXECUTE FUNCTION keep_case_access();

CREATE FUNCTION keep_closed_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE cases_caseaccess SET is_closed = NEW.is_closed WHERE unit_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_closed_access AFTER UPDATE OF is_closed ON accounts_careunit
    FOR EACH ROW WHEN (OLD.is_closed <> NEW.is_closed) EXECUTE FUNCTION keep_closed_access();

-- Whether the acting unit is in the case at all, for a colleague who is not named there and has to state the need.
CREATE FUNCTION unit_takes_part(p_case uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT acting_scope() = 'unit' AND EXISTS (
        SELECT FROM cases_caseaccess a
        WHERE a.case_id = p_case AND a.unit_id = acting_unit()
          AND a.valid_from <= statement_timestamp() AND (a.valid_to IS NULL OR a.valid_to > statement_timestamp()))
$$;

-- Whether the acting unit works in the case now, whoever of it acts.
CREATE FUNCTION unit_is_in_case(p_case uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM cases_caseaccess a
        WHERE a.case_id = p_case AND a.unit_id = acting_unit()
          AND a.valid_from <= statement_timestamp() AND (a.valid_to IS NULL OR a.valid_to > statement_timestamp()))
$$;

CREATE FUNCTION case_is_visible(p_case uuid) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = p_case)
$$;

-- Who may be let in: anybody, by those inside; the one who opens a case; a colleague into the own unit's case.
CREATE FUNCTION is_unattended_own_case(p_case uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM cases_case c WHERE c.id = p_case AND c.owner_unit_id = acting_unit())
       AND NOT EXISTS (SELECT FROM cases_participation p WHERE p.case_id = p_case)
$$;

ALTER TABLE cases_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON cases_case FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_case.id));
CREATE POLICY opened_by_its_unit ON cases_case FOR INSERT TO web, worker WITH CHECK (
    owner_unit_id = (SELECT acting_unit()));
CREATE POLICY changed ON cases_case FOR UPDATE TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_case.id));

ALTER TABLE cases_participation ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON cases_participation FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_participation.case_id));
CREATE POLICY admitted ON cases_participation FOR INSERT TO web, worker WITH CHECK (
    case_is_visible(case_id) OR is_unattended_own_case(case_id)
    OR (unit_id = (SELECT acting_unit()) AND user_id = ANY ((SELECT acting_users())::bigint[])
        AND unit_takes_part(case_id)));
CREATE POLICY changed ON cases_participation FOR UPDATE TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_participation.case_id)) WITH CHECK (true);

DO $$
DECLARE
    t text;
BEGIN
    -- shell
    FOREACH t IN ARRAY ARRAY['cases_coordinatedplan', 'cases_interventionprogress', 'cases_followup',
                             'cases_planmeeting', 'cases_summons'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY visible ON %1$I FOR ALL TO web, worker USING (
            EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
    END LOOP;
    -- owned
    FOREACH t IN ARRAY ARRAY['cases_consent', 'cases_consentscope', 'cases_consentexception',
                             'cases_casetargetgroup', 'cases_familyattendance'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON %1$I FOR ALL TO web, worker USING (
            owner_provider_id = (SELECT acting_provider())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id))', t);
    END LOOP;
    -- content
    FOREACH t IN ARRAY ARRAY['cases_need', 'cases_goal', 'cases_intervention', 'cases_statement', 'cases_meetingnote',
                             'cases_deviation', 'cases_workingnote', 'cases_evaluation', 'cases_copiedmark'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON %1$I FOR ALL TO web, worker USING (
            owner_provider_id = (SELECT acting_provider())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))', t);
    END LOOP;
END $$;

-- Persons as a case knows them. A sender makes the receiver's row, and then no longer sees it.
ALTER TABLE cases_caseperson ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON cases_caseperson FOR SELECT TO web, worker USING (
    provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_caseperson.case_id));
CREATE POLICY made_in_a_visible_case ON cases_caseperson FOR INSERT TO web, worker WITH CHECK (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_caseperson.case_id));
CREATE POLICY changed ON cases_caseperson FOR UPDATE TO web, worker USING (
    provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_caseperson.case_id));

ALTER TABLE cases_nametoken ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON cases_nametoken FOR SELECT TO web, worker USING (
    provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_nametoken.case_id));
CREATE POLICY made_in_a_visible_case ON cases_nametoken FOR INSERT TO web, worker WITH CHECK (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_nametoken.case_id));
CREATE POLICY ended ON cases_nametoken FOR DELETE TO web, worker USING (
    provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_nametoken.case_id));

-- A person is reached only through a case. Numbers are unique within a provider, and only register_person may ask:
-- it answers with a key whether the number was known or not, so nobody learns what a closed unit or another knows.
ALTER TABLE cases_person ENABLE ROW LEVEL SECURITY;
CREATE POLICY through_a_case ON cases_person FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseperson p WHERE p.person_id = cases_person.id));
CREATE POLICY changed ON cases_person FOR UPDATE TO web, worker USING (
    EXISTS (SELECT FROM cases_caseperson p WHERE p.person_id = cases_person.id));
REVOKE INSERT, UPDATE, DELETE ON cases_person FROM web, worker;
GRANT UPDATE (joined_into_id) ON cases_person TO web;

CREATE FUNCTION register_person(p_id uuid, p_number text, p_kind text, p_user bigint) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    known uuid;
BEGIN
    IF acting_provider() IS NULL THEN
        RAISE EXCEPTION 'nobody acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO cases_person (id, provider_id, number, number_kind, created_at)
    VALUES (p_id, acting_provider(), p_number, p_kind, statement_timestamp())
    ON CONFLICT (provider_id, number_kind, number) WHERE NOT (number = '') DO NOTHING;
    IF FOUND THEN
        INSERT INTO cases_historicalperson (id, provider_id, number, number_kind, created_at, history_id, history_date,
                                            history_type, history_user_id, history_assignment_id)
        VALUES (p_id, acting_provider(), p_number, p_kind, statement_timestamp(), gen_random_uuid(),
                statement_timestamp(), '+', p_user, acting_assignment());
        RETURN p_id;
    END IF;
    SELECT id INTO known FROM cases_person
    WHERE provider_id = acting_provider() AND number_kind = p_kind AND number = p_number;
    RETURN known;
END $$;

-- Disclosures. The header is seen by sender, receiver and the case's owner, who answers to the family for the list.
ALTER TABLE cases_disclosure ENABLE ROW LEVEL SECURITY;
CREATE POLICY party ON cases_disclosure FOR SELECT TO web, worker USING (
    (sender_provider_id = (SELECT acting_provider()) OR case_provider_id = (SELECT acting_provider())
     OR receiver_unit_id = (SELECT acting_unit()))
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_disclosure.case_id));
CREATE POLICY archive ON cases_disclosure FOR SELECT TO web USING (
    receiver_unit_id = (SELECT acting_unit()) AND (SELECT acting_scope()) IN ('unit', 'manager')
    AND (ended_at IS NOT NULL OR valid_to < (SELECT today())));
CREATE POLICY sent ON cases_disclosure FOR INSERT TO web, worker WITH CHECK (
    sender_unit_id = (SELECT acting_unit())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_disclosure.case_id));
REVOKE UPDATE, DELETE ON cases_disclosure FROM web, worker;

-- Who must consent before something about `p_about` leaves its provider (FB 6:11, SoL 3:4, law.md a). A person seen
-- by another provider stands for the row it was disclosed from.
CREATE FUNCTION consent_required(p_case uuid, p_about uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH about AS (
        SELECT COALESCE(o.id, p.id) AS id, COALESCE(o.relation, p.relation) AS relation
        FROM cases_caseperson p LEFT JOIN cases_caseperson o ON o.id = p.disclosed_from_id
        WHERE p.id = p_about AND p.case_id = p_case
    ), subject AS (
        SELECT s.id, s.carried_by_id, s.birth_date IS NULL AND s.expected_birth IS NOT NULL AS is_unborn,
               COALESCE(date_part('year', age(today(), s.birth_date)), 0) AS years
        FROM cases_case c
        JOIN accounts_careunit u ON u.id = c.owner_unit_id
        JOIN cases_caseperson s ON s.case_id = c.id AND s.provider_id = u.provider_id AND s.relation = 'subject'
        WHERE c.id = p_case
    ), own_voice AS (
        SELECT min(from_age) AS from_age FROM cases_consentage
        WHERE kind = 'disclosure' AND effect = 'must' AND valid_from <= today()
          AND (valid_to IS NULL OR valid_to >= today())
    ), must AS (
        SELECT about.id FROM about WHERE about.relation NOT IN ('subject', 'sibling')
        UNION
        SELECT subject.carried_by_id FROM subject WHERE is_unborn AND carried_by_id IS NOT NULL
        UNION
        SELECT g.id FROM subject JOIN cases_caseperson g ON g.case_id = p_case AND g.has_custody
        JOIN cases_case c ON c.id = p_case
        JOIN accounts_careunit u ON u.id = c.owner_unit_id AND u.provider_id = g.provider_id
        WHERE NOT is_unborn AND subject.years < 18
          AND COALESCE(g.custody_from, today()) <= today() AND COALESCE(g.custody_to, today()) >= today()
        UNION
        SELECT subject.id FROM subject, own_voice WHERE NOT is_unborn AND subject.years >= LEAST(own_voice.from_age, 18)
    )
    SELECT must.id FROM must, about
    WHERE NOT EXISTS (
        SELECT FROM cases_consentexception e
        WHERE e.person_id = must.id AND (e.valid_to IS NULL OR e.valid_to >= today()))
$$;

-- Whether all who must consent do, now, for this topic to this unit. The latest answer of each person counts.
CREATE FUNCTION consent_covers(p_case uuid, p_topic text, p_about uuid, p_unit bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM consent_required(p_case, p_about))
       AND NOT EXISTS (
        SELECT FROM consent_required(p_case, p_about) AS required(person_id)
        WHERE NOT EXISTS (
            SELECT FROM (SELECT c.* FROM cases_consent c
                         WHERE c.case_id = p_case AND c.person_id = required.person_id AND c.answer <> 'later'
                         ORDER BY c.created_at DESC, c.id DESC LIMIT 1) latest
            JOIN cases_consentscope s ON s.consent_id = latest.id
            WHERE latest.answer = 'yes' AND latest.withdrawn_at IS NULL
              AND latest.given_on <= today() AND latest.valid_to >= today()
              AND s.unit_id = p_unit AND s.topic = p_topic AND NOT p_topic = ANY (latest.not_shared)))
$$;

-- The last day a consent of today can reach: the earliest end among those who must consent.
CREATE FUNCTION consent_lasts_to(p_case uuid, p_about uuid) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT min(latest.valid_to) FROM consent_required(p_case, p_about) AS required(person_id)
    CROSS JOIN LATERAL (SELECT c.valid_to FROM cases_consent c
                        WHERE c.case_id = p_case AND c.person_id = required.person_id AND c.answer = 'yes'
                          AND c.withdrawn_at IS NULL
                        ORDER BY c.created_at DESC, c.id DESC LIMIT 1) latest
$$;

CREATE FUNCTION disclosure_is_by(p_disclosure uuid, p_unit bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM cases_disclosure d WHERE d.id = p_disclosure AND d.sender_unit_id = p_unit)
$$;

ALTER TABLE cases_disclosedsection ENABLE ROW LEVEL SECURITY;
CREATE POLICY received ON cases_disclosedsection FOR SELECT TO web, worker USING (
    receiver_unit_id = (SELECT acting_unit()) AND ended_at IS NULL
    AND (valid_to IS NULL OR valid_to >= (SELECT today()))
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_disclosedsection.case_id
                AND (a.topics = '{}' OR topic = ANY (a.topics) OR topic = 'identity')));
CREATE POLICY given ON cases_disclosedsection FOR SELECT TO web, worker USING (
    sender_provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_disclosedsection.case_id
                AND (a.topics = '{}' OR topic = ANY (a.topics) OR topic = 'identity')));
-- What was received stays the receiver's own; after the end it opens only with a stated reason, one case at a time,
-- to the unit's professionals and manager. What still holds is no archive: it is read by who is in the case.
CREATE POLICY archive ON cases_disclosedsection FOR SELECT TO web USING (
    receiver_unit_id = (SELECT acting_unit()) AND (SELECT acting_scope()) IN ('unit', 'manager')
    AND (ended_at IS NOT NULL OR valid_to < (SELECT today()))
    AND case_id::text = (SELECT NULLIF(current_setting('app.archive', true), '')));
CREATE POLICY covered ON cases_disclosedsection FOR INSERT TO web, worker WITH CHECK (
    disclosure_is_by(disclosure_id, (SELECT acting_unit()))
    AND consent_covers(case_id, topic, about_id, receiver_unit_id));
REVOKE UPDATE, DELETE ON cases_disclosedsection FROM web, worker;

ALTER TABLE cases_planversion ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON cases_planversion FOR SELECT TO web, worker USING (
    provider_id = (SELECT acting_provider()) AND archived_at IS NULL
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_planversion.case_id));
CREATE POLICY archive ON cases_planversion FOR SELECT TO web USING (
    unit_id = (SELECT acting_unit()) AND (SELECT acting_scope()) IN ('unit', 'manager')
    AND (archived_at IS NOT NULL OR NOT unit_is_in_case(case_id))
    AND case_id::text = (SELECT NULLIF(current_setting('app.archive', true), '')));
CREATE POLICY frozen ON cases_planversion FOR INSERT TO web, worker WITH CHECK (
    unit_id = (SELECT acting_unit())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_planversion.case_id));
REVOKE UPDATE, DELETE ON cases_planversion FROM web, worker;

CREATE FUNCTION keep_disclosed_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE cases_caseaccess a SET valid_to = LEAST(p.valid_to, access_ends(NEW.case_id, NEW.receiver_unit_id))
    FROM cases_participation p
    WHERE p.id = a.id AND a.case_id = NEW.case_id AND a.unit_id = NEW.receiver_unit_id AND p.valid_to IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_disclosed_access AFTER INSERT OR UPDATE ON cases_disclosure
    FOR EACH ROW EXECUTE FUNCTION keep_disclosed_access();

-- After every change of a consent: what is still covered holds as long as the consents of today do, what is not ends
-- now. Answers with the other providers' units that are left with nothing. Only for those who see the case; what the
-- copies say is not touched.
CREATE FUNCTION settle_disclosures(p_case uuid) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = p_case AND a.unit_id = acting_unit()) THEN
        RAISE EXCEPTION 'the case is not open to the acting unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases_disclosedsection s SET valid_to = consent_lasts_to(s.case_id, s.about_id)
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

-- What the law requires of a plan, before anybody is asked to confirm it (SoL 10 kap. 8 §): interventions, who
-- answers for each, measures by others, the principal with overall responsibility; and a day to follow it up.
CREATE FUNCTION check_plan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases_intervention i WHERE i.case_id = NEW.case_id AND NOT i.is_dropped
                   AND i.doer = 'principal') THEN
        RAISE EXCEPTION 'plan without interventions' USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_has_interventions';
    END IF;
    IF NOT EXISTS (SELECT FROM cases_followup f WHERE f.case_id = NEW.case_id AND f.held_on IS NULL) THEN
        RAISE EXCEPTION 'plan without a follow-up date' USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_has_follow_up';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_plan BEFORE INSERT OR UPDATE OF status ON cases_coordinatedplan
    FOR EACH ROW WHEN (NEW.status IN ('confirming', 'active')) EXECUTE FUNCTION check_plan();

-- Access rows: written by all, read by the own provider's log reviewer and by those who see the case.
ALTER TABLE cases_accesslogentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON cases_accesslogentry FOR INSERT TO web, worker WITH CHECK (true);
CREATE POLICY reviewed ON cases_accesslogentry FOR SELECT TO web USING (
    provider_id = (SELECT acting_provider()) AND (SELECT acting_reviews()));
CREATE POLICY of_the_case ON cases_accesslogentry FOR SELECT TO web USING (
    provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_accesslogentry.case_id));

-- History follows its table's rule for reading; adding is open, because ending one's own access comes before its row.
DO $$
DECLARE
    t text;
    seen text;
BEGIN
    FOR t IN SELECT table_name FROM information_schema.tables
             WHERE table_schema = 'public' AND table_name LIKE 'cases\_historical%' LOOP
        PERFORM make_append_only(t);
        CONTINUE WHEN t IN ('cases_historicalconsentage', 'cases_historicalplanfield');
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY written ON %I FOR INSERT TO web, worker WITH CHECK (true)', t);
        seen := CASE t
            WHEN 'cases_historicalcase' THEN 'EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.id)'
            WHEN 'cases_historicalperson' THEN 'EXISTS (SELECT FROM cases_caseperson p WHERE p.person_id = %1$I.id)'
            ELSE 'EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id {topic})' END;
        seen := replace(seen, '{topic}', CASE WHEN EXISTS (
            SELECT FROM information_schema.columns c
            WHERE c.table_name = t AND c.column_name = 'topic' AND t <> 'cases_historicalconsentscope')
            THEN 'AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))' ELSE '' END);
        IF EXISTS (SELECT FROM information_schema.columns c
                   WHERE c.table_name = t AND c.column_name = 'owner_provider_id') THEN
            seen := 'owner_provider_id = (SELECT acting_provider()) AND ' || seen;
        ELSIF t = 'cases_historicalcaseperson' THEN
            seen := 'provider_id = (SELECT acting_provider()) AND ' || seen;
        END IF;
        EXECUTE format('CREATE POLICY seen ON %1$I FOR SELECT TO web, worker USING (' || seen || ')', t);
    END LOOP;
END $$;
SELECT make_append_only('cases_accesslogentry');

CREATE SEQUENCE cases_case_number;
GRANT USAGE ON SEQUENCE cases_case_number TO web, worker;

-- Frozen copies: only the end of working access is ever changed.
CREATE FUNCTION refuse_change_but_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends text[] := ARRAY['valid_to', 'ended_at', 'archived_at'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ends = to_jsonb(NEW) - ends THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['cases_disclosure', 'cases_disclosedsection', 'cases_planversion'] LOOP
        EXECUTE format('CREATE TRIGGER no_change_%1$s BEFORE UPDATE OR DELETE ON %1$I
                        FOR EACH ROW EXECUTE FUNCTION refuse_change_but_end()', t);
        EXECUTE format('CREATE TRIGGER no_truncate_%1$s BEFORE TRUNCATE ON %1$I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
    END LOOP;
END $$;
