"""What an administrator has set: a row for each time, the newest stands. Earlier ones say what stood before."""

import uuid

from django.db import models
from django.db.models import Q

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
        ]
