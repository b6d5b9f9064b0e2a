-- What every role may reach at all. Row policies say which rows; history can be added to and read, never changed.
GRANT USAGE ON SCHEMA public TO web, worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO web, worker;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO web, worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO web, worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO web, worker;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM web, worker;

-- Who acts in this transaction (accounts/postgresql sets it). Empty, also after a commit, is NULL: nothing matches.
CREATE FUNCTION acting_unit() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('app.unit', true), '')::bigint $$;
CREATE FUNCTION acting_provider() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('app.provider', true), '')::bigint $$;
CREATE FUNCTION acting_assignment() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('app.assignment', true), '')::bigint $$;
CREATE FUNCTION acting_users() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT COALESCE(NULLIF(current_setting('app.users', true), ''), '{}')::bigint[] $$;
-- 'unit' for a professional, 'manager' for the manager of the unit, 'named' for whoever opens only as a named person.
CREATE FUNCTION acting_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT COALESCE(current_setting('app.scope', true), '') $$;
CREATE FUNCTION acting_reviews() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT COALESCE(current_setting('app.reviewer', true), '') = 'yes' $$;
-- A consent and a custody end at the end of a Swedish day, whatever the session's time zone.
CREATE FUNCTION today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT (statement_timestamp() AT TIME ZONE 'Europe/Stockholm')::date $$;

-- History and logs are added to, never changed: the tables themselves refuse.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION make_append_only(table_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER no_change_%1$s BEFORE UPDATE OR DELETE ON %1$I
                    FOR EACH ROW EXECUTE FUNCTION refuse_change()', table_name);
    EXECUTE format('CREATE TRIGGER no_truncate_%1$s BEFORE TRUNCATE ON %1$I
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', table_name);
    EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM web, worker', table_name);
END $$;
REVOKE EXECUTE ON FUNCTION make_append_only(text) FROM PUBLIC;

SELECT make_append_only(table_name::text) FROM information_schema.tables
WHERE table_schema = 'public' AND table_name LIKE 'accounts\_historical%';
