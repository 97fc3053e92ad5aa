"""The bare case row, for reading. It is written by the functions of this room's migrations, never from here."""

import uuid

from django.db import models


class Case(models.Model):
    """One person's file in one agency: its own, or a received one of read-only replicas.

    No content and no name stands here; `handle` is how a peer names the case it sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    kind = models.TextField()
    peer = models.TextField(null=True)
    handle = models.TextField(null=True)
    referral_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'access"."case'
