"""Before deployment. What colleagues ask whoever holds a section that is closed to them, and the answers."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

ASK = "cases.ask"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
IN_HAND = "case_id = ANY (ARRAY(SELECT access.cases_in_hand()))"
OPEN = "(case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
CLOSED = "(case_id, section) NOT IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
MINE = f"asked_by = {ME}"
# With the last key of a file nobody holds anything of it: then its asks go too.
WITHOUT_A_FILE = (
    "(SELECT access.is_worker()) AND case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k)"
)
PURPOSES = ["safety_plan", "journey", "interview", "appointment", "deadline", "service"]
ANSWERS = ["told", "not_told", "person_says_no"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_beside"), ("access", "0009_sight")]

    operations = [
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("asked_by", models.UUIDField()),
                ("ask_for", models.TextField()),
                ("until", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'cases"."ask',
                "indexes": [
                    models.Index(fields=["case_id", "section"], name="asks_of_a_section"),
                    models.Index(
                        fields=["agency_id"],
                        condition=models.Q(("answer__isnull", True)),
                        name="asks_that_wait",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", None), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answer__isnull", False),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_has_what_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="answered_by_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ask_for__in", PURPOSES)), name="asked_for_what_is_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", None), ("answer__in", ANSWERS), _connector="OR"
                        ),
                        name="answered_as_is_listed",
                    ),
                ],
            },
        ),
        force_rows(ASK).operation(),
        grant(ASK, APP, "SELECT, INSERT, UPDATE (answer, answered_by, answered_at)").operation(),
        policy("asks_that_i_made", ASK, APP, "SELECT", f"{MINE} AND {IN_HAND}").operation(),
        policy("asks_of_what_i_hold", ASK, APP, "SELECT", f"{IN_HAND} AND {OPEN}").operation(),
        policy(
            "asks_that_i_make", ASK, APP, "INSERT", "",
            f"{MINE} AND agency_id = {AGENCY} AND {IN_HAND} AND {CLOSED} AND answer IS NULL",
        ).operation(),
        policy(
            "asks_that_i_answer", ASK, APP, "UPDATE",
            f"{OPEN} AND {IN_HAND} AND answer IS NULL", f"answered_by = {ME}",
        ).operation(),
        grant(ASK, WORKER, "DELETE").operation(),
        policy("asks_without_a_file", ASK, WORKER, "DELETE", WITHOUT_A_FILE).operation(),
    ]  # fmt: skip
