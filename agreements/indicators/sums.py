"""From what each case adds to the sums: the same statements for a fold, a rebuild and the full count they are held to.

A `source` is a SELECT of contributions with a `sign`: 1 where they are added, -1 where they are taken away.
"""

# ruff: noqa: S608  conditions and columns of our own, never what a user wrote

CONTRIBUTED = "indicator, case_id, origin, unit_id, provider_id, counterpart_id, day, met, days, code, person"
CONTRIBUTION_KEY = "case_id, indicator, origin"
ROLLUP_KEY = "indicator, provider_id, unit_id, counterpart_id, quarter, days, code"
ROLLUP_SUMS = "counted, met, unknown"
PERSONS_KEY = "indicator, provider_id, unit_id, code, measure, basis, quarter, previous"

QUARTER = "date_trunc('quarter', c.day::timestamp)::date AS quarter"

# A person is in the cells of a unit and of the whole provider, of a code and of all, of a measure and of all.
CELLS = """(VALUES (false, false, false), (false, false, true), (false, true, false), (false, true, true),
                   (true, false, false), (true, false, true), (true, true, false), (true, true, true)
           ) cell(of_unit, of_code, of_outcome)"""

# What changes, by itself: who has a contribution changed is counted anew of that indicator and provider, as it was
# and as it will be. All parts of a statement see the table as it was. OFFSET 0 has each sought by index.
PERSONS_CHANGED = f"""
was AS MATERIALIZED (
    SELECT c.* FROM (SELECT DISTINCT person, provider_id, indicator FROM changed) t
    CROSS JOIN LATERAL (SELECT {CONTRIBUTED} FROM agreements_contribution a
                        WHERE a.person = t.person AND a.provider_id = t.provider_id AND a.indicator = t.indicator
                        OFFSET 0) c),
persons_changed AS (
    SELECT {CONTRIBUTED}, -1 AS sign FROM was
    UNION ALL
    SELECT {CONTRIBUTED}, 1 FROM was
    WHERE NOT EXISTS (SELECT FROM changed d WHERE d.sign < 0 AND (d.case_id, d.indicator, d.origin)
                                                              = (was.case_id, was.indicator, was.origin))
    UNION ALL
    SELECT {CONTRIBUTED}, 1 FROM changed WHERE sign > 0)
"""


def all_of(condition: str) -> str:
    """The source of what a condition on agreements_contribution c names."""
    return f"SELECT {CONTRIBUTED}, 1 AS sign FROM agreements_contribution c WHERE {condition}"


def rollup_of(source: str) -> str:
    """The sums of a source, other than those that are nothing."""
    return f"""
        SELECT {ROLLUP_KEY}, sum(sign)::integer AS counted, COALESCE(sum(sign) FILTER (WHERE met), 0)::integer AS met,
               COALESCE(sum(sign) FILTER (WHERE met IS NULL), 0)::integer AS unknown
        FROM (SELECT *, {QUARTER} FROM ({source}) c) each
        GROUP BY {ROLLUP_KEY}
        HAVING sum(sign) <> 0 OR sum(sign) FILTER (WHERE met) <> 0 OR sum(sign) FILTER (WHERE met IS NULL) <> 0"""


def persons_of(source: str) -> str:
    """The persons of a source, each once a quarter and cell; it has to name all of a person, provider and indicator.

    Else the quarters before would be missed.
    """
    return f"""
        SELECT {PERSONS_KEY}, sum(sign)::integer AS persons FROM (
            SELECT *, split_part(person, ' ', 1) AS basis,
                   lag(quarter) OVER (PARTITION BY provider_id, person, unit_id, measure, code, indicator, sign
                                      ORDER BY quarter) AS previous
            FROM (
                SELECT c.sign, c.indicator, c.provider_id, c.person, {QUARTER},
                       CASE WHEN of_unit THEN c.unit_id END AS unit_id, CASE WHEN of_code THEN c.code END AS code,
                       CASE WHEN NOT of_outcome THEN 'counted' WHEN c.met THEN 'met' WHEN c.met IS NULL THEN 'unknown'
                            ELSE 'not_met' END AS measure
                FROM ({source}) c CROSS JOIN {CELLS}
                WHERE c.code <> '' OR NOT of_code) each) in_line
        WHERE previous IS DISTINCT FROM quarter
        GROUP BY {PERSONS_KEY} HAVING sum(sign) <> 0"""


def insert_rollup(source: str) -> str:
    return f"INSERT INTO agreements_rollup AS r ({ROLLUP_KEY}, {ROLLUP_SUMS}) {rollup_of(source)}"


def insert_persons(source: str) -> str:
    return f"INSERT INTO agreements_rolluppersons AS r ({PERSONS_KEY}, persons) {persons_of(source)}"


def add_rollup(source: str) -> str:
    kept = ", ".join(f"{name} = r.{name} + excluded.{name}" for name in ROLLUP_SUMS.split(", "))
    return f"""{insert_rollup(source)}
        ON CONFLICT (provider_id, indicator, quarter, unit_id, counterpart_id, days, code) DO UPDATE SET {kept}"""


def add_persons(source: str) -> str:
    return f"""{insert_persons(source)}
        ON CONFLICT (provider_id, indicator, quarter, unit_id, code, measure, basis, previous)
        DO UPDATE SET persons = r.persons + excluded.persons"""


def write_contributions(of: str) -> str:
    """Views that do it, after one named `changed`, which tells of what `of` names alone."""
    key = CONTRIBUTION_KEY.split(", ")
    values = ", ".join(f"{name} = d.{name}" for name in CONTRIBUTED.split(", ") if name not in key)
    is_same = " AND ".join(f"c.{name} = d.{name}" for name in key)
    return f"""
        gone AS (
            DELETE FROM agreements_contribution c WHERE {of} AND ({CONTRIBUTION_KEY}) IN (
                SELECT {CONTRIBUTION_KEY} FROM changed GROUP BY {CONTRIBUTION_KEY} HAVING max(sign) < 0)),
        moved AS (
            UPDATE agreements_contribution c SET {values} FROM changed d WHERE {of} AND d.sign > 0 AND {is_same}),
        written AS (
            INSERT INTO agreements_contribution ({CONTRIBUTED})
            SELECT {CONTRIBUTED} FROM changed c WHERE sign > 0
            AND NOT EXISTS (SELECT FROM changed d WHERE d.sign < 0 AND {is_same}))"""


def differing(columns: str, stored: str, counted: str) -> str:
    """Rows of two selects of the same columns that stand in one alone: `sign` -1 in what is stored, 1 in the count."""
    return f"""
        SELECT {columns}, sum(sign) AS sign FROM (
            SELECT {columns}, -1 AS sign FROM ({stored}) s
            UNION ALL
            SELECT {columns}, 1 FROM ({counted}) c) both_of
        GROUP BY {columns} HAVING sum(sign) <> 0"""
