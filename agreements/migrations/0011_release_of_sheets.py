"""The principal's manager lets go what parents and records said to its boards: the sheets hold no name."""

from django.db import migrations

POLICY = """
CREATE POLICY to_release ON agreements_sheet FOR SELECT TO web USING (
    EXISTS (SELECT FROM accounts_careunit u
            WHERE u.id = unit_id AND u.provider_id IN (SELECT providers_to_release())))
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_release_by_principals_manager")]

    operations = [migrations.RunSQL(POLICY, "DROP POLICY to_release ON agreements_sheet", elidable=False)]
