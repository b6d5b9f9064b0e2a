-- Cases bench.first to bench.last of made-up numbers with what figures are counted from: no name, no text, 18 facts in
-- the mean, over ten quarters, 300 providers and 900 units. Keys of cases grow with the number, so that loading is quick.
CREATE TEMP TABLE place ON COMMIT DROP AS
    SELECT id, provider_id, row_number() OVER (ORDER BY id) - 1 AS nth FROM accounts_careunit;
CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT n, (lpad(to_hex(n::bigint * 4294967296 / current_setting('bench.size')::bigint - 1), 8, '0')
               || substr(md5(n::text), 9))::uuid AS id,
           ARRAY[o.id, c.id, d.id] AS units, ARRAY[o.provider_id, c.provider_id, d.provider_id] AS providers,
           timestamptz '2024-01-01 09:00+01' + (n * 7919::bigint % 912) * interval '1 day' AS opened,
           date '2018-01-01' + (n * 104729::bigint % 2500)::int AS born
    FROM generate_series(current_setting('bench.first')::int, current_setting('bench.last')::int) AS n
    JOIN place o ON o.nth = n % 900
    JOIN place c ON c.nth = (n * 7::bigint + 1) % 900
    JOIN place d ON d.nth = (n * 13::bigint + 2) % 900;

INSERT INTO cases_case (id, kind, number, status, opened_at, closure_reason, owner_unit_id)
    SELECT id, 'plan', 'R' || n, 'open', opened, '', units[1] FROM made;
INSERT INTO cases_caseperson (id, created_at, relation, given_name, family_name, number, number_kind, language,
                              needs_interpreter, protection, has_custody, birth_date, case_id, provider_id)
    SELECT gen_random_uuid(), opened, 'subject', '', '', '', '', '', false, 'none', false, born, id, providers[1]
    FROM made;

-- What, its code, after how many days, on which unit, of which other, about what, how many days its clock ran; and of
-- how many cases: all, or those whose number leaves over less than `kept` when divided by `parts`.
INSERT INTO cases_fact (id, what, code, case_id, unit_id, provider_id, counterpart_id, origin, due_at, happened_at,
                        registered_at)
    SELECT gen_random_uuid(), f.what, f.code, m.id, m.units[f.of], m.providers[f.of], m.units[f.other],
           md5(m.n || f.about)::uuid, m.opened + f.due * interval '1 day',
           m.opened + (f.after + m.n % f.spread) * interval '1 day',
           m.opened + (f.after + m.n % f.spread) * interval '1 day'
    FROM made m JOIN (VALUES
        ('case_opened', 'plan', 0, 1, 1, NULL::int, 'case', NULL::int, 1, 1),
        ('consent_answered', 'yes', 0, 5, 1, NULL, 'consent', 3, 1, 1),
        ('consent_complete', '', 0, 5, 1, NULL, 'consent', NULL, 1, 1),
        ('meeting_planned', '', 6, 1, 1, NULL, 'meeting', NULL, 1, 1),
        ('called', 'summons', 6, 1, 2, 1, 'first', NULL, 1, 1),
        ('called', 'invitation', 6, 1, 3, 1, 'second', NULL, 1, 1),
        ('replied', 'yes', 7, 8, 2, 1, 'first', 13, 1, 1),
        ('replied', 'yes', 7, 9, 3, 1, 'second', 13, 4, 5),
        ('meeting_held', '', 20, 15, 1, NULL, 'meeting', 30, 1, 1),
        ('attended', 'child_health_nurse', 20, 15, 2, 1, 'first', NULL, 1, 1),
        ('absent', '', 20, 15, 3, 1, 'second', NULL, 1, 1),
        ('deviated', 'absence', 20, 15, 3, 1, 'deviation', NULL, 1, 1),
        ('goal_written', 'own_words', 20, 15, 1, NULL, 'goal', NULL, 2, 3),
        ('child_heard', '', 20, 15, 1, NULL, 'voice', NULL, 1, 2),
        ('intervention', 'confirmed', 36, 1, 2, 1, 'help', NULL, 1, 1),
        ('plan_agreed', '1', 36, 1, 1, NULL, 'plan', NULL, 1, 1),
        ('follow_up_planned', '', 36, 1, 1, NULL, 'later', 120, 1, 1),
        ('follow_up_held', '', 100, 30, 1, NULL, 'later', 120, 3, 4),
        ('intervention', 'done', 101, 30, 2, 1, 'help', NULL, 3, 4),
        ('case_closed', 'goals_met', 131, 1, 1, NULL, 'case', NULL, 1, 2),
        ('evaluated', 'helped', 131, 1, 1, NULL, 'end', NULL, 1, 2)
    ) AS f(what, code, after, spread, of, other, about, due, kept, parts) ON m.n % f.parts < f.kept;
