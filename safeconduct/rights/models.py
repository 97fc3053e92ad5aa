"""The sheets of rights, each saved state sealed."""

import uuid

from django.db import models

from safeconduct.rights.compensation.models import CompensationClaim
from safeconduct.rights.deadlines import models as _deadlines  # noqa: F401 - known to Django from here
from safeconduct.rights.documents import models as _documents  # noqa: F401 - known to Django from here

__all__ = ["CompensationClaim", "RightsSheet"]


class RightsSheet(models.Model):
    """One saved state of what is written of a person's rights, sealed under the key of the section Plan; earlier stay.

    What lies open: who saved it and when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    version = models.IntegerField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    saved_by = models.UUIDField()
    role = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = 'rights"."sheet'
        constraints = [
            models.UniqueConstraint(fields=["case_id", "version"], name="one_sheet_of_rights_a_version"),
            models.CheckConstraint(condition=models.Q(section="plan"), name="rights_belong_to_the_plan"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="sheets_of_rights_count_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"sheet of rights {self.id}"
