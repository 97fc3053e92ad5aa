"""Claims for compensation, each saved state sealed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CompensationClaim(models.Model):
    """One saved state of one claim, sealed under the key of the section Legal matters; earlier ones stay.

    What lies open: of which claim it is, who saved it and when, and the days of which a lawyer is told (ADR 31).
    Nothing says what a day is for; no country, no amount, not how it stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    claim_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    version = models.IntegerField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    saved_by = models.UUIDField()
    role = models.TextField()
    saved_at = models.DateTimeField()
    days = ArrayField(models.DateField(), default=list)
    """Those that wait, the earliest first. Those of the newest state count."""

    class Meta:
        db_table = 'rights"."claim'
        constraints = [
            models.UniqueConstraint(fields=["case_id", "claim_id", "version"], name="one_claim_a_version"),
            models.CheckConstraint(
                condition=models.Q(section="legal"), name="claims_belong_to_legal_matters"
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="claims_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"claim {self.id}"
