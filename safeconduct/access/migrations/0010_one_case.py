"""The lock on keys asks about the case of the row, where it read all cases that the peer has ever sent."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0010_one_case.sql"
BEFORE = "case_id = ANY (ARRAY(SELECT access.received_of_peer()))"
NOW = "access.is_received_of_peer(case_id)"


def lock(condition: str) -> str:
    return (
        f"ALTER POLICY keys_of_the_peers_cases ON keys.section_key USING ({condition}) "
        f"WITH CHECK (intake AND {condition})"
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0009_sight"), ("keys", "0004_asked_once")]
    operations = [
        migrations.RunSQL(SQL.read_text(), "DROP FUNCTION access.is_received_of_peer(uuid)"),
        migrations.RunSQL(lock(NOW), lock(BEFORE)),
    ]
