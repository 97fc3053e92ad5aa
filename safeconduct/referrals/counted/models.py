"""Counts of adults who refused to be referred: numbers by month and code. No row stands for a person."""

import uuid

from django.db import models
from django.db.models import Q

from safeconduct.referrals.counted.rules import Subject


class Count(models.Model):
    """How many times an agency notified a code of one subject within a month.

    Each subject is counted by itself, so that no row says two things of one person. Written by the function
    `referrals.count_refusal` alone, which knows of no member beyond their agency.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    country = models.CharField(max_length=2)
    month = models.DateField()
    """Its first day."""
    subject = models.TextField(choices=[(s.value, s.value) for s in Subject])
    code = models.TextField()
    number = models.PositiveIntegerField()

    class Meta:
        db_table = 'referrals"."refusal_count'
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "month", "subject", "code"], name="one_number_a_month_and_code"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="a_number_counts_somebody"),
            models.CheckConstraint(
                condition=Q(subject__in=[s.value for s in Subject]), name="a_number_is_of_a_subject"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_month_is_its_first_day"),
        ]
