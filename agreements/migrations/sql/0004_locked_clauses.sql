-- What was agreed stands: a clause and its indicators change only while their version has not begun.
CREATE FUNCTION refuse_change_of_clause() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    version_key bigint;
BEGIN
    IF TG_TABLE_NAME = 'agreements_clause' THEN
        version_key := OLD.version_id;
    ELSE
        SELECT version_id INTO version_key FROM agreements_clause WHERE id = OLD.clause_id;
    END IF;
    IF EXISTS (SELECT FROM agreements_rulesetversion v WHERE v.id = version_key AND NOT v.is_draft
               AND v.valid_from <= (now() AT TIME ZONE 'Europe/Stockholm')::date) THEN
        RAISE EXCEPTION 'a clause of a version that has begun is locked' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER begun_is_locked BEFORE UPDATE OR DELETE ON agreements_clause
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_clause();
CREATE TRIGGER begun_is_locked BEFORE UPDATE OR DELETE ON agreements_clauseindicator
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_clause();
