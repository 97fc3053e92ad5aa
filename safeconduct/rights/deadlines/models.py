"""Deadlines of which the day lies open, addresses of calendars, and how far the worker is with counting days anew."""

import uuid

from django.db import models
from django.db.models import F, Q


class Deadline(models.Model):
    """One last day of one right of one person. The words lie sealed under the key of the section Plan.

    What lies open: the day, the right, whose it is, and what a day that a rule gave is counted anew from (ADR 24).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    right_code = models.TextField()
    origin = models.TextField()
    """`rule`, or `document`: no rule moves what stands in a document."""
    due = models.DateField()
    confidence = models.TextField()
    """The weakest of what it was made from."""
    rule = models.TextField()
    rule_hash = models.TextField()
    country = models.TextField()
    trigger = models.TextField()
    """From what it was counted; "" for a day that was entered by itself."""
    triggered_on = models.DateField(null=True)
    law_on = models.DateField(null=True)
    """The day whose version of the rule counts."""
    state = models.TextField()
    owner_id = models.UUIDField(null=True)
    """Whose it is beside whoever leads; None for the lead alone. It ends with their place in the case."""
    sealed = models.BinaryField()
    was = models.DateField(null=True)
    moved_why = models.TextField()
    moved_at = models.DateTimeField(null=True)
    saved_by = models.UUIDField()
    role = models.TextField()
    saved_at = models.DateTimeField()
    ended_why = models.TextField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'rights"."deadline'
        indexes = [
            models.Index(fields=["case_id", "due"], name="deadlines_of_a_case"),
            models.Index(fields=["agency_id", "due"], condition=Q(state="open"), name="deadlines_that_wait"),
            models.Index(
                fields=["rule", "rule_hash"], condition=Q(origin="rule", state="open"),
                name="deadlines_by_a_rule",
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=Q(section="plan"), name="deadlines_belong_to_the_plan"),
            models.CheckConstraint(
                condition=Q(origin="document", rule="", rule_hash="")
                | Q(
                    ~Q(rule=""), ~Q(rule_hash=""), ~Q(trigger=""),
                    origin="rule", triggered_on__isnull=False, law_on__isnull=False,
                ),
                name="a_counted_day_has_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["verified", "secondary"]), name="only_law_that_was_read"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None, ended_by=None, ended_why="")
                | Q(
                    ~Q(ended_why=""), state__in=["done", "void"], ended_at__isnull=False, ended_by__isnull=False
                ),
                name="a_deadline_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(was=None, moved_at=None, moved_why="")
                | (Q(moved_at__isnull=False) & ~Q(moved_why="")),
                name="a_move_has_when_and_why",
            ),
            models.UniqueConstraint(
                F("case_id"), F("right_code"), condition=Q(state="open") & ~Q(trigger=""),
                name="one_day_counted_of_a_right",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"deadline {self.id}"


class Feed(models.Model):
    """The address of a member's calendar. No serving role sees the table; the address itself is nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member_id = models.UUIDField()
    digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    minute = models.DateTimeField()
    asked = models.IntegerField()

    class Meta:
        db_table = 'rights"."feed'
        constraints = [
            models.UniqueConstraint(
                fields=["member_id"], condition=Q(ended_at=None), name="one_calendar_of_a_member"
            ),
        ]

    def __str__(self) -> str:
        return f"calendar {self.id}"


class CountingAnew(models.Model):
    """That the worker was asked to count the days of one rule anew, or to tell what a proposal would move.

    It holds numbers and no case. Rows come from `rights.ask_to_count`; the worker alone writes how far it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    rule = models.TextField()
    proposal_id = models.UUIDField(null=True)
    """The proposal of which it is only told; None where the days are moved."""
    asked_at = models.DateTimeField()
    total = models.IntegerField(null=True)
    """How many days there were when the worker began; None before."""
    stayed = models.IntegerField()
    moved = models.IntegerField()
    gone = models.IntegerField()
    """Days whose rule gives none any more: they stay, and say so."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'rights"."counting_anew'
        indexes = [models.Index(fields=["rule", "asked_at"], name="countings_of_a_rule")]
        constraints = [
            models.CheckConstraint(
                condition=Q(total__isnull=True, stayed=0, moved=0, gone=0)
                | Q(total__gte=F("stayed") + F("moved") + F("gone")),
                name="no_more_was_counted_than_there_is",
            ),
        ]

    def __str__(self) -> str:
        return f"counting anew {self.rule}"
