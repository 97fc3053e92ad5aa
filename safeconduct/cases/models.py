"""The versions of a section, sealed under the section's key. Old versions stay until the key goes."""

import uuid

from django.db import models


class SectionVersion(models.Model):
    """One saved state of one section of one case (own: written here; received: a replica from a peer)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    section = models.TextField()
    version = models.IntegerField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    saved_by_role = models.TextField()
    saved_by_agency = models.UUIDField(null=True)

    class Meta:
        db_table = 'cases"."section_version'
        constraints = [
            models.UniqueConstraint(fields=["case_id", "section", "version"], name="one_row_a_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="versions_count_from_one"),
        ]
