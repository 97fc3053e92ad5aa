"""Before deployment. Which edition is out of date, which years cannot be asked, what waits or is not counted."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0013_waiting.sql"
BACK = """
    DROP FUNCTION statistics.ledger_moved(text, integer, integer, integer);
    DROP FUNCTION statistics.closed_to_questions(text, integer[]); DROP FUNCTION statistics.pairs_for_me();
    DROP FUNCTION statistics.my_files_not_counted(); DROP FUNCTION statistics.editions_waiting(uuid);
    DROP INDEX statistics.pairs_not_answered_by_one; DROP INDEX statistics.pairs_not_answered_by_other;
    DROP INDEX statistics.preparations_that_stand;
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0012_kinds_and_years")]

    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
