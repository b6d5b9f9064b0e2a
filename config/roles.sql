-- Makes Samplan's three roles and its database on a PostgreSQL server, version 15 or newer, and may be repeated.
-- Run by a superuser, with psql 15 or newer:
--
--   export SAMPLAN_OWNER_PASSWORD=… SAMPLAN_WEB_PASSWORD=… SAMPLAN_WORKER_PASSWORD=…
--   psql -X -v ON_ERROR_STOP=1 -d postgres -f config/roles.sql
--
-- A role whose password is not given keeps the one it has. Then, for Samplan:
--
--   DATABASE_URL=postgresql://web:…@host:5432/samplan             pages
--   DATABASE_OWNER_URL=postgresql://owner:…@host:5432/samplan     migrations
--   DATABASE_WORKER_URL=postgresql://worker:…@host:5432/samplan   jobs
--
-- The names are fixed: policies and grants in the migrations name them.
\getenv owner_password SAMPLAN_OWNER_PASSWORD
\getenv web_password SAMPLAN_WEB_PASSWORD
\getenv worker_password SAMPLAN_WORKER_PASSWORD

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['owner', 'web', 'worker']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS;
ALTER ROLE web LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS;
ALTER ROLE worker LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS;

-- The test suite connects as owner and acts as web or worker.
GRANT web, worker TO owner;

\if :{?owner_password}
ALTER ROLE owner PASSWORD :'owner_password';
\endif
\if :{?web_password}
ALTER ROLE web PASSWORD :'web_password';
\endif
\if :{?worker_password}
ALTER ROLE worker PASSWORD :'worker_password';
\endif

ALTER ROLE web SET lock_timeout = '3s';
ALTER ROLE web SET statement_timeout = '15s';
ALTER ROLE web SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE worker SET lock_timeout = '10s';
ALTER ROLE worker SET statement_timeout = '5min';
ALTER ROLE worker SET idle_in_transaction_session_timeout = '5min';

SELECT 'CREATE DATABASE samplan OWNER owner ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'samplan') \gexec

REVOKE ALL ON DATABASE samplan FROM PUBLIC;
GRANT CONNECT ON DATABASE samplan TO web, worker;
