"""What is said of a referral apart from it: that it has changed, and that two sides disagree after a restore."""

import uuid

from django.db import models

from safeconduct.referrals.clocks import GapKind


class FeedLine(models.Model):
    """Something has changed about a referral: which, what kind and when, for a member's own software. References only.

    Written by the database at the commit of what it tells (`migrations/sql/0005_feed.sql`), without a gap in an agency.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    # Without a constraint: to check it, a commit that numbers its lines would wait for whoever holds the referral, who
    # may be waiting for the numbers. A draft, which alone is deleted, has no line.
    referral = models.ForeignKey(
        "referrals.Referral",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,  # `feed_of_a_referral` finds them
        related_name="feed_lines",
    )
    number = models.BigIntegerField()
    kind = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."feed_line'
        constraints = [models.UniqueConstraint(fields=["agency_id", "number"], name="one_line_a_number")]
        indexes = [models.Index(fields=["referral", "at"], name="feed_of_a_referral")]


class Gap(models.Model):
    """What a restore has left between the two sides of a referral, until somebody has telephoned.

    What the other side said of it: the reference, where it stands there, and no person. The referral itself may not be
    here any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in GapKind])
    shared = models.UUIDField()
    agency_id = models.UUIDField()
    other_agency_id = models.UUIDField()
    peer = models.TextField()
    reference = models.TextField()
    service = models.TextField()
    state = models.TextField()
    """Where it stands at the side that has it."""
    created_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."gap'
        constraints = [
            models.UniqueConstraint(fields=["shared", "agency_id", "kind"], name="one_gap_a_side_and_kind")
        ]
