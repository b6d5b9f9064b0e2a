-- As before, and of a consultation, which is about nobody: each tells of itself alone.
CREATE OR REPLACE VIEW cases_countedperson AS
SELECT c.id AS case_id,
       CASE WHEN c.kind = 'consultation' THEN 'nobody ' || left(replace(c.id::text, '-', ''), 13)
            WHEN s.birth_date IS NOT NULL THEN 'born ' || to_char(s.birth_date, 'YYYY-MM-DD')
            WHEN m.birth_date IS NOT NULL THEN 'carried ' || to_char(m.birth_date, 'YYYY-MM-DD')
            ELSE 'unknown' END AS person
FROM cases_case c
LEFT JOIN LATERAL (
    SELECT p.birth_date, p.carried_by_id FROM cases_caseperson p
    WHERE p.case_id = c.id AND p.relation = 'subject' AND p.disclosed_from_id IS NULL
    ORDER BY p.created_at, p.id LIMIT 1) s ON true
LEFT JOIN cases_caseperson m ON m.id = s.carried_by_id;
