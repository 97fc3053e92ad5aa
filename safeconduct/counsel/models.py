"""Matters and their saved states. Only days and who works on them lie open."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Matter(models.Model):
    """One matter of one person, of its lawyer and their deputy. What it is about stands in its sheets, sealed.

    Open lie who has it, whether it goes on, the days of which its lawyer is told, and the day after which its mandate
    is over. Of a day nothing says what it is for.
    `generation` is that of the key of the section at its opening: when that key is destroyed, the matter goes too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    lawyer_id = models.UUIDField()
    deputy_id = models.UUIDField(null=True)
    state = models.TextField()
    next_on = models.DateField(null=True)
    mandate_until = models.DateField(null=True)
    days = ArrayField(models.DateField(), default=list)
    """Those that wait, the earliest first; what nobody has settled stays after its day (ADR 31)."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'counsel"."matter'
        indexes = [
            models.Index(fields=["lawyer_id", "state", "next_on"], name="matters_of_a_lawyer"),
            models.Index(fields=["deputy_id"], name="matters_of_a_deputy"),
            models.Index(fields=["case_id"], name="matters_of_a_case"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(section="legal"), name="matters_are_legal"),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at=None)
                | models.Q(state="closed", closed_at__isnull=False),
                name="a_closed_matter_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy_id=None) | ~models.Q(deputy_id=models.F("lawyer_id")),
                name="nobody_is_their_own_deputy",
            ),
        ]

    def __str__(self) -> str:
        return f"matter {self.id}"


class MatterSheet(models.Model):
    """One saved state of a matter, sealed under the key of the section Legal matters; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    matter_id = models.UUIDField()
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    version = models.IntegerField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    saved_by = models.UUIDField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = 'counsel"."sheet'
        indexes = [models.Index(fields=["case_id"], name="sheets_of_matters_of_a_case")]
        constraints = [
            models.UniqueConstraint(fields=["matter_id", "version"], name="one_sheet_of_a_matter_a_version"),
            models.CheckConstraint(condition=models.Q(section="legal"), name="sheets_of_matters_are_legal"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="sheets_of_matters_count_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.version} of matter {self.matter_id}"


class ConflictCheck(models.Model):
    """What the check for a conflict of interest has said of a case, to the member who asked; never what it met."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    member_id = models.UUIDField()
    state = models.TextField()
    marks = models.BinaryField()
    """A digest of what was compared: another name is compared anew."""
    asked_at = models.DateTimeField()
    cleared_by = models.UUIDField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'counsel"."conflict_check'
        constraints = [
            models.UniqueConstraint(fields=["case_id"], name="one_check_a_case"),
            models.CheckConstraint(
                condition=models.Q(state__in=["no_match", "possible_match", "cleared"]),
                name="a_check_says_something",
            ),
            models.CheckConstraint(
                condition=models.Q(state="cleared", cleared_by__isnull=False, cleared_at__isnull=False)
                | models.Q(state__in=["no_match", "possible_match"], cleared_by=None, cleared_at=None),
                name="cleared_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"conflict check {self.id}"
