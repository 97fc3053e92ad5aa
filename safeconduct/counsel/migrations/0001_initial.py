"""Before deployment. Matters of a lawyer: seen and written by that lawyer and their deputy, sealed as legal matters; checks for conflicts."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, create_schema, force_rows, grant, policy

MATTER, SHEET, CHECK = "counsel.matter", "counsel.sheet", "counsel.conflict_check"
SQL = Path(__file__).with_name("sql") / "0001_functions.sql"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
# By leading the case or by a place in it: an emergency opens none, and a place that has ended closes the room.
IN_THE_TEAM = (
    "(case_id, section) IN "
    "(SELECT g.case_id, g.section FROM access.my_grants() g WHERE g.basis IN ('lead', 'place'))"
)
EDITABLE = (
    "(case_id, section) IN "
    "(SELECT g.case_id, g.section FROM access.my_grants() g WHERE g.can_edit AND g.basis IN ('lead', 'place'))"
)
MINE = f"(lawyer_id = {ME} OR deputy_id = {ME})"
OPENED = f"lawyer_id = {ME} AND deputy_id IS NULL AND state = 'open' AND agency_id = {AGENCY} AND {EDITABLE}"
# The row policy of the matters chooses within: whoever does not see a matter sees no sheet of it.
OF_MY_MATTERS = "(matter_id, case_id) IN (SELECT m.id, m.case_id FROM counsel.matter m)"
OF_OPEN_ONES = "(matter_id, case_id) IN (SELECT m.id, m.case_id FROM counsel.matter m WHERE m.state = 'open')"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)
CALLED = [
    "counsel.hand_over(uuid, uuid, uuid)", "counsel.take_on(uuid)", "counsel.put_check(uuid, boolean, bytea)",
    "counsel.clear_check(uuid)", "counsel.checks_to_clear()",
]  # fmt: skip
WITHIN = ["counsel.has_gone(uuid, uuid)", "counsel.keeps(uuid, uuid)", "counsel.supervises_alone(uuid)"]
FUNCTIONS = CALLED + WITHIN
# The checks have no key of their own; with the last key of a file nobody holds anything of it.
WITHOUT_A_FILE = (
    "(SELECT access.is_worker()) AND case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k)"
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("cases", "0022_received_names"), ("access", "0022_own_holds")]

    operations = [
        create_schema("counsel", APP, WORKER).operation(),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("lawyer_id", models.UUIDField()),
                ("deputy_id", models.UUIDField(null=True)),
                ("state", models.TextField()),
                ("next_on", models.DateField(null=True)),
                ("mandate_until", models.DateField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'counsel"."matter',
                "indexes": [
                    models.Index(fields=["lawyer_id", "state", "next_on"], name="matters_of_a_lawyer"),
                    models.Index(fields=["deputy_id"], name="matters_of_a_deputy"),
                    models.Index(fields=["case_id"], name="matters_of_a_case"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=Q(("section", "legal")), name="matters_are_legal"),
                    models.CheckConstraint(
                        condition=Q(("closed_at", None), ("state", "open"))
                        | Q(("closed_at__isnull", False), ("state", "closed")),
                        name="a_closed_matter_says_when",
                    ),
                    models.CheckConstraint(
                        condition=Q(("deputy_id", None)) | ~Q(("deputy_id", F("lawyer_id"))),
                        name="nobody_is_their_own_deputy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterSheet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("matter_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("version", models.IntegerField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("saved_by", models.UUIDField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'counsel"."sheet',
                "indexes": [models.Index(fields=["case_id"], name="sheets_of_matters_of_a_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["matter_id", "version"], name="one_sheet_of_a_matter_a_version"
                    ),
                    models.CheckConstraint(
                        condition=Q(("section", "legal")), name="sheets_of_matters_are_legal"
                    ),
                    models.CheckConstraint(
                        condition=Q(("version__gte", 1)), name="sheets_of_matters_count_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConflictCheck",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("state", models.TextField()),
                ("marks", models.BinaryField()),
                ("asked_at", models.DateTimeField()),
                ("cleared_by", models.UUIDField(null=True)),
                ("cleared_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'counsel"."conflict_check',
                "constraints": [
                    models.UniqueConstraint(fields=["case_id"], name="one_check_a_case"),
                    models.CheckConstraint(
                        condition=Q(("state__in", ["no_match", "possible_match", "cleared"])),
                        name="a_check_says_something",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("cleared_at__isnull", False), ("cleared_by__isnull", False), ("state", "cleared")
                        )
                        | Q(
                            ("cleared_at", None), ("cleared_by", None), ("state__in", ["no_match", "possible_match"])
                        ),
                        name="cleared_says_by_whom",
                    ),
                ],
            },
        ),
        force_rows(MATTER).operation(),
        grant(MATTER, APP, "SELECT, INSERT, UPDATE (state, closed_at, next_on, mandate_until)").operation(),
        policy("matters_of_mine", MATTER, APP, "SELECT", f"{MINE} AND {IN_THE_TEAM}").operation(),
        policy("matters_that_i_open", MATTER, APP, "INSERT", "", OPENED).operation(),
        policy(
            "matters_that_i_move", MATTER, APP, "UPDATE", f"{MINE} AND {EDITABLE}", f"{MINE} AND {EDITABLE}"
        ).operation(),
        grant(MATTER, WORKER, "DELETE").operation(),
        policy("matters_without_a_key", MATTER, WORKER, "DELETE", WITHOUT_KEY).operation(),
        force_rows(SHEET).operation(),
        grant(SHEET, APP, "SELECT, INSERT").operation(),
        policy("sheets_of_my_matters", SHEET, APP, "SELECT", OF_MY_MATTERS).operation(),
        policy(
            "sheets_that_i_write", SHEET, APP, "INSERT", "",
            f"saved_by = {ME} AND agency_id = {AGENCY} AND {EDITABLE} AND {OF_OPEN_ONES}",
        ).operation(),
        grant(SHEET, WORKER, "DELETE").operation(),
        policy("sheets_without_a_key", SHEET, WORKER, "DELETE", WITHOUT_KEY).operation(),
        force_rows(CHECK).operation(),
        grant(CHECK, APP, "SELECT").operation(),
        policy("checks_that_i_asked", CHECK, APP, "SELECT", f"member_id = {ME}").operation(),
        grant(CHECK, WORKER, "DELETE").operation(),
        policy("checks_without_a_file", CHECK, WORKER, "DELETE", WITHOUT_A_FILE).operation(),
        policy("the_owner_writes_checks", CHECK, OWNER, "ALL", "true", "true").operation(),
        policy("the_owner_hands_over", MATTER, OWNER, "ALL", "true", "true").operation(),
        migrations.RunSQL(SQL.read_text(), "".join(f"DROP FUNCTION {name};" for name in FUNCTIONS)),
        migrations.RunSQL(
            "".join(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC;" for name in FUNCTIONS)
            + "".join(f"GRANT EXECUTE ON FUNCTION {name} TO {APP};" for name in CALLED),
            migrations.RunSQL.noop,
        ),
    ]  # fmt: skip
