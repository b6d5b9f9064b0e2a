-- The hand-overs of the acting unit with each other unit, both ways, by the indicator referral_answered_in_time: how
-- many, of how many persons at least (as agreements_rolluppersons counts them), and how many of them stand in the cases
-- that are named, which are those the reader may open. Sums alone, of the own unit, for whoever works with its tasks;
-- what is few is hidden by the page. What a unit has sent is counted on the receiver, whose rows it does not see: so it
-- runs with the owner's rights. `other_id` is null for all units together, `measure` is "counted" for all measures.
CREATE FUNCTION handovers_of_unit(p_first date, p_last date, p_opened uuid[])
    RETURNS TABLE (is_sent boolean, other_id bigint, measure text, counted integer, opened integer, persons integer)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH handed AS (
        SELECT c.counterpart_id = acting_unit() AS is_sent,
               CASE WHEN c.counterpart_id = acting_unit() THEN c.unit_id ELSE c.counterpart_id END AS other_id,
               CASE WHEN c.met IS NULL THEN 'unknown' WHEN c.met THEN 'met' ELSE 'not_met' END AS measure,
               c.person, c.case_id
        FROM agreements_contribution c
        WHERE c.indicator = 'referral_answered_in_time' AND c.day BETWEEN p_first AND p_last
          AND acting_unit() IN (c.unit_id, c.counterpart_id) AND acting_scope() IN ('unit', 'manager'))
    SELECT h.is_sent, h.other_id, COALESCE(h.measure, 'counted'), count(*)::integer,
           (count(*) FILTER (WHERE h.case_id = ANY (p_opened)))::integer,
           GREATEST(count(DISTINCT h.person) FILTER (WHERE h.person LIKE 'born %'),
                    count(DISTINCT h.person) FILTER (WHERE h.person LIKE 'carried %'),
                    count(DISTINCT h.person) FILTER (WHERE h.person = 'unknown'))::integer
    FROM handed h
    GROUP BY GROUPING SETS ((h.is_sent, h.other_id, h.measure), (h.is_sent, h.other_id), (h.is_sent, h.measure),
                            (h.is_sent))
$$;
REVOKE EXECUTE ON FUNCTION handovers_of_unit(date, date, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION handovers_of_unit(date, date, uuid[]) TO web;
