"""Marks of names, and that somebody asked for a conflict. No name stands here."""

import uuid

from django.db import models

from safeconduct.cases.conflicts.rules import Standing


class PartyMark(models.Model):
    """One mark of a name of somebody who stands in a case: the person who is helped, or somebody against them.

    The name itself is not kept. `party` holds the marks of one name together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    party = models.UUIDField()
    standing = models.TextField()
    mark = models.BinaryField()
    role = models.TextField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."party_mark'
        indexes = [
            models.Index(fields=["agency_id", "standing", "mark"], name="marks_of_an_agency"),
            models.Index(fields=["case_id"], name="marks_of_a_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(standing__in=list(Standing)), name="marked_where_one_can_stand"
            ),
        ]

    def __str__(self) -> str:
        return f"mark of {self.party}"


class ConflictQuestion(models.Model):
    """That a member asked for a conflict of interest: counted, so that nobody tries a list of names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    member_id = models.UUIDField()
    asked_at = models.DateTimeField()
    is_possible = models.BooleanField()
    of_received = models.BooleanField(default=False, db_default=False)
    """Of a name that came with a referral: nobody typed it, so it does not count against the day."""

    class Meta:
        db_table = 'cases"."conflict_question'
        indexes = [models.Index(fields=["member_id", "asked_at"], name="questions_of_a_member")]

    def __str__(self) -> str:
        return f"question of {self.member_id}"
