"""Lists that are kept under a name, what a member has put away, and what was taken out of the node."""

import uuid

from django.db import models
from django.db.models import F, Q

from safeconduct.referrals.lists.codes import Taking, Waiting


class KeptList(models.Model):
    """The filters of a list under a name: codes only, as the address has them. Without a team, its maker's alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    member_id = models.UUIDField()
    team_id = models.UUIDField(null=True)
    name = models.TextField()
    asked = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."kept_list'
        constraints = [models.UniqueConstraint(fields=["member_id", "name"], name="one_list_a_name")]
        indexes = [
            models.Index(fields=["team_id"], condition=Q(team_id__isnull=False), name="lists_of_a_team")
        ]


class PutAway(models.Model):
    """A member has put a referral away from their own Today until a moment, for a coded reason.

    `stood` is where the referral stood then: whatever changes there wakes it (`lists.rules.is_asleep`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.DB_CASCADE, related_name="put_away")
    agency_id = models.UUIDField()
    member_id = models.UUIDField()
    until = models.DateTimeField()
    reason = models.TextField(choices=[(reason.value, reason.value) for reason in Waiting])
    stood = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."put_away'
        constraints = [
            models.UniqueConstraint(fields=["referral", "member_id"], name="put_away_once_a_member"),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="put_away_until_later"),
        ]


class TakenOut(models.Model):
    """Somebody took a list out of the node: who, when, why and how many rows. It outlives the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    member_id = models.UUIDField()
    at = models.DateTimeField()
    reason = models.TextField(choices=[(reason.value, reason.value) for reason in Taking])
    rows = models.PositiveIntegerField()

    class Meta:
        db_table = 'referrals"."taken_out'
        indexes = [models.Index(fields=["member_id", "at"], name="taken_out_by_a_member")]


class TakenOutFile(models.Model):
    """The encrypted file of a list that was taken out, until it was fetched twice or its day is over.

    Its password is nowhere: it was shown once.
    """

    taken_out = models.OneToOneField(
        TakenOut, primary_key=True, on_delete=models.DB_CASCADE, related_name="file"
    )
    agency_id = models.UUIDField()
    member_id = models.UUIDField()
    sealed = models.BinaryField()
    until = models.DateTimeField()
    fetched = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        db_table = 'referrals"."taken_out_file'
