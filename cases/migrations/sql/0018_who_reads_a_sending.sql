-- That somebody was referred to a unit is told to nobody by it: a receiver of another provider reads what came to its own
-- unit, from whom it was passed on, and to whom it passed it on itself. To whom the sender turned before is the sender's.

-- The sendings to the acting unit in a case, and those they were passed on from.
CREATE FUNCTION sendings_that_came(p_case uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH RECURSIVE came AS (
        SELECT s.id, s.forwarded_from_id FROM cases_sending s
        WHERE s.case_id = p_case AND s.receiver_unit_id = acting_unit()
        UNION
        SELECT f.id, f.forwarded_from_id FROM came JOIN cases_sending f ON f.id = came.forwarded_from_id)
    SELECT id FROM came
$$;
REVOKE EXECUTE ON FUNCTION sendings_that_came(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sendings_that_came(uuid) TO web, worker;

CREATE FUNCTION reads_sending(p_case uuid, p_sending uuid, p_forwarded_from uuid, p_receiver bigint, p_party text)
    RETURNS boolean LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT p_receiver = acting_unit()
        OR EXISTS (SELECT FROM cases_case c JOIN accounts_careunit o ON o.id = c.owner_unit_id
                   WHERE c.id = p_case AND o.provider_id = acting_provider()
                     AND (p_party = '' OR o.id = acting_unit()))
        OR p_party = '' AND (acting_assignment() IS NULL
                             OR p_sending IN (SELECT sendings_that_came(p_case))
                             OR p_forwarded_from IN (SELECT sendings_that_came(p_case)))
$$;

DROP POLICY visible ON cases_sending;
CREATE POLICY visible ON cases_sending FOR ALL TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_sending.case_id)
    AND reads_sending(case_id, id, forwarded_from_id, receiver_unit_id, party::text));
DROP POLICY seen ON cases_historicalsending;
CREATE POLICY seen ON cases_historicalsending FOR SELECT TO web, worker USING (
    EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_historicalsending.case_id)
    AND reads_sending(case_id, id, forwarded_from_id, receiver_unit_id, party::text));

-- Who passes a referral on numbers the sending among those it does not see. The caller holds the referral's lock.
CREATE FUNCTION next_sending_number(p_case uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT COALESCE(max(number), 0) + 1 FROM cases_sending WHERE case_id = p_case AND unit_is_in_case(p_case)
$$;
REVOKE EXECUTE ON FUNCTION next_sending_number(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION next_sending_number(uuid) TO web, worker;

-- As 0015 does for a referral's texts: what a unit that closed down had attached goes to its successor, and a row that
-- is changed has to be seen after, by the system.
DROP POLICY own ON cases_attachment;
CREATE POLICY own ON cases_attachment FOR ALL TO web, worker USING (
    (owner_unit_id = (SELECT acting_unit())
     OR (SELECT acting_assignment()) IS NULL AND owner_provider_id = (SELECT acting_provider()))
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_attachment.case_id
                AND (a.topics = '{}' OR cases_attachment.topic = ANY (a.topics))))
    WITH CHECK (owner_provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_attachment.case_id));
