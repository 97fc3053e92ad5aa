"""Before deployment. A fact of each own case in classes, written by section; and what is not counted yet."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, STATISTICS, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0002_persons.sql"
OF_MY_AGENCIES = "agency_id = ANY (ARRAY(SELECT statistics.my_agencies()))"
TABLES = ("statistics.person", "statistics.uncounted")
BACK = """
    DROP FUNCTION statistics.say_uncounted(uuid[], integer[]); DROP FUNCTION statistics.objects(uuid);
    DROP FUNCTION statistics.object_to(uuid, boolean); DROP FUNCTION statistics.forget_person(uuid, text);
    DROP FUNCTION statistics.note_people(uuid[], text[], jsonb[]); DROP FUNCTION statistics.note_person(uuid, text, jsonb);
    DROP FUNCTION statistics.person_of(uuid); DROP FUNCTION statistics.put_person(statistics.person, statistics.person);
    DROP FUNCTION statistics.added(statistics.person);
    DROP TABLE statistics.uncounted; DROP TABLE statistics.person;
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_loops")]

    operations = [
        migrations.RunSQL(SQL.read_text(), BACK),
        *(
            step.operation()
            for table in TABLES
            for step in (
                force_rows(table),
                policy("the_owner_counts", table, OWNER, "ALL", "true", "true"),
                grant(table, STATISTICS, "SELECT"),
                policy("of_agencies_that_named_me", table, STATISTICS, "SELECT", OF_MY_AGENCIES),
            )
        ),
    ]
