-- Wordings of questions are definitions, of one provider each; nothing of a person.
SELECT make_append_only('cases_historicalitemwording');

-- Which units have somebody on a programme: the worker, who sees no contact, makes their schedules anew one by one.
CREATE FUNCTION units_on_programme(programme bigint) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT DISTINCT c.unit_id FROM cases_healthcontact c WHERE c.programme_id = programme AND c.ending = ''
$$;
REVOKE EXECUTE ON FUNCTION units_on_programme(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units_on_programme(bigint) TO worker;

-- Whoever is on a programme already: what is owed to them is told to the figures by the clocks' next run.
UPDATE cases_programmeversion SET is_carried_out = false;
