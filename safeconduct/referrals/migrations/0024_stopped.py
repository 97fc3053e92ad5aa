"""Before deployment. What was held back does not leave after the person has said stop with a paper code."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, INBOX

SQL = Path(__file__).with_name("sql") / "0024_stopped.sql"
MAY_LEAVE = "access.may_leave(uuid, uuid)"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0023_transfers"), ("access", "0018_seats"), ("cases", "0014_persons_word")]
    operations = [
        migrations.RunSQL(SQL.read_text(), f"DROP FUNCTION {MAY_LEAVE}"),
        migrations.RunSQL(
            f"REVOKE ALL ON FUNCTION {MAY_LEAVE} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {MAY_LEAVE} TO {APP}, {INBOX}",
            migrations.RunSQL.noop,
        ),
    ]
