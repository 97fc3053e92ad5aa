"""Before deployment. A stone for each key that is destroyed, so that no older copy of the database brings it back."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, force_rows, policy

SQL = Path(__file__).with_name("sql") / "0003_tombstones.sql"
TABLE = "keys.tombstone"


class Migration(migrations.Migration):
    dependencies = [("keys", "0002_file_keys")]

    operations = [
        migrations.RunSQL(
            SQL.read_text(),
            "DROP TRIGGER lay_tombstones ON keys.section_key; DROP FUNCTION keys.lay_tombstones(); "
            "DROP TABLE keys.tombstone",
        ),
        force_rows(TABLE).operation(),
        # No serving role sees or lays one by itself.
        policy("the_owner_of_the_stones", TABLE, OWNER, "ALL", "true", "true").operation(),
    ]
