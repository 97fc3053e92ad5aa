"""Before deployment. A file of the own agency beside what it received, and what was taken over from one into the other."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, force_rows, grant, policy

OURS = "agency_id = (SELECT access.current_agency())"
# By what is in hand: whoever reads in an emergency sees named sections and not who else the person came from.
IN_HAND = "ANY (ARRAY(SELECT access.cases_in_hand()))"
# A lead is of an own case, and only a received one is held by a consent or a ground that lets nothing leave.
LED = "own_case IN (SELECT g.case_id FROM access.my_grants() g WHERE g.basis = 'lead')"
RECEIVED = "SELECT g.case_id FROM access.my_grants() g WHERE g.basis IN ('consent', 'ground')"
OF_A_SECTION = (
    "(received_case, section) IN "
    "(SELECT g.case_id, g.section FROM access.my_grants() g WHERE g.basis IN ('consent', 'ground'))"
)
EDITED = "(own_case, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
LINKED = "(own_case, received_case) IN (SELECT b.own_case, b.received_case FROM cases.beside b)"
BESIDE, COPIED = "cases.beside", "cases.copied"


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_one_case")]

    operations = [
        migrations.CreateModel(
            name="Beside",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("own_case", models.UUIDField()),
                ("received_case", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."beside',
                "indexes": [models.Index(fields=["own_case"], name="received_beside_a_file")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("received_case",), name="one_own_file_for_what_was_received"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("own_case", models.F("received_case")), _negated=True),
                        name="two_files_beside_each_other",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Copied",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("own_case", models.UUIDField()),
                ("received_case", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("version", models.IntegerField()),
                ("own_version", models.IntegerField()),
                ("fields", ArrayField(models.TextField())),
                ("role", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."copied',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("own_case", "section", "own_version"), name="one_origin_a_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fields", []), _negated=True), name="something_was_taken_over"
                    ),
                ],
            },
        ),
        *(force_rows(table).operation() for table in (BESIDE, COPIED)),
        grant(BESIDE, APP, "SELECT, INSERT, DELETE").operation(),
        policy(
            "files_beside_what_i_hold", BESIDE, APP, "SELECT", f"own_case = {IN_HAND} OR received_case = {IN_HAND}"
        ).operation(),
        policy(
            "files_that_i_lay_beside", BESIDE, APP, "INSERT", "",
            f"{OURS} AND {LED} AND received_case IN ({RECEIVED})",
        ).operation(),
        policy("files_that_i_take_apart", BESIDE, APP, "DELETE", f"{OURS} AND {LED}").operation(),
        grant(COPIED, APP, "SELECT, INSERT").operation(),
        policy("what_was_taken_over_into_my_files", COPIED, APP, "SELECT", f"own_case = {IN_HAND}").operation(),
        policy(
            "what_i_take_over", COPIED, APP, "INSERT", "",
            f"{OURS} AND {EDITED} AND {OF_A_SECTION} AND {LINKED}",
        ).operation(),
    ]  # fmt: skip
