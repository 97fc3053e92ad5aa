"""The record of what happened. Insert-only for every role that serves."""

import uuid

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Record(models.Model):
    """One change, one reading, one refusal, one list or one export; codes and identifiers only.

    `at` is domain time (the demo's clock moves it), `recorded_at` the machine's. There is no free text
    and no name: what a person said or is called never reaches this table.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor_kind = models.TextField()
    actor_id = models.TextField()
    actor_role = models.TextField()
    agency_id = models.UUIDField(null=True)
    action = models.TextField()
    outcome = models.TextField(default="done")
    reason = models.TextField(blank=True)
    case_id = models.UUIDField(null=True)
    section = models.TextField(blank=True)
    referral_id = models.UUIDField(null=True)
    purpose = models.TextField(blank=True)
    policy_hash = models.TextField(blank=True)
    policy_row = models.IntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = 'audit"."record'
        indexes = [
            models.Index(fields=["case_id", "at"], name="record_of_a_case"),
            models.Index(fields=["referral_id", "at"], name="record_of_a_referral"),
            models.Index(
                fields=["case_id", "at"], condition=models.Q(action="paper:looked"), name="looks_at_a_case"
            ),
            BrinIndex(fields=["recorded_at"], autosummarize=True, name="records_by_age"),
        ]
