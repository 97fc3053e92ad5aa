"""The sheets of follow-ups, each saved state sealed."""

import uuid

from django.db import models


class FollowUp(models.Model):
    """One saved state of a person's follow-ups, sealed under the key of the section Plan; earlier ones stay.

    What lies open: who saved it and when, and the earliest day that waits. See ADR 16.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    version = models.IntegerField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    due = models.DateField(null=True)
    saved_by = models.UUIDField()
    role = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."follow_up'
        constraints = [
            models.UniqueConstraint(fields=["case_id", "version"], name="one_sheet_a_version"),
            models.CheckConstraint(condition=models.Q(section="plan"), name="follow_ups_belong_to_the_plan"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="sheets_count_from_one"),
        ]
