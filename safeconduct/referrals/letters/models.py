"""Who answers questions without a name, and the conversations: sealed letters and days. No name, no text, no case."""

import uuid

from django.db import models
from django.db.models import Q


class LetterDesk(models.Model):
    """That an agency answers, by which team, and within how many working days it looks. All of it is public."""

    agency_id = models.UUIDField(primary_key=True)
    team_id = models.UUIDField()
    is_open = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField(default=3)
    contact_of = models.TextField(blank=True, default="")
    """The country of which the agency says that it is the contact; "" for none."""
    changed_at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."letter_desk'
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=10), name="a_desk_looks_within_days"),
            models.CheckConstraint(
                condition=Q(contact_of__regex="^([A-Z]{2})?$"), name="a_contact_of_a_country"
            ),
        ]


class LetterThread(models.Model):
    """A conversation with somebody whom nobody knows. `mark` is of the key to which answers are sealed."""

    id = models.UUIDField(primary_key=True)
    agency_id = models.UUIDField()
    team_id = models.UUIDField()
    mark = models.BinaryField(max_length=32)
    arrived_on = models.DateField()
    last_on = models.DateField()
    """The day of the last letter, either way."""
    waits = models.BooleanField(default=True)
    """Whether it is this side's turn."""
    ended_on = models.DateField(null=True)
    until = models.DateField()
    """After this day it is deleted."""
    filed = models.BinaryField(null=True)
    """Into which file it went by the code, sealed to the node's key for questions: the row names none."""
    filed_key = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        db_table = 'referrals"."letter_thread'
        indexes = [
            models.Index(fields=["team_id", "waits"], name="letters_of_a_team"),
            models.Index(fields=["until"], name="letters_that_end"),
        ]
        constraints = [models.UniqueConstraint(fields=["mark"], name="one_conversation_a_code")]


class Letter(models.Model):
    """One letter. `sealed` opens with a key of the node; `outgoing` is the same for the code, until the site has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    thread_id = models.UUIDField()
    agency_id = models.UUIDField()
    team_id = models.UUIDField()
    is_ours = models.BooleanField()
    number = models.PositiveIntegerField(default=0)
    """Which answer of ours it is; 0 for a question."""
    place = models.PositiveIntegerField(default=0, db_default=0)
    """Where it stands in the conversation; letters of one exchange have one place. 0 for those from before places."""
    day = models.DateField()
    sealed = models.BinaryField()
    key = models.PositiveIntegerField()
    outgoing = models.BinaryField(null=True)
    written_by = models.UUIDField(null=True)

    class Meta:
        db_table = 'referrals"."letter'
        indexes = [models.Index(fields=["thread_id"], name="letters_of_a_conversation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_ours=True, written_by__isnull=False, number__gte=1)
                | Q(is_ours=False, written_by=None, outgoing=None, number=0),
                name="a_letter_is_of_one_side",
            ),
            models.UniqueConstraint(
                fields=["thread_id", "number"], condition=Q(is_ours=True), name="one_answer_a_number"
            ),
        ]
