"""The templates that an agency has put in. Nothing of a person stands in them."""

import uuid

from django.db import models
from django.db.models import F, Q


class DocumentTemplate(models.Model):
    """One version of a template: never changed. A check by a second lawyer is a version too, with the same content.

    Without content it takes the agency's own away again, and what comes with the house holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    kind = models.TextField()
    country = models.CharField(max_length=2, blank=True)
    language = models.TextField()
    version = models.IntegerField()
    sha256 = models.TextField()
    content = models.BinaryField()
    put_in_by = models.UUIDField()
    put_in_at = models.DateTimeField()
    checked_by = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'rights"."document_template'
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "kind", "country", "language", "version"],
                name="one_template_a_version",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="templates_count_from_one"),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="a_checked_template_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("put_in_by")),
                name="a_template_is_checked_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"template {self.kind}.{self.language} version {self.version}"
