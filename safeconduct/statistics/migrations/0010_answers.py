"""Before deployment. Questions of coordinators and what was answered; what was said stands in the ledger of editions."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, OWNER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0010_answers.sql"
SEES = "(SELECT statistics.sees_editions())"
BACK = """
    DROP FUNCTION statistics.keep_answer(uuid, text, integer, integer, jsonb, text, integer, jsonb);
    DROP FUNCTION statistics.begin_answer(text, integer); DROP TABLE statistics.answer;
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0009_once")]

    operations = [
        migrations.RunSQL(SQL.read_text(), BACK),
        *(
            step.operation()
            for step in (
                force_rows("statistics.answer"),
                policy("the_owner_reads", "statistics.answer", OWNER, "SELECT", "true"),
                policy("the_owner_says", "statistics.answer", OWNER, "INSERT", "", "true"),
                grant("statistics.answer", APP, "SELECT"),
                policy("who_sees_editions", "statistics.answer", APP, "SELECT", SEES),
            )
        ),
    ]
