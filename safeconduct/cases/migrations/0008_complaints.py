"""Before deployment. What a person complains about, to somebody who has no part in the case. Codes only."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

COMPLAINT = "cases.complaint"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
MINE, TO_ME = f"written_by = {ME}", f"heard_by = {ME}"
IN_HAND = "case_id = ANY (ARRAY(SELECT access.cases_in_hand()))"
OUTSIDE = "heard_by IN (SELECT o.member_id FROM access.outside(case_id) o)"
OVER = "answered_at < access.domain_now() - interval '1 year'"
ABOUT = ["somebody_here", "another_agency", "authority", "interpreter", "service"]
KINDS = [
    "not_listened_to", "told_without_a_yes", "pressed", "treated_worse", "help_not_given", "promise_not_kept",
    "hurt_or_used", "money_asked", "something_else",
]  # fmt: skip
WISHES = ["to_be_heard", "answer", "another_worker", "to_be_put_right", "only_written_down"]
ANSWERS = ["put_right", "partly", "not_so", "passed_on", "taken_back"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_asks"), ("access", "0013_outside")]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("about", models.TextField()),
                ("kind", models.TextField()),
                ("wish", models.TextField()),
                ("written_by", models.UUIDField()),
                ("heard_by", models.UUIDField()),
                ("written_at", models.DateTimeField()),
                ("due", models.DateField()),
                ("answer", models.TextField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'cases"."complaint',
                "indexes": [
                    models.Index(fields=["heard_by", "due"], name="complaints_to_a_member"),
                    models.Index(fields=["written_by"], name="complaints_of_a_member"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("written_by", models.F("heard_by")), _negated=True),
                        name="heard_by_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", None), ("answered_at", None)),
                            models.Q(("answer__isnull", False), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="complaint_answered_has_what_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about__in", ABOUT)), name="complaint_about_what_is_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", KINDS)), name="complaint_of_a_listed_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wish__in", WISHES)), name="complaint_with_a_listed_wish"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer", None), ("answer__in", ANSWERS), _connector="OR"),
                        name="complaint_answered_as_is_listed",
                    ),
                ],
            },
        ),
        force_rows(COMPLAINT).operation(),
        grant(COMPLAINT, APP, "SELECT, INSERT, UPDATE (answer, answered_at)").operation(),
        policy("complaints_that_i_wrote", COMPLAINT, APP, "SELECT", MINE).operation(),
        policy("complaints_that_i_hear", COMPLAINT, APP, "SELECT", TO_ME).operation(),
        policy(
            "complaints_that_i_write", COMPLAINT, APP, "INSERT", "",
            f"{MINE} AND agency_id = {AGENCY} AND {IN_HAND} AND {OUTSIDE} AND answer IS NULL",
        ).operation(),
        policy(
            "complaints_that_i_answer", COMPLAINT, APP, "UPDATE", f"{TO_ME} AND answer IS NULL", TO_ME
        ).operation(),
        grant(COMPLAINT, WORKER, "DELETE").operation(),
        policy(
            "complaints_long_over", COMPLAINT, WORKER, "DELETE", f"(SELECT access.is_worker()) AND {OVER}"
        ).operation(),
    ]  # fmt: skip
