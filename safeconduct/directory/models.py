"""Services that can help: who offers what, to whom, in which languages, and how to reach them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from safeconduct.agencies.models import Agency, Team


class Entry(models.Model):
    """One service of one team, of this node or of a peer (from its card). No shelter's address stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="entries")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="entries")
    service = models.TextField()
    needs = ArrayField(models.TextField())
    purpose = models.TextField()
    takes_children = models.BooleanField(default=False)
    hours = models.TextField(blank=True)
    open_days = ArrayField(models.SmallIntegerField(), default=list)
    """Weekdays, Monday 0; empty means day and night."""
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    checked_on = models.DateField(null=True)

    class Meta:
        db_table = 'directory"."entry'
        constraints = [
            models.UniqueConstraint(fields=["team", "service"], name="one_entry_per_team_and_service")
        ]
