"""The lock on sections that a peer brings asks about the case of the row, where it read all cases of the peer."""

from django.db import migrations

POLICY = "ALTER POLICY replicas_of_the_peers_cases ON cases.section_version WITH CHECK"


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_asked_once"), ("access", "0010_one_case")]
    operations = [
        migrations.RunSQL(
            f"{POLICY} (access.is_received_of_peer(case_id))",
            f"{POLICY} (case_id = ANY (ARRAY(SELECT access.received_of_peer())))",
        ),
    ]
