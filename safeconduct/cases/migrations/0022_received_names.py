"""Before deployment. Names that came with referrals are compared whatever the member has typed on that day."""

from pathlib import Path

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP

SQL = Path(__file__).with_name("sql") / "0022_received_names.sql"
NAME = "cases.received_in_conflict(bytea[], uuid)"


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_unsaved")]
    operations = [
        migrations.AddField(
            "conflictquestion", "of_received", models.BooleanField(db_default=False, default=False)
        ),
        migrations.RunSQL(SQL.read_text(), f"DROP FUNCTION {NAME}"),
        migrations.RunSQL(
            f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {NAME} TO {APP}",
            migrations.RunSQL.noop,
        ),
    ]
