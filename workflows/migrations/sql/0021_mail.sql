-- What each wants is one's own: read and changed as whoever acts, read by the worker who sends. Nobody else's shows.
ALTER TABLE workflows_mailsetting ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON workflows_mailsetting FOR ALL TO web USING (
    user_id = (SELECT a.user_id FROM accounts_assignment a WHERE a.id = (SELECT acting_assignment())));
CREATE POLICY sent_by ON workflows_mailsetting FOR SELECT TO worker USING (true);
REVOKE INSERT, UPDATE, DELETE ON workflows_mailsetting FROM worker;

-- The outbox is the worker's alone.
ALTER TABLE workflows_mail ENABLE ROW LEVEL SECURITY;
CREATE POLICY outbox ON workflows_mail FOR ALL TO worker USING (true);
REVOKE ALL ON workflows_mail FROM web;
REVOKE DELETE ON workflows_mail FROM worker;

UPDATE workflows_notice SET mailed_at = now();
