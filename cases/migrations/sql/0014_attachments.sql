-- Attachments: read by their own unit alone; their bytes lie in files whose names the rows hold.

ALTER TABLE cases_attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON cases_attachment FOR ALL TO web, worker USING (
    owner_unit_id = (SELECT acting_unit())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_attachment.case_id
                AND (a.topics = '{}' OR cases_attachment.topic = ANY (a.topics))))
    WITH CHECK (owner_provider_id = (SELECT acting_provider())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_attachment.case_id));
REVOKE DELETE ON cases_attachment FROM web, worker;

SELECT make_append_only('cases_historicalattachment');
ALTER TABLE cases_historicalattachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON cases_historicalattachment FOR INSERT TO web, worker WITH CHECK (true);
CREATE POLICY seen ON cases_historicalattachment FOR SELECT TO web, worker USING (
    owner_unit_id = (SELECT acting_unit())
    AND EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = cases_historicalattachment.case_id
                AND (a.topics = '{}' OR cases_historicalattachment.topic = ANY (a.topics))));

-- What was told keeps its file also where the sender's row should go: whoever received it still has it.
CREATE INDEX disclosed_file ON cases_disclosedsection ((content ->> 'stored')) WHERE kind = 'attachment';

-- Which of these random names some row has. The sweeper sees no row, and learns nothing but this.
CREATE FUNCTION files_in_use(p_files uuid[]) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT f FROM unnest(p_files) AS f
    WHERE EXISTS (SELECT FROM cases_attachment a WHERE a.stored = f)
       OR EXISTS (SELECT FROM cases_disclosedsection s WHERE s.kind = 'attachment' AND s.content ->> 'stored' = f::text)
$$;
REVOKE EXECUTE ON FUNCTION files_in_use(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION files_in_use(uuid[]) TO worker;
