"""What an administrator has proposed and a second person confirmed, a row each time; and the records that were kept.

The newest that was confirmed stands. Earlier ones say what stood before.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from safeconduct.vocabulary.codes import ProcessingGround, Purpose, SpecialCondition


class Ground(models.Model):
    """The ground of one agency for one purpose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    purpose = models.TextField()
    ground = models.TextField()
    condition = models.TextField()
    law = models.TextField(blank=True)
    set_by = models.UUIDField()
    set_at = models.DateTimeField()
    seen_by = models.UUIDField(null=True)
    """The second person."""
    seen_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="waits", db_default="waits")

    class Meta:
        db_table = 'agencies"."processing_ground'
        indexes = [models.Index(fields=["agency_id", "purpose", "-set_at"], name="grounds_of_an_agency")]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=[*Purpose]), name="ground_for_a_listed_purpose"),
            models.CheckConstraint(
                condition=Q(ground__in=[*ProcessingGround]), name="processing_ground_is_listed"
            ),
            models.CheckConstraint(
                condition=Q(condition__in=[*SpecialCondition]), name="special_condition_is_listed"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waits", seen_by=None, seen_at=None)
                | Q(outcome__in=["confirmed", "refused"], seen_by__isnull=False, seen_at__isnull=False),
                name="a_ground_waits_or_was_answered",
            ),
            models.CheckConstraint(
                condition=Q(seen_by=None) | ~Q(seen_by=F("set_by")), name="a_ground_is_seen_by_two"
            ),
        ]


class KeptRecord(models.Model):
    """A record of processing as it stood on a day: the words for reading, and facts without a language to compare."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    version = models.IntegerField()
    language = models.TextField()
    chapters = models.JSONField()
    """Title, lines and gaps of each chapter, in the language of whoever kept it."""
    facts = models.JSONField()
    """By a name such as `ground:assessment`: what stood."""
    kept_by = models.UUIDField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = 'agencies"."processing_record'
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "version"], name="one_record_a_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="records_count_from_one"),
        ]
