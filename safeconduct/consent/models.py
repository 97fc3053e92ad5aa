"""The consent record: versioned, signed, chained to the version before; and the rows that take it back."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safeconduct.consent.rules import Channel, State


class Version(models.Model):
    """One version of one consent. It holds codes, dates and roles: no name, no free text (ISO/IEC TS 27560).

    `document` is what was signed; `hash` covers it and the hash of the version before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    consent_id = models.UUIDField()
    version = models.IntegerField()
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    team_id = models.UUIDField()
    state = models.TextField(choices=[(s.value, s.value) for s in State])
    document = models.JSONField()
    previous_hash = models.TextField(blank=True)
    hash = models.TextField()
    kid = models.TextField()
    signature = models.TextField()
    recorded_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'consent"."version'
        constraints = [
            models.UniqueConstraint(fields=["consent_id", "version"], name="one_row_a_consent_version"),
            models.CheckConstraint(
                condition=Q(version=1, previous_hash="") | (Q(version__gt=1) & ~Q(previous_hash="")),
                name="versions_are_chained",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(expires_at__isnull=False), name="an_active_consent_ends"
            ),
        ]
        indexes = [models.Index(fields=["case_id", "recorded_at"], name="consents_of_a_case")]


class Review(models.Model):
    """A sharing without consent, on a second person's list. Nobody reviews their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    consent_id = models.UUIDField()
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    by_member = models.UUIDField()
    ground = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)

    class Meta:
        db_table = 'consent"."review'
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="ground_reviewed_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("by_member")),
                name="ground_reviewed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency_id", "due_at"], condition=Q(reviewed_at=None), name="grounds_to_review"
            )
        ]


class Withdrawal(models.Model):
    """A consent taken back, whole (`sections` empty) or for some sections. Insert-only, asks for nothing else.

    Any member of the agency can record it by a referral's reference without seeing the case. Where the receiver
    heard it, the inbox records it. `by_person` is false where an agency ended it for a reason of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    consent_id = models.UUIDField()
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    referral_id = models.UUIDField(null=True)
    sections = ArrayField(models.TextField(), default=list)
    channel = models.TextField(choices=[(c.value, c.value) for c in Channel])
    by_role = models.TextField()
    heard_by = models.UUIDField()
    by_person = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'consent"."withdrawal'
        indexes = [
            models.Index(fields=["consent_id"], name="withdrawals_of_a_consent"),
            models.Index(fields=["case_id"], name="withdrawals_of_a_case"),
        ]
