"""Before deployment. Follow-ups, sealed under the key of the section Plan; the earliest day that waits stands in clear."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0013_follow_up.sql"
BACK = "DROP FUNCTION access.follow_ups_late(date)"
TABLE = "cases.follow_up"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
VISIBLE = "(case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_conferences"), ("access", "0014_conferences")]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("version", models.IntegerField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("due", models.DateField(null=True)),
                ("saved_by", models.UUIDField()),
                ("role", models.TextField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."follow_up',
                "constraints": [
                    models.UniqueConstraint(fields=["case_id", "version"], name="one_sheet_a_version"),
                    models.CheckConstraint(condition=Q(("section", "plan")), name="follow_ups_belong_to_the_plan"),
                    models.CheckConstraint(condition=Q(("version__gte", 1)), name="sheets_count_from_one"),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        policy("follow_ups_open_to_me", TABLE, APP, "SELECT", VISIBLE).operation(),
        policy(
            "follow_ups_that_i_write", TABLE, APP, "INSERT", "",
            f"saved_by = {ME} AND agency_id = {AGENCY} AND {EDITABLE}",
        ).operation(),
        grant(TABLE, WORKER, "DELETE").operation(),
        policy("follow_ups_without_a_key", TABLE, WORKER, "DELETE", WITHOUT_KEY).operation(),
        policy("the_owner_of_the_doors_reads", TABLE, OWNER, "SELECT", "true").operation(),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]  # fmt: skip
