-- How figures tell the subject of a case from others, as the first provider wrote it down: by the day of birth, of an
-- unborn child by that of who carries it. Of whom neither is known, all are one. No number, no name; read by the worker
-- alone: it says of cases of different providers that they may be about the same child.
CREATE VIEW cases_countedperson AS
SELECT c.id AS case_id,
       CASE WHEN s.birth_date IS NOT NULL THEN 'born ' || to_char(s.birth_date, 'YYYY-MM-DD')
            WHEN m.birth_date IS NOT NULL THEN 'carried ' || to_char(m.birth_date, 'YYYY-MM-DD')
            ELSE 'unknown' END AS person
FROM cases_case c
LEFT JOIN LATERAL (
    SELECT p.birth_date, p.carried_by_id FROM cases_caseperson p
    WHERE p.case_id = c.id AND p.relation = 'subject' AND p.disclosed_from_id IS NULL
    ORDER BY p.created_at, p.id LIMIT 1) s ON true
LEFT JOIN cases_caseperson m ON m.id = s.carried_by_id;
REVOKE ALL ON cases_countedperson FROM web, worker;
GRANT SELECT ON cases_countedperson TO worker;
