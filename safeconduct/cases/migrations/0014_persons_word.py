"""Before deployment. What the person says is wrong or to stop; and what a paper code shows of a file."""

import uuid

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

TABLE = "cases.persons_word"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
IN_HAND = "case_id = ANY (ARRAY(SELECT access.cases_in_hand()))"
LED = "case_id IN (SELECT m.case_id FROM access.my_grants() m WHERE m.basis = 'lead')"
ON_MY_PAPER = "(case_id, agency_id) IN (SELECT m.case_id, m.agency_id FROM access.my_paper() m WHERE about = ANY (m.parts))"
OVER = (
    "(SELECT access.is_worker()) AND (answered_at < access.domain_now() - interval '1 year' "
    "OR case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k))"
)

# Whole, in the person's own name, of a consent that stands on the paper: the policies of consents say which these are.
TAKEN_BACK = (
    "channel = 'person' AND by_person AND by_role = 'person' AND heard_by = agency_id AND sections = '{}' "
    "AND referral_id IS NULL AND (case_id, agency_id) IN "
    "(SELECT m.case_id, m.agency_id FROM access.my_paper() m WHERE 'consents' = ANY (m.parts)) "
    "AND consent_id IN (SELECT v.consent_id FROM consent.version v WHERE v.case_id = withdrawal.case_id)"
)


def shown(part: str) -> str:
    return f"case_id IN (SELECT access.on_paper('{part}'))"


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_follow_up"), ("access", "0017_papers"), ("consent", "0002_reviews_seen")]

    operations = [
        migrations.CreateModel(
            name="PersonsWord",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("about", models.TextField()),
                ("consent_id", models.UUIDField(null=True)),
                ("section", models.TextField(default="plan")),
                ("generation", models.IntegerField(null=True)),
                ("sealed", models.BinaryField(null=True)),
                ("written_by", models.UUIDField(null=True)),
                ("written_at", models.DateTimeField()),
                ("answer", models.TextField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'cases"."persons_word',
                "indexes": [models.Index(condition=Q(("answer", None)), fields=["case_id"], name="words_that_wait")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("kind__in", ["wrong", "stop"])), name="a_word_of_a_listed_kind"
                    ),
                    models.CheckConstraint(
                        condition=Q(("about__in", ["plan", "appointments", "consents", "seen"])),
                        name="a_word_about_what_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("answer", None),
                            ("answer__in", ["put_right", "partly", "stays", "spoke", "stopped"]),
                            _connector="OR",
                        ),
                        name="a_word_answered_as_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("kind", "stop"), _negated=True),
                            Q(("about", "consents"), ("consent_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_to_stop_is_a_consent",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("generation", None), ("sealed", None)),
                            Q(("generation__isnull", False), ("sealed__isnull", False), ("section", "plan")),
                            _connector="OR",
                        ),
                        name="words_lie_under_the_plans_key",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("answer", None), ("answered_at", None), ("answered_by", None)),
                            Q(
                                ("answer__isnull", False),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_word_answered_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("answered_at", None), ("answered_at__gte", F("written_at")), _connector="OR"
                        ),
                        name="a_word_is_answered_afterwards",
                    ),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT, UPDATE (answer, answered_by, answered_at)").operation(),
        policy("words_of_my_people", TABLE, APP, "SELECT", IN_HAND).operation(),
        policy(
            "words_that_i_write_down", TABLE, APP, "INSERT", "",
            f"written_by = {ME} AND agency_id = {AGENCY} AND {IN_HAND} AND answer IS NULL",
        ).operation(),
        policy(
            "words_that_i_answer", TABLE, APP, "UPDATE", f"{LED} AND answer IS NULL", f"{LED} AND answered_by = {ME}"
        ).operation(),
        policy("words_about_what_my_paper_shows", TABLE, APP, "SELECT", ON_MY_PAPER).operation(),
        policy(
            "words_by_my_paper", TABLE, APP, "INSERT", "",
            f"written_by IS NULL AND sealed IS NULL AND answer IS NULL AND {ON_MY_PAPER}",
        ).operation(),
        grant(TABLE, WORKER, "DELETE").operation(),
        policy("words_long_answered", TABLE, WORKER, "DELETE", OVER).operation(),
        policy(
            "the_plan_on_my_paper", "cases.section_version", APP, "SELECT", f"section = 'plan' AND {shown('plan')}"
        ).operation(),
        policy("appointments_on_my_paper", "cases.follow_up", APP, "SELECT", shown("appointments")).operation(),
        policy("consents_on_my_paper", "consent.version", APP, "SELECT", shown("consents")).operation(),
        policy("taken_back_by_my_paper", "consent.withdrawal", APP, "INSERT", "", TAKEN_BACK).operation(),
        policy("what_was_taken_back_on_my_paper", "consent.withdrawal", APP, "SELECT", shown("consents")).operation(),
    ]  # fmt: skip
