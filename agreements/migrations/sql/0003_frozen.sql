-- History is added to, never changed; and so is what was adopted.
SELECT make_append_only(table_name::text) FROM information_schema.tables
WHERE table_schema = 'public' AND table_name LIKE 'agreements\_historical%';

CREATE FUNCTION refuse_change_of_adopted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'adopted' THEN
        RAISE EXCEPTION 'an adopted report is locked' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER adopted_is_locked BEFORE UPDATE OR DELETE ON agreements_report
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_adopted();

-- A parent's sheet is written by whoever has the link, with no assignment, and read by the provider whose unit asked.
ALTER TABLE agreements_sheet ENABLE ROW LEVEL SECURITY;
CREATE POLICY handed_in ON agreements_sheet FOR INSERT TO web, worker WITH CHECK (true);
CREATE POLICY own ON agreements_sheet FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM accounts_careunit u WHERE u.id = unit_id AND u.provider_id = (SELECT acting_provider())));
REVOKE UPDATE, DELETE ON agreements_sheet FROM web, worker;
ALTER TABLE agreements_sheetanswer ENABLE ROW LEVEL SECURITY;
CREATE POLICY handed_in ON agreements_sheetanswer FOR INSERT TO web, worker WITH CHECK (true);
CREATE POLICY own ON agreements_sheetanswer FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM agreements_sheet s WHERE s.id = sheet_id));
REVOKE UPDATE, DELETE ON agreements_sheetanswer FROM web, worker;
