"""What a member typed into the form of a section and has not saved yet."""

import uuid

from django.db import models


class Unsaved(models.Model):
    """The fields of one section's form as they were typed, unchecked, sealed under the section's key.

    At most one a member and section; seen by that member only. `base` is the version on which the form was begun, 0
    where there was none. What lies open: whose file, which section, who typed and when last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    section = models.TextField()
    member_id = models.UUIDField()
    base = models.IntegerField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."unsaved'
        constraints = [
            models.UniqueConstraint(
                fields=["member_id", "case_id", "section"], name="unsaved_once_a_section"
            ),
            models.CheckConstraint(condition=models.Q(base__gte=0), name="unsaved_on_a_version_or_none"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"unsaved {self.id}"
