-- Whether a task is or was the acting unit's: a colleague who saw it free, and who is not named on the case, is told
-- that it is gone. To anybody else it is as if it had never been.
CREATE FUNCTION was_of_the_unit(p_task uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT acting_scope() IN ('unit', 'manager')
       AND EXISTS (SELECT FROM workflows_task t WHERE t.id = p_task AND t.unit_id = acting_unit())
$$;
