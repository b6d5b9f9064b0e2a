"""From what each case adds to the sums: the same statements for a fold, a rebuild and the full count they are held to.

`of` is a condition on agreements_contribution c.
"""

# ruff: noqa: S608  conditions and columns of our own, never what a user wrote

CONTRIBUTED = "indicator, case_id, origin, unit_id, provider_id, counterpart_id, day, met, days, code, person"
ROLLUP_KEY = "indicator, provider_id, unit_id, counterpart_id, day, days, code"
ROLLUP_SUMS = "counted, met, unknown"
PERSONS_KEY = "indicator, provider_id, unit_id, code, measure, basis, quarter, previous"

ROLLUP_OF = f"""
SELECT {ROLLUP_KEY}, count(*)::integer AS counted, count(*) FILTER (WHERE met)::integer AS met,
       count(*) FILTER (WHERE met IS NULL)::integer AS unknown
FROM agreements_contribution c WHERE {{of}} GROUP BY {ROLLUP_KEY}
"""

# A person is in the cells of a unit and of the whole provider, of a code and of all, of a measure and of all. `of` has
# to name all that is counted of a person with a provider, or nothing: else the quarters before would be missed.
PERSONS_OF = f"""
SELECT {PERSONS_KEY}, count(*)::integer AS persons FROM (
    SELECT *, split_part(person, ' ', 1) AS basis,
           lag(quarter) OVER (PARTITION BY indicator, provider_id, unit_id, code, measure, person
                              ORDER BY quarter) AS previous
    FROM (
        SELECT DISTINCT c.indicator, c.provider_id, u.unit_id, k.code, m.measure, c.person,
               date_trunc('quarter', c.day)::date AS quarter
        FROM agreements_contribution c
        CROSS JOIN LATERAL (VALUES (c.unit_id), (NULL)) u(unit_id)
        CROSS JOIN LATERAL (VALUES (NULL), (NULLIF(c.code, ''))) k(code)
        CROSS JOIN LATERAL (VALUES ('counted'), (CASE WHEN c.met THEN 'met' WHEN c.met IS NULL THEN 'unknown'
                                                      ELSE 'not_met' END)) m(measure)
        WHERE {{of}}) each_once) in_line
GROUP BY {PERSONS_KEY}
"""
# The persons, each with one provider, that two lists of equal length name. Named twice, so that the index is used.
NAMED_PERSONS = """c.person = ANY(%(persons)s::varchar[]) AND (c.provider_id, c.person) IN (
    SELECT * FROM unnest(%(providers)s::bigint[], %(persons)s::varchar[]))"""


def add_rollup(of: str, sign: int) -> str:
    """Adds (1) or takes away (-1) what the contributions sum up to."""
    sums = ", ".join(f"{sign} * {name}" for name in ROLLUP_SUMS.split(", "))
    kept = ", ".join(f"{name} = r.{name} + excluded.{name}" for name in ROLLUP_SUMS.split(", "))
    return f"""
        INSERT INTO agreements_rollup AS r ({ROLLUP_KEY}, {ROLLUP_SUMS})
        SELECT {ROLLUP_KEY}, {sums} FROM ({ROLLUP_OF.format(of=of)}) s
        ON CONFLICT (provider_id, indicator, day, unit_id, counterpart_id, days, code) DO UPDATE SET {kept}"""


def add_persons(of: str, sign: int) -> str:
    return f"""
        INSERT INTO agreements_rolluppersons AS r ({PERSONS_KEY}, persons)
        SELECT {PERSONS_KEY}, {sign} * persons FROM ({PERSONS_OF.format(of=of)}) s
        ON CONFLICT (provider_id, indicator, quarter, unit_id, code, measure, basis, previous)
        DO UPDATE SET persons = r.persons + excluded.persons"""


def differing(stored: str, counted: str) -> str:
    """Rows of two selects of the same columns that stand in one alone, the first column saying in which."""
    return f"""
        SELECT 'stored' AS stands_in, s.* FROM (({stored}) EXCEPT ALL ({counted})) s
        UNION ALL
        SELECT 'counted', c.* FROM (({counted}) EXCEPT ALL ({stored})) c"""
