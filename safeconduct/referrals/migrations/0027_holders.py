"""Before deployment. Who holds health or legal matters at the receiver, by its word, and what is asked of them."""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, WORKER, force_rows, grant, policy

NAMED, ASKED = "referrals.named_holder", "referrals.holder_ask"
ME, AGENCY = "(SELECT access.current_member())", "agency_id = (SELECT access.current_agency())"
IN_HAND = "case_id = ANY (ARRAY(SELECT access.cases_in_hand()))"
OPEN = "(case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
# In which states two agencies are at work together; a test holds it against the rule.
UNDER_WAY = [
    "accepted",
    "handover_planned",
    "in_service",
    "no_show",
    "on_hold",
    "outcome_recorded",
    "reroute_proposed",
]
PURPOSES = ["safety_plan", "journey", "interview", "appointment", "deadline", "service"]
ANSWERS = ["", "not_shared", "by_new_consent", "in_words"]


def lives(table: str) -> str:
    """It is of a referral of the same agency that is under way: what is over is seen by nobody."""
    listed = ", ".join(f"'{state}'" for state in UNDER_WAY)
    return (
        f"EXISTS (SELECT FROM referrals.referral r WHERE r.id = {table}.referral_id"
        f" AND r.agency_id = {table}.agency_id AND r.state IN ({listed}))"
    )


def of_peer(table: str) -> str:
    return (
        f"EXISTS (SELECT FROM referrals.referral r WHERE r.id = {table}.referral_id"
        f" AND r.agency_id = {table}.agency_id AND r.peer = (SELECT access.current_peer()))"
    )


def over(table: str) -> str:
    """For the worker: the referral is over, or nothing of the file can be opened any more."""
    gone = "case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k)"
    return f"(SELECT access.is_worker()) AND (NOT {lives(table)} OR {gone})"


SEEN = f"{AGENCY} AND {IN_HAND} AND {lives('named_holder')}"
HERE = f"{AGENCY} AND {IN_HAND} AND {lives('holder_ask')}"
MINE = f"asked_by = {ME}"
OF_ME = f"asked_by IS NULL AND {OPEN}"
LOCKS = [
    force_rows(NAMED),
    grant(NAMED, APP, "SELECT, INSERT, DELETE"),
    policy("holders_named_of_files_in_hand", NAMED, APP, "ALL", SEEN, SEEN),
    grant(NAMED, INBOX, "SELECT, INSERT, DELETE"),
    policy("holders_named_with_the_peer", NAMED, INBOX, "ALL", of_peer("named_holder"), of_peer("named_holder")),
    grant(NAMED, WORKER, "DELETE"),
    policy("holders_named_that_are_over", NAMED, WORKER, "DELETE", over("named_holder")),
    force_rows(ASKED),
    grant(ASKED, APP, "SELECT, INSERT, UPDATE (answer, answered_by, answered_at)"),
    policy("what_i_asked_a_holder_there", ASKED, APP, "SELECT", f"{MINE} AND {HERE}"),
    policy("what_a_holder_here_is_asked", ASKED, APP, "SELECT", f"{OF_ME} AND {HERE}"),
    policy("what_i_ask_a_holder_there", ASKED, APP, "INSERT", "", f"{MINE} AND {HERE} AND answer = ''"),
    policy(
        "what_a_holder_here_answers", ASKED, APP, "UPDATE", f"{OF_ME} AND {HERE} AND answer = ''",
        f"{OF_ME} AND {HERE} AND answered_by = {ME}",
    ),
    grant(ASKED, INBOX, "SELECT, INSERT, UPDATE (answer, answered_at)"),
    policy("holders_asked_with_the_peer", ASKED, INBOX, "ALL", of_peer("holder_ask"), of_peer("holder_ask")),
    grant(ASKED, WORKER, "DELETE"),
    policy("asks_of_holders_that_are_over", ASKED, WORKER, "DELETE", over("holder_ask")),
]  # fmt: skip


def referral(name: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        on_delete=django.db.models.deletion.DB_CASCADE, related_name=name, to="referrals.referral"
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0026_looked_up"), ("access", "0020_received_with_the_lead")]

    operations = [
        migrations.CreateModel(
            name="NamedHolder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("section", models.TextField()),
                ("profession", models.TextField()),
                ("since", models.DateField()),
                ("told_at", models.DateTimeField()),
                ("referral", referral("named_holders")),
            ],
            options={
                "db_table": 'referrals"."named_holder',
                "indexes": [models.Index(fields=["case_id"], name="named_holders_of_a_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "section", "profession"), name="one_row_a_named_holder"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HolderAsk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("shared", models.UUIDField()),
                ("section", models.TextField()),
                ("asked_by", models.UUIDField(null=True)),
                ("role", models.TextField()),
                ("ask_for", models.TextField()),
                ("until", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("referral", referral("holder_asks")),
            ],
            options={
                "db_table": 'referrals"."holder_ask',
                "indexes": [models.Index(fields=["case_id"], name="holder_asks_of_a_case")],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "shared"), name="one_holder_ask_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("ask_for__in", PURPOSES)), name="asked_there_for_what_is_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ANSWERS)), name="answered_there_as_is_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="answered_there_has_what_and_when",
                    ),
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
    ]
