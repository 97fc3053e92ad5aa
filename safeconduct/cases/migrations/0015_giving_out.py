"""Before deployment. What is given out to the person or to an authority, and each copy. Codes and names of questions."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

GIVING, GIVEN = "cases.giving", "cases.given"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
IN_HAND = "case_id = ANY (ARRAY(SELECT access.cases_in_hand()))"
OURS = f"agency_id = {AGENCY}"
SUPERVISORS = "(SELECT m.id FROM agencies.member m WHERE m.supervises AND m.profession <> 'administrator')"
SUPERVISED = f"{OURS} AND {ME} IN {SUPERVISORS}"
WITHOUT_KEY = "case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k)"
KINDS = ["person", "court_order", "prosecutor_order", "seizure", "request"]
WHY = [
    "no_order", "not_competent", "too_wide", "privileged", "nothing_kept", "who_asks_not_sure", "not_to_be_withheld",
]  # fmt: skip
LAWYER = ["on_today", "by_telephone", "no_lawyer", "forbidden"]
READY = (
    "EXISTS (SELECT FROM cases.giving g WHERE g.id = giving_id AND g.case_id = given.case_id "
    "AND g.verdict IN ('not_needed', 'agreed'))"
)


def _id() -> tuple[str, models.UUIDField]:  # type: ignore[type-arg]
    return ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False))


def _list() -> django.contrib.postgres.fields.ArrayField:  # type: ignore[type-arg]
    return django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_persons_word"), ("access", "0014_conferences")]

    operations = [
        migrations.CreateModel(
            name="Giving",
            fields=[
                _id(),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("number", models.TextField(blank=True)),
                ("language", models.TextField()),
                ("asked_on", models.DateField()),
                ("due", models.DateField()),
                ("fields", _list()),
                ("withheld", _list()),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("verdict", models.TextField(blank=True)),
                ("why", models.TextField(blank=True)),
                ("lawyer", models.TextField(blank=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'cases"."giving',
                "indexes": [
                    models.Index(fields=["case_id", "asked_at"], name="givings_of_a_case"),
                    models.Index(fields=["agency_id"], condition=Q(verdict=""), name="givings_that_wait"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=Q(kind__in=KINDS), name="giving_of_a_listed_kind"),
                    models.CheckConstraint(
                        condition=Q(verdict__in=["", "not_needed"], decided_by=None, decided_at=None)
                        | Q(verdict__in=["agreed", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                        name="giving_decided_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="giving_decided_by_another"
                    ),
                    models.CheckConstraint(
                        condition=~Q(verdict="not_needed") | Q(kind="person", withheld=[]),
                        name="giving_without_a_second",
                    ),
                    models.CheckConstraint(
                        condition=Q(why="", verdict__in=["", "not_needed", "agreed"])
                        | Q(why__in=WHY, verdict="refused"),
                        name="giving_refused_says_why",
                    ),
                    models.CheckConstraint(
                        condition=~Q(verdict="agreed")
                        | Q(kind="person")
                        | (~Q(kind="request") & Q(lawyer__in=LAWYER)),
                        name="giving_agreed_with_an_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Given",
            fields=[
                _id(),
                ("giving_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("fields", _list()),
                ("given_by", models.UUIDField()),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."given',
                "indexes": [models.Index(fields=["giving_id", "given_at"], name="copies_of_a_giving")],
            },
        ),
        *(
            lock.operation()
            for lock in [
                force_rows(GIVING),
                grant(
                    GIVING, APP, "SELECT, INSERT, UPDATE (verdict, why, lawyer, decided_by, decided_at, fields)"
                ),
                policy("givings_of_cases_in_hand", GIVING, APP, "SELECT", f"{OURS} AND {IN_HAND}"),
                policy("givings_that_i_supervise", GIVING, APP, "SELECT", SUPERVISED),
                policy(
                    "givings_that_i_enter", GIVING, APP, "INSERT", "",
                    f"asked_by = {ME} AND {OURS} AND {IN_HAND} AND verdict IN ('', 'not_needed')",
                ),
                policy(
                    "givings_that_another_decides", GIVING, APP, "UPDATE",
                    f"verdict = '' AND asked_by <> {ME} AND {OURS} AND ({IN_HAND} OR {ME} IN {SUPERVISORS})",
                    f"decided_by = {ME}",
                ),
                grant(GIVING, WORKER, "DELETE"),
                policy(
                    "givings_long_over", GIVING, WORKER, "DELETE",
                    f"(SELECT access.is_worker()) AND asked_at < access.domain_now() - interval '3 years' AND {WITHOUT_KEY}",
                ),
                force_rows(GIVEN),
                grant(GIVEN, APP, "SELECT, INSERT"),
                policy("copies_of_what_i_see", GIVEN, APP, "SELECT", "giving_id IN (SELECT g.id FROM cases.giving g)"),
                policy(
                    "copies_that_i_print", GIVEN, APP, "INSERT", "",
                    f"given_by = {ME} AND {OURS} AND {IN_HAND} AND {READY}",
                ),
                grant(GIVEN, WORKER, "DELETE"),
                policy(
                    "copies_long_over", GIVEN, WORKER, "DELETE",
                    f"(SELECT access.is_worker()) AND given_at < access.domain_now() - interval '3 years' AND {WITHOUT_KEY}",
                ),
            ]
        ),
    ]  # fmt: skip
