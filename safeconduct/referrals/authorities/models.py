"""What police and prosecution ask for, and what they were told of a statement. Codes, days and moments; no text."""

import uuid

from django.db import models
from django.db.models import F, Q

from safeconduct.vocabulary.codes import AuthorityNo, Purpose, StatementAnswer

PURPOSES = [Purpose.CRIMINAL_PROCEEDINGS.value, Purpose.PROTECTION.value]
NOES = [code.value for code in AuthorityNo]
ANSWERS = [code.value for code in StatementAnswer]


class AuthorityAsk(models.Model):
    """A question for one section of the file with this number. Whether there is such a file it does not say.

    It opens nothing by itself: `referrals.asked_section` holds it against the version of the consent that it names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.TextField()
    agency_id = models.UUIDField()
    team_id = models.UUIDField()
    asked_by = models.UUIDField()
    section = models.TextField()
    purpose = models.TextField(choices=[(code, code) for code in PURPOSES])
    until = models.DateTimeField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    """"" while it waits, then yes or no."""
    reason = models.TextField(blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    consent_id = models.UUIDField(null=True)
    consent_version = models.IntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        db_table = 'referrals"."authority_ask'
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9a-f]{12}$"), name="an_ask_has_a_number"),
            models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="an_ask_has_a_listed_purpose"),
            models.CheckConstraint(
                condition=Q(answer="", reason="", answered_by=None, answered_at=None, consent_id=None)
                | Q(answer="no", reason__in=NOES, answered_by__isnull=False,
                    answered_at__isnull=False, consent_id=None)
                | Q(answer="yes", reason="", answered_by__isnull=False, answered_at__isnull=False,
                    consent_id__isnull=False),
                name="an_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(consent_id=None, consent_version=None)
                | Q(consent_id__isnull=False, consent_version__isnull=False),
                name="a_yes_names_its_version",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")), name="nobody_opens_it_to_themselves"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="")
                | Q(ended_at__isnull=False, ended_why__in=["taken_back", "given_back"]),
                name="an_ended_ask_says_why",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["number"], name="asks_for_a_file"),
            models.Index(fields=["asked_by"], name="asks_of_an_authority"),
        ]


class Statement(models.Model):
    """The possibility of a statement was offered, to which unit, and what the person said.

    `told_to` is one member of that unit, and only after the person's yes to telling: they see the day and the unit.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    team_id = models.UUIDField()
    offered_on = models.DateField()
    answer = models.TextField(choices=[(code, code) for code in ANSWERS])
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    told_to = models.UUIDField(null=True)
    told_by = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)
    told_ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'referrals"."statement'
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=ANSWERS), name="a_statement_is_answered_as_listed"
            ),
            models.CheckConstraint(
                condition=Q(told_to=None, told_by=None, told_at=None, told_until=None, told_ended_at=None)
                | Q(told_to__isnull=False, told_by__isnull=False, told_at__isnull=False, told_until__isnull=False),
                name="telling_says_whom_and_until_when",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["case_id"], name="statements_of_a_case"),
            models.Index(
                fields=["told_to"], condition=Q(told_to__isnull=False), name="statements_told_to_a_member"
            ),
        ]
