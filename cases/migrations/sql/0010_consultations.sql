-- A consultation is a case without any person: it is read by the units in it and by nobody else, whatever provider
-- they are of, and in a closed unit by everybody who works there.

-- Until when a unit that was asked as one of a team reads it: as long as it is in the team. NULL where that says
-- nothing: the unit that asked, one that was asked for itself, one that has taken over after a member.
CREATE FUNCTION team_access_ends(p_case uuid, p_unit bigint) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT CASE WHEN bool_or(m.valid_to IS NULL) THEN NULL
                ELSE (max(m.valid_to) + 1)::timestamp AT TIME ZONE 'Europe/Stockholm' END
    FROM cases_consultation k
    JOIN cases_case c ON c.id = k.case_id AND c.owner_unit_id <> p_unit
    JOIN accounts_teammember m ON m.team_id = k.team_id AND m.unit_id = p_unit
    WHERE k.case_id = p_case
$$;

CREATE OR REPLACE FUNCTION keep_case_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    soon timestamptz := clock_timestamp() + interval '1 minute';
BEGIN
    -- A time that the application's clock calls now is now here too, also when the two clocks differ a little.
    INSERT INTO cases_caseaccess (id, case_id, unit_id, user_id, is_closed, topics, valid_from, valid_to)
    SELECT NEW.id, NEW.case_id, NEW.unit_id, NEW.user_id, u.is_closed AND c.kind <> 'consultation', NEW.topics,
           CASE WHEN NEW.valid_from < soon THEN LEAST(NEW.valid_from, statement_timestamp()) ELSE NEW.valid_from END,
           LEAST(CASE WHEN NEW.valid_to < soon THEN LEAST(NEW.valid_to, statement_timestamp()) ELSE NEW.valid_to END,
                 access_ends(NEW.case_id, NEW.unit_id), team_access_ends(NEW.case_id, NEW.unit_id))
    FROM accounts_careunit u, cases_case c WHERE u.id = NEW.unit_id AND c.id = NEW.case_id
    ON CONFLICT (id) DO UPDATE SET topics = excluded.topics, valid_from = excluded.valid_from,
                                   valid_to = excluded.valid_to;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_closed_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE cases_caseaccess a SET is_closed = NEW.is_closed
    FROM cases_case c WHERE a.unit_id = NEW.id AND c.id = a.case_id AND c.kind <> 'consultation';
    RETURN NULL;
END $$;

CREATE FUNCTION keep_team_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE cases_caseaccess a SET valid_to = LEAST(p.valid_to, team_access_ends(a.case_id, a.unit_id))
    FROM cases_participation p JOIN cases_consultation k ON k.case_id = p.case_id
    WHERE a.id = p.id AND p.unit_id = NEW.unit_id AND k.team_id = NEW.team_id;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_team_access AFTER INSERT OR UPDATE ON accounts_teammember
    FOR EACH ROW EXECUTE FUNCTION keep_team_access();

-- Whom a question was put to, and what was asked and answered: written once, seen by every unit in the case.
ALTER TABLE cases_consultation ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON cases_consultation FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_consultation.case_id));
CREATE POLICY asked ON cases_consultation FOR INSERT TO web, worker WITH CHECK (
    EXISTS (SELECT FROM cases_case c WHERE c.id = cases_consultation.case_id AND c.kind = 'consultation'
            AND c.owner_unit_id = (SELECT acting_unit())));
SELECT make_append_only('cases_consultation');

ALTER TABLE cases_consultationpost ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON cases_consultationpost FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_consultationpost.case_id));
CREATE POLICY written ON cases_consultationpost FOR INSERT TO web, worker WITH CHECK (
    owner_unit_id = (SELECT acting_unit())
    AND EXISTS (SELECT FROM cases_case c WHERE c.id = cases_consultationpost.case_id AND c.kind = 'consultation'
                AND c.status = 'open'));
SELECT make_append_only('cases_consultationpost');

-- The meetings of a team: of the units in it today.
ALTER TABLE cases_teammeeting ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_team ON cases_teammeeting FOR ALL TO web, worker USING (acts_in_team(team_id));
REVOKE DELETE ON cases_teammeeting FROM web, worker;

ALTER TABLE cases_teammeetingitem ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON cases_teammeetingitem FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_teammeetingitem.case_id));
CREATE POLICY taken_up ON cases_teammeetingitem FOR INSERT TO web, worker WITH CHECK (
    EXISTS (SELECT FROM cases_teammeeting m JOIN cases_consultation k ON k.team_id = m.team_id
            WHERE m.id = cases_teammeetingitem.meeting_id AND k.case_id = cases_teammeetingitem.case_id));
CREATE POLICY taken_away ON cases_teammeetingitem FOR DELETE TO web, worker USING (
    EXISTS (SELECT FROM cases_teammeeting m WHERE m.id = cases_teammeetingitem.meeting_id));
REVOKE UPDATE ON cases_teammeetingitem FROM web, worker;

SELECT make_append_only('cases_historicalteammeeting'), make_append_only('cases_historicalteammeetingitem');
ALTER TABLE cases_historicalteammeeting ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON cases_historicalteammeeting FOR INSERT TO web, worker WITH CHECK (true);
CREATE POLICY seen ON cases_historicalteammeeting FOR SELECT TO web, worker USING (acts_in_team(team_id));
ALTER TABLE cases_historicalteammeetingitem ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON cases_historicalteammeetingitem FOR INSERT TO web, worker WITH CHECK (true);
CREATE POLICY seen ON cases_historicalteammeetingitem FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_historicalteammeetingitem.case_id));

-- No person is ever recorded in a consultation, whoever tries.
CREATE FUNCTION refuse_person_in_consultation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_case c WHERE c.id = NEW.case_id AND c.kind = 'consultation') THEN
        RAISE EXCEPTION 'a consultation has no person' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'consultation_without_person';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_person_in_consultation BEFORE INSERT OR UPDATE OF case_id ON cases_caseperson
    FOR EACH ROW EXECUTE FUNCTION refuse_person_in_consultation();

-- Nor does a case become one, or cease to be one: what is closed to others would open.
CREATE FUNCTION refuse_change_of_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the kind of a case never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_keeps_its_kind';
END $$;
CREATE TRIGGER keep_kind BEFORE UPDATE OF kind ON cases_case
    FOR EACH ROW WHEN (OLD.kind <> NEW.kind) EXECUTE FUNCTION refuse_change_of_kind();
