"""Before deployment. How many numbers of files a member may type in an hour, and the alarm for who supervises."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, WORKER

SQL = Path(__file__).with_name("sql") / "0021_numbers.sql"
CALLERS = {"number_typed(text)": APP, "number_alarm()": APP, "forget_numbers()": WORKER}
BACK = "DROP TABLE access.typed_number; " + " ".join(f"DROP FUNCTION access.{name};" for name in CALLERS)


class Migration(migrations.Migration):
    dependencies = [("access", "0020_received_with_the_lead")]
    operations = [
        migrations.RunSQL(SQL.read_text(), BACK),
        *(
            migrations.RunSQL(sql, migrations.RunSQL.noop)
            for name, role in CALLERS.items()
            for sql in (
                f"REVOKE ALL ON FUNCTION access.{name} FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION access.{name} TO {role}",
            )
        ),
    ]
