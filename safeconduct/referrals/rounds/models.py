"""A round as its asker keeps it: codes of a search, ids of services, and which enquiry has the first yes."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Round(models.Model):
    """What joins enquiries that were asked at once; `id` is their `together`. Nothing of it travels.

    `fitting` are the services that fitted when it began, by the directory's order: of a person's file nothing else
    is kept here, not even that there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    """When the last of its enquiries lapses."""
    search = models.TextField(blank=True)
    """The query of the directory's address: codes alone, never what was typed."""
    fitting = ArrayField(models.UUIDField(), default=list)
    won_by = models.UUIDField(null=True)
    """The enquiry (`shared`) that has the first yes, or that was taken in its place."""
    won_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    """When whoever asked last opened its page: what was decided before is no news on Today any more."""

    class Meta:
        db_table = 'referrals"."round'
        constraints = [
            models.CheckConstraint(
                condition=Q(won_by=None, won_at=None) | Q(won_by__isnull=False, won_at__isnull=False),
                name="a_round_is_won_at_a_moment",
            )
        ]
