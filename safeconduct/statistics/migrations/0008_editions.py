"""Before deployment. Editions of the yearly tables, those in preparation, and the ledger of all that they said."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0008_editions.sql"
SEES = "(SELECT statistics.sees_editions())"
SHOWN = f"embargo IS NULL OR embargo <= (SELECT access.domain_now()) OR {SEES}"
BACK = """
    DROP FUNCTION statistics.release_edition(uuid, text, text, text, text); DROP FUNCTION statistics.drop_edition(uuid);
    DROP FUNCTION statistics.finish_edition(uuid, text, integer, text, text, jsonb, jsonb);
    DROP FUNCTION statistics.tell_edition(uuid, text);
    DROP FUNCTION statistics.begin_edition(uuid, text, text, integer, jsonb, text, timestamptz);
    DROP FUNCTION statistics.named_me(text); DROP TABLE statistics.said; DROP TABLE statistics.edition;
    DROP TABLE statistics.preparation; DROP FUNCTION statistics.sees_editions();
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0007_persons_of_a_sum"), ("agencies", "0011_statements")]

    operations = [
        migrations.RunSQL(SQL.read_text(), BACK),
        *(
            step.operation()
            for step in (
                force_rows("statistics.preparation"),
                policy("the_owner_counts", "statistics.preparation", OWNER, "ALL", "true", "true"),
                grant("statistics.preparation", APP, "SELECT"),
                policy("who_sees_editions", "statistics.preparation", APP, "SELECT", SEES),
                force_rows("statistics.edition"),
                policy("the_owner_reads", "statistics.edition", OWNER, "SELECT", "true"),
                policy("the_owner_releases", "statistics.edition", OWNER, "INSERT", "", "true"),
                grant("statistics.edition", APP, "SELECT"),
                policy("after_the_embargo", "statistics.edition", APP, "SELECT", SHOWN),
                grant("statistics.edition", WORKER, "SELECT"),
                policy("all_to_the_worker", "statistics.edition", WORKER, "SELECT", "access.is_worker()"),
                force_rows("statistics.said"),
                policy("the_owner_reads", "statistics.said", OWNER, "SELECT", "true"),
                policy("the_owner_says", "statistics.said", OWNER, "INSERT", "", "true"),
                grant("statistics.said", APP, "SELECT"),
                policy("who_sees_editions", "statistics.said", APP, "SELECT", SEES),
            )
        ),
    ]
