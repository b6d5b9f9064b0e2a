-- Reports of concern (SoL 2025:400 19 and 20 kap.). The reporter's case and the receiver's are two authorities'
-- documents: nobody sees both, whatever unit or provider they are of, but the receipt, each through the own case.

-- Which kinds are open by name also in an open unit.
CREATE FUNCTION opens_by_name(p_kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT p_kind IN ('concern_report', 'concern_intake') $$;

CREATE OR REPLACE FUNCTION keep_case_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    soon timestamptz := clock_timestamp() + interval '1 minute';
BEGIN
    -- A time that the application's clock calls now is now here too, also when the two clocks differ a little.
    INSERT INTO cases_caseaccess (id, case_id, unit_id, user_id, is_closed, topics, valid_from, valid_to)
    SELECT NEW.id, NEW.case_id, NEW.unit_id, NEW.user_id, opens_by_name(c.kind) OR u.is_closed AND c.kind <> 'consultation', NEW.topics,
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
    UPDATE cases_caseaccess a SET is_closed = NEW.is_closed OR opens_by_name(c.kind)
    FROM cases_case c WHERE c.id = a.case_id AND a.unit_id = NEW.id AND c.kind <> 'consultation';
    RETURN NULL;
END $$;

-- A colleague of the reporter who is not named is not even told that there is a report: no need can be stated.
CREATE OR REPLACE FUNCTION unit_takes_part(p_case uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT acting_scope() = 'unit' AND EXISTS (
        SELECT FROM cases_caseaccess a JOIN cases_case c ON c.id = a.case_id AND c.kind <> 'concern_report'
        WHERE a.case_id = p_case AND a.unit_id = acting_unit()
          AND a.valid_from <= statement_timestamp() AND (a.valid_to IS NULL OR a.valid_to > statement_timestamp()))
$$;

CREATE FUNCTION unit_receives_reports(p_unit bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM accounts_careunit u WHERE u.id = p_unit AND u.receives_reports
                   AND u.valid_from <= today() AND (u.valid_to IS NULL OR u.valid_to >= today()))
$$;

-- An intake that nobody takes part in yet: it exists within the transaction that makes it, and never after.
CREATE FUNCTION is_unattended_intake(p_case uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM cases_case c WHERE c.id = p_case AND c.kind = 'concern_intake')
       AND NOT EXISTS (SELECT FROM cases_participation p WHERE p.case_id = p_case)
$$;

-- Anybody who acts makes the receiver's case, for a unit that receives reports, and takes part in it by name to fill it.
DROP POLICY opened_by_its_unit ON cases_case;
CREATE POLICY opened_by_its_unit ON cases_case FOR INSERT TO web, worker WITH CHECK (
    owner_unit_id = (SELECT acting_unit()) AND kind <> 'concern_intake');
CREATE POLICY reported ON cases_case FOR INSERT TO web, worker WITH CHECK (
    kind = 'concern_intake' AND status = 'open' AND (SELECT acting_unit()) IS NOT NULL
    AND unit_receives_reports(owner_unit_id));
CREATE POLICY reported ON cases_participation FOR INSERT TO web, worker WITH CHECK (
    unit_id = (SELECT acting_unit()) AND user_id = ANY ((SELECT acting_users())::bigint[])
    AND is_unattended_intake(case_id));

-- When the transaction ends nobody but its owner's unit takes part in a report, and in an intake that unit does.
CREATE FUNCTION check_report_parts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    key uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
    one cases_case;
BEGIN
    SELECT * INTO one FROM cases_case c WHERE c.id = key;
    IF NOT opens_by_name(one.kind) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = key AND a.unit_id <> one.owner_unit_id
               AND (a.valid_to IS NULL OR a.valid_to > statement_timestamp())) THEN
        RAISE EXCEPTION 'another unit takes part in a report' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'a_report_is_of_one_unit';
    END IF;
    IF NOT EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = key AND a.unit_id = one.owner_unit_id
                   AND a.user_id IS NULL AND a.valid_to IS NULL) THEN
        RAISE EXCEPTION 'a report without its unit' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'a_report_has_its_unit';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_report_parts AFTER INSERT OR UPDATE ON cases_participation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_report_parts('case_id');
