"""Before deployment. Facts of referrals and their tallies, written through functions and read by a role of their own."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, SERVING, STATISTICS, create_schema, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0001_loops.sql"
OF_MY_AGENCIES = "agency_id = ANY (ARRAY(SELECT statistics.my_agencies()))"
READ = ("statistics.loop", "statistics.tally")
BACK = """
    DROP FUNCTION statistics.my_agencies(); DROP FUNCTION statistics.add_up();
    DROP FUNCTION statistics.uncounted_loops(uuid[], text[]);
    DROP FUNCTION statistics.note_loop(uuid, text, uuid, uuid, text, text, date, text[]);
    DROP FUNCTION statistics.added(statistics.loop); DROP FUNCTION statistics.may_note(uuid);
    DROP FUNCTION statistics.mark(text, uuid);
    DROP TABLE statistics.tally; DROP TABLE statistics.loop; DROP TABLE statistics.secret;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0023_quicker"), ("agencies", "0001_initial")]

    operations = [
        create_schema("statistics", *SERVING, STATISTICS).operation(),
        migrations.RunSQL(SQL.read_text(), BACK),
        *(
            step.operation()
            for table in (*READ, "statistics.secret")
            for step in (
                force_rows(table),
                policy("the_owner_counts", table, OWNER, "ALL", "true", "true"),
            )
        ),
        *(
            step.operation()
            for table in READ
            for step in (
                grant(table, STATISTICS, "SELECT"),
                policy("of_agencies_that_named_me", table, STATISTICS, "SELECT", OF_MY_AGENCIES),
            )
        ),
    ]
