"""The table of wrapped section keys: the smallest table of the node, and the one whose rows decide."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from safeconduct.vocabulary.identifiers import uuid7


class SectionKey(models.Model):
    """The wrapped data key of one section of one case in one generation.

    Dies with its section: deleting this row is the erasure, and comes before the texts are deleted. `due`
    is the time from which the worker deletes it. The row names no person; `case_id` is a plain identifier.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    intake = models.BooleanField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(null=True)

    class Meta:
        db_table = 'keys"."section_key'
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "section", "generation"], name="one_key_per_section_generation"
            ),
            models.CheckConstraint(condition=models.Q(generation__gte=1), name="generation_starts_at_one"),
        ]
        indexes = [
            models.Index(fields=["due"], name="section_key_due", condition=models.Q(due__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"key of {self.section}, generation {self.generation}"


class FileKey(models.Model):
    """The wrapped data key of a file that a member brings in: without it nothing of the file can be read.

    It stands among the keys so that a copy of the data alone does not open a file that was deleted. `due` is when the
    worker deletes it at the latest; the row names a member and no person.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    member_id = models.UUIDField()
    wrapped = models.BinaryField()
    due = models.DateTimeField()

    class Meta:
        db_table = 'keys"."file_key'
        indexes = [models.Index(fields=["due"], name="file_key_due")]

    def __str__(self) -> str:
        return f"key of the file {self.id}"


class BlindKey(models.Model):
    """The wrapped key of an agency's blind index. One for each agency, for as long as the agency is here."""

    agency_id = models.UUIDField(primary_key=True, editable=False)
    wrapped = models.BinaryField()

    class Meta:
        db_table = 'keys"."blind_key'

    def __str__(self) -> str:
        return f"blind key of {self.agency_id}"


class YearKey(models.Model):
    """The wrapped key by which persons registered in one year are compared, and nothing else is.

    In no backup. When the count of the year is closed it is destroyed: the row stays and says when, so that no other is
    made in its place.
    """

    year = models.SmallIntegerField(primary_key=True, editable=False)
    id = models.UUIDField(default=uuid4, editable=False)
    wrapped = models.BinaryField(null=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        db_table = 'keys"."year_key'
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False, destroyed_on__isnull=True)
                | models.Q(wrapped__isnull=True, destroyed_on__isnull=False),
                name="year_key_is_there_or_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return f"key of the count of {self.year}"
