-- Cases :first to :last of made-up numbers, as the inbox meets them: each with three units out of 300, three steps
-- done, and in four of five one open in the owning unit, in two of five one in a called unit. No name and no text.
CREATE TEMP TABLE unit ON COMMIT DROP AS
    SELECT id, provider_id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_careunit;
CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS process, now() + (n % 120 - 20) * interval '1 day' AS due,
           o.id AS owner, ARRAY[o.id, c.id, d.id] AS units
    FROM generate_series(current_setting('bench.first')::int, current_setting('bench.last')::int) AS n
    JOIN unit o ON o.place = n % 300
    JOIN unit c ON c.place = (n * 7::bigint + 1) % 300
    JOIN unit d ON d.place = (n * 13::bigint + 2) % 300;
ANALYZE made;

INSERT INTO cases_case (id, kind, number, status, opened_at, closure_reason, owner_unit_id)
    SELECT id, 'plan', 'B' || n, 'open', now(), '', owner FROM made;
INSERT INTO cases_caseaccess (id, is_closed, topics, valid_from, case_id, unit_id)
    SELECT gen_random_uuid(), false, '{}', now(), m.id, u FROM made m, unnest(m.units) AS u;
INSERT INTO cases_caseperson (id, created_at, relation, given_name, family_name, number, number_kind, language,
                              needs_interpreter, protection, has_custody, case_id, provider_id)
    SELECT gen_random_uuid(), now(), 'subject', number, number, '', '', '', false, 'none', false, id, provider_id
    FROM (SELECT DISTINCT m.id, m.n::text AS number, u.provider_id
          FROM made m JOIN unit u ON u.id = ANY (m.units)) AS subject;
INSERT INTO workflows_process (id, flow_class, status, created, case_id)
    SELECT m.process, p.flow_class, 'NEW', now(), m.id
    FROM made m, (SELECT flow_class FROM workflows_process LIMIT 1) AS p;

CREATE TEMP TABLE step ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, m.id AS case_id, m.process, m.n, m.due, s AS number, s > 3 AS is_open,
           m.units[CASE s WHEN 5 THEN 2 ELSE 1 END] AS unit_id
    FROM made m, generate_series(1, 5) AS s
    WHERE s < 4 OR (s = 4 AND m.n / 300 % 5 < 4) OR (s = 5 AND m.n / 300 % 5 < 2);
INSERT INTO workflows_task (id, flow_task, flow_task_type, status, created, started, finished, token, outcome, case_id,
                            process_id, unit_id)
    SELECT s.id, t.flow_task, 'HUMAN', CASE WHEN s.is_open THEN 'NEW' ELSE 'DONE' END, now(), now(),
           CASE WHEN NOT s.is_open THEN now() END, 'start', '', s.case_id, s.process, s.unit_id
    FROM step s, (SELECT flow_task FROM workflows_task WHERE flow_task LIKE '%.reply' LIMIT 1) AS t;
INSERT INTO workflows_workitem (id, step, created_at, due_at, near_at, is_open, pause_reason, case_id, task_id, unit_id)
    SELECT gen_random_uuid(), 'reply', now(), due, due - interval '2 days', true, '', case_id, id, unit_id
    FROM step WHERE is_open;
INSERT INTO workflows_deadline (id, step, clock_key, started_at, first_due_at, due_at, near_at, remind_at, case_id,
                                clock_id, unit_id, task_id)
    SELECT gen_random_uuid(), 'reply', c.key, now(), due, due, due - interval '2 days', due - interval '2 days', case_id,
           c.id, unit_id, s.id
    FROM step s, (SELECT id, key FROM agreements_clock LIMIT 1) AS c WHERE is_open;
