"""That one section of a file was to be erased at the person's wish, and what became of it. No content."""

import uuid

from django.db import models
from django.db.models import F, Q

VERDICTS = ["", "erased", "declined"]


class SectionErasure(models.Model):
    """One wish. `generation` is the newest of the keys that went: the next key counts on from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    said_on = models.DateField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    verdict = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    generation = models.IntegerField(null=True)

    class Meta:
        db_table = 'cases"."section_erasure'
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="an_erasure_ends_as_listed"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by=None, decided_at=None)
                | (~Q(verdict="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="an_erasure_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="an_erasure_wants_two"
            ),
            models.UniqueConstraint(
                fields=["case_id", "section"], condition=Q(verdict=""), name="one_erasure_waits_a_section"
            ),
        ]
        indexes = [models.Index(fields=["case_id", "asked_at"], name="erasures_of_a_case")]
