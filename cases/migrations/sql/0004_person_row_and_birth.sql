-- A number that several units of a provider know is one row, shared by units that know nothing of each other. It must
-- not tell one of them that another was first: the row has no date, and every registration writes a row of history,
-- which the registering unit alone sees.
CREATE OR REPLACE FUNCTION register_person(p_id uuid, p_number text, p_kind text, p_user bigint) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    mine uuid := p_id;
BEGIN
    IF acting_provider() IS NULL THEN
        RAISE EXCEPTION 'nobody acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO cases_person (id, provider_id, number, number_kind)
    VALUES (p_id, acting_provider(), p_number, p_kind)
    ON CONFLICT (provider_id, number_kind, number) WHERE NOT (number = '') DO NOTHING;
    IF NOT FOUND THEN
        SELECT id INTO mine FROM cases_person
        WHERE provider_id = acting_provider() AND number_kind = p_kind AND number = p_number;
    END IF;
    INSERT INTO cases_historicalperson (id, provider_id, number, number_kind, history_id, history_date, history_type,
                                        history_user_id, history_assignment_id)
    VALUES (mine, acting_provider(), p_number, p_kind, gen_random_uuid(), statement_timestamp(), '+', p_user,
            acting_assignment());
    RETURN mine;
END $$;

DROP POLICY seen ON cases_historicalperson;
CREATE POLICY seen ON cases_historicalperson FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseperson p WHERE p.person_id = cases_historicalperson.id)
    AND EXISTS (SELECT FROM accounts_assignment a
                WHERE a.id = cases_historicalperson.history_assignment_id AND a.unit_id = (SELECT acting_unit())));

-- What was said about a pregnancy is not said about a child: once the birth is recorded, consents from before it are
-- asked again before anything new is told. A consent of the day of birth counts if it was recorded after the birth.
CREATE FUNCTION consent_follows_birth(p_case uuid, p_about uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT NOT EXISTS (
        SELECT FROM cases_case c
        JOIN accounts_careunit o ON o.id = c.owner_unit_id
        JOIN cases_caseperson s ON s.case_id = c.id AND s.provider_id = o.provider_id AND s.relation = 'subject'
        CROSS JOIN consent_required(p_case, p_about) AS required(person_id)
        CROSS JOIN LATERAL (SELECT k.given_on, k.created_at FROM cases_consent k
                            WHERE k.case_id = p_case AND k.person_id = required.person_id AND k.answer <> 'later'
                            ORDER BY k.created_at DESC, k.id DESC LIMIT 1) latest
        WHERE c.id = p_case
          AND (latest.given_on < s.birth_date
               OR latest.given_on = s.birth_date AND latest.created_at < (
                   SELECT min(h.history_date) FROM cases_historicalcaseperson h
                   WHERE h.id = s.id AND h.birth_date IS NOT NULL)))
$$;

-- Whether something new may be told now: what the consents cover, if they are about the child as it is.
CREATE FUNCTION may_be_told(p_case uuid, p_topic text, p_about uuid, p_unit bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT consent_covers(p_case, p_topic, p_about, p_unit) AND consent_follows_birth(p_case, p_about)
$$;

DROP POLICY covered ON cases_disclosedsection;
CREATE POLICY covered ON cases_disclosedsection FOR INSERT TO web, worker WITH CHECK (
    disclosure_is_by(disclosure_id, (SELECT acting_unit()))
    AND may_be_told(case_id, topic, about_id, receiver_unit_id));

-- The acting unit, and the units of its provider that closed down and named it, or one it took over from, successor.
CREATE FUNCTION acting_units() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH RECURSIVE mine AS (
        SELECT u.id, u.provider_id FROM accounts_careunit u WHERE u.id = acting_unit()
        UNION
        SELECT u.id, u.provider_id FROM accounts_careunit u
        JOIN mine ON u.successor_id = mine.id AND u.provider_id = mine.provider_id
        WHERE u.valid_to < today()
    ) SELECT array_agg(id) FROM mine
$$;

-- What a unit had received when it closed down is its provider's, and opens to the successor as archive does: with a
-- stated reason, one case at a time.
DROP POLICY archive ON cases_disclosure;
CREATE POLICY archive ON cases_disclosure FOR SELECT TO web USING (
    receiver_unit_id = ANY ((SELECT acting_units())::bigint[]) AND (SELECT acting_scope()) IN ('unit', 'manager')
    AND (ended_at IS NOT NULL OR valid_to < (SELECT today()) OR receiver_unit_id <> (SELECT acting_unit())));
DROP POLICY archive ON cases_disclosedsection;
CREATE POLICY archive ON cases_disclosedsection FOR SELECT TO web USING (
    receiver_unit_id = ANY ((SELECT acting_units())::bigint[]) AND (SELECT acting_scope()) IN ('unit', 'manager')
    AND (ended_at IS NOT NULL OR valid_to < (SELECT today()) OR receiver_unit_id <> (SELECT acting_unit()))
    AND case_id::text = (SELECT NULLIF(current_setting('app.archive', true), '')));
DROP POLICY archive ON cases_planversion;
CREATE POLICY archive ON cases_planversion FOR SELECT TO web USING (
    unit_id = ANY ((SELECT acting_units())::bigint[]) AND (SELECT acting_scope()) IN ('unit', 'manager')
    AND (archived_at IS NOT NULL OR unit_id <> (SELECT acting_unit()) OR NOT unit_is_in_case(case_id))
    AND case_id::text = (SELECT NULLIF(current_setting('app.archive', true), '')));

-- How the goals stand: a shell, as the progress of interventions is.
ALTER TABLE cases_goaljudgement ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON cases_goaljudgement FOR ALL TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_goaljudgement.case_id));
REVOKE DELETE ON cases_goaljudgement FROM web, worker;
SELECT make_append_only('cases_historicalgoaljudgement');
ALTER TABLE cases_historicalgoaljudgement ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON cases_historicalgoaljudgement FOR INSERT TO web, worker WITH CHECK (true);
CREATE POLICY seen ON cases_historicalgoaljudgement FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_historicalgoaljudgement.case_id));
INSERT INTO cases_goaljudgement (id, case_id, created_at, goal, unit_id, status, family_status, judged_at)
SELECT gen_random_uuid(), g.case_id, g.created_at, g.id, g.owner_unit_id, g.status, '', g.written_at
FROM cases_goal g WHERE g.status <> 'open';