CREATE CONSTRAINT TRIGGER check_report_parts AFTER INSERT OR UPDATE ON cases_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_report_parts('id');

-- Both sides' own documents: content, within the own case. What came in is made by who reported it, and never changed.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['cases_concerntext', 'cases_intakedecision'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON %1$I FOR ALL TO web, worker USING (
            owner_provider_id = (SELECT acting_provider())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))', t);
        EXECUTE format('REVOKE DELETE ON %I FROM web, worker', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['cases_historicalconcerntext', 'cases_historicalintakedecision'] LOOP
        PERFORM make_append_only(t);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY written ON %I FOR INSERT TO web, worker WITH CHECK (true)', t);
        EXECUTE format('CREATE POLICY seen ON %1$I FOR SELECT TO web, worker USING (
            owner_provider_id = (SELECT acting_provider())
            AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = %1$I.case_id
                        AND (a.topics = ''{}'' OR %1$I.topic = ANY (a.topics))))', t);
    END LOOP;
END $$;
ALTER TABLE cases_receivedreport ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON cases_receivedreport FOR SELECT TO web, worker USING (
    owner_provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_receivedreport.case_id));
CREATE POLICY received ON cases_receivedreport FOR INSERT TO web, worker WITH CHECK (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_receivedreport.case_id));
SELECT make_append_only('cases_receivedreport');

-- The receipt. Each side reads it through its own case. A new one is made by who sees both, or by a receiver who hands
-- the report on and so sees the receipt before it.
CREATE FUNCTION hands_on(p_receipt uuid, p_report uuid) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM cases_reportreceipt r WHERE r.id = p_receipt AND r.report_id = p_report
                   AND case_is_visible(r.intake_id))
$$;
ALTER TABLE cases_reportreceipt ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_report ON cases_reportreceipt FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_reportreceipt.report_id));
CREATE POLICY of_the_intake ON cases_reportreceipt FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_reportreceipt.intake_id));
CREATE POLICY received ON cases_reportreceipt FOR INSERT TO web, worker WITH CHECK (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_reportreceipt.intake_id)
    AND (EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_reportreceipt.report_id)
         OR hands_on(handed_from_id, report_id)));
CREATE POLICY changed ON cases_reportreceipt FOR UPDATE TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a
            WHERE a.case_id IN (cases_reportreceipt.report_id, cases_reportreceipt.intake_id)));
REVOKE DELETE ON cases_reportreceipt FROM web, worker;

-- Whose report it is and when it came never change, nor does a moment once it is written; only the receiver answers.
CREATE FUNCTION keep_receipt() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    stamps text[] := ARRAY['feedback_requested_at', 'answer', 'answered_at', 'refused_at', 'handed_on_at'];
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
    stamp text;
BEGIN
    IF before - stamps <> after - stamps THEN
        RAISE EXCEPTION 'a receipt is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    FOREACH stamp IN ARRAY stamps LOOP
        CONTINUE WHEN before -> stamp = after -> stamp;
        IF NULLIF(before ->> stamp, '') IS NOT NULL THEN
            RAISE EXCEPTION '% is written once', stamp USING ERRCODE = 'restrict_violation';
        END IF;
        IF stamp <> 'feedback_requested_at' AND NOT case_is_visible(OLD.intake_id) THEN
            RAISE EXCEPTION 'only the receiver answers' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_receipt BEFORE UPDATE ON cases_reportreceipt FOR EACH ROW EXECUTE FUNCTION keep_receipt();

-- Which unit owns an intake now, for the system to bring it what its reporter asks or adds.
CREATE FUNCTION intake_unit(p_intake uuid) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.owner_unit_id FROM cases_case c
    JOIN cases_reportreceipt r ON r.intake_id = c.id
    JOIN cases_caseaccess a ON a.case_id = r.report_id AND a.unit_id = acting_unit()
    WHERE c.id = p_intake AND a.valid_from <= statement_timestamp()
      AND (a.valid_to IS NULL OR a.valid_to > statement_timestamp())
      AND (a.user_id = ANY (acting_users()) OR acting_scope() = 'manager')
    LIMIT 1
$$;
