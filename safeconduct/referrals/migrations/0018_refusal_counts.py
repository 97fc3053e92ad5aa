"""Before deployment. Adults who refused to be referred, as numbers by month and code; read by the coordinators named for them."""

import uuid
from pathlib import Path

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, OWNER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0018_refusal_counts.sql"
TABLE = "referrals.refusal_count"
OF_MY_AGENCIES = (
    "agency_id IN (SELECT c.agency_id FROM agencies.coordination c "
    "JOIN agencies.member m ON m.id = c.coordinator_id AND m.profession = 'coordinator' "
    "WHERE c.coordinator_id = (SELECT access.current_member()))"
)
BACK = "DROP FUNCTION referrals.count_refusal(text[], text[], text[], text[], text[])"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0017_enquiries"), ("agencies", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Count",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("country", models.CharField(max_length=2)),
                ("month", models.DateField()),
                (
                    "subject",
                    models.TextField(
                        choices=[
                            ("total", "total"),
                            ("part_of_country", "part_of_country"),
                            ("sex", "sex"),
                            ("exploitation", "exploitation"),
                            ("offered", "offered"),
                            ("refused", "refused"),
                        ]
                    ),
                ),
                ("code", models.TextField()),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "db_table": 'referrals"."refusal_count',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency_id", "month", "subject", "code"), name="one_number_a_month_and_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0)), name="a_number_counts_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "subject__in",
                                ["total", "part_of_country", "sex", "exploitation", "offered", "refused"],
                            )
                        ),
                        name="a_number_is_of_a_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="a_month_is_its_first_day"
                    ),
                ],
                "indexes": [],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT").operation(),
        policy("counts_for_their_coordinator", TABLE, APP, "SELECT", OF_MY_AGENCIES).operation(),
        policy("the_owner_counts", TABLE, OWNER, "ALL", "true", "true").operation(),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
