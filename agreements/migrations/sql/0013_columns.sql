-- Who is the same person as who is the worker's to know (agreements/models/rollup.py).
REVOKE SELECT ON agreements_contribution FROM web;
GRANT SELECT (id, indicator, provider_id, case_id, origin, unit_id, counterpart_id, day, met, days, code)
    ON agreements_contribution TO web;
