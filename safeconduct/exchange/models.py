"""What the exchange keeps: peers, numbers, what waits to go, what came, receipts, what is held back."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Peer(models.Model):
    """Another node (or this one: agencies of one node take the same road), with the card a human confirmed.

    A card with other keys is kept in `offered` and changes nothing until somebody confirms it. Nothing goes to a
    peer that is held or suspended, and nothing of it is believed.
    """

    node = models.TextField(primary_key=True)
    card = models.JSONField()
    fingerprint = models.TextField()
    confirmed_at = models.DateTimeField()
    offered = models.JSONField(null=True)
    held_since = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    """When its card was last asked for."""
    reached_at = models.DateTimeField(null=True)
    """When it last gave its card."""
    turned_at = models.DateTimeField(null=True)
    """When it last came with other keys that it had promised."""

    class Meta:
        db_table = 'exchange"."peer'


class Handle(models.Model):
    """The opaque name of a case for one pair of agencies, made by the sending side."""

    handle = models.TextField(primary_key=True)
    case_id = models.UUIDField()
    sender = models.UUIDField()
    recipient = models.UUIDField()

    class Meta:
        db_table = 'exchange"."handle'
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "sender", "recipient"], name="one_handle_a_case_and_pair"
            )
        ]


class Lane(models.Model):
    """The next number in one direction of one lane. A locked row: a sequence would leave gaps at a rollback."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    inward = models.BooleanField()
    handle = models.TextField()
    sender = models.UUIDField()
    recipient = models.UUIDField()
    lane = models.TextField()
    next = models.BigIntegerField(default=1)
    leap_after = models.BigIntegerField(null=True)
    """After a restore: the last number that the restored node knows to have taken, of one side or the other."""
    leap_to = models.BigIntegerField(null=True)
    """The number with which it goes on, until both sides have agreed on the next one."""

    class Meta:
        db_table = 'exchange"."lane'
        constraints = [
            models.UniqueConstraint(
                fields=["inward", "handle", "sender", "recipient", "lane"], name="one_row_a_lane"
            ),
            models.CheckConstraint(
                condition=Q(leap_after=None, leap_to=None)
                | Q(leap_after__isnull=False, leap_to__isnull=False),
                name="a_leap_has_both_ends",
            ),
        ]


class Outgoing(models.Model):
    """A sealed message on its way. The table is the queue; the pump takes the head of each lane first."""

    WAITING, SENT, REFUSED, VOIDED = "waiting", "sent", "refused", "voided"

    id = models.UUIDField(primary_key=True)
    agency_id = models.UUIDField()
    peer = models.TextField()
    case_id = models.UUIDField(null=True)
    referral_id = models.UUIDField(null=True)
    handle = models.TextField()
    recipient = models.UUIDField()
    lane = models.TextField()
    sequence = models.BigIntegerField()
    type = models.TextField()
    event = models.JSONField()
    object_hash = models.TextField()
    sections = ArrayField(models.TextField(), default=list)
    consent_id = models.UUIDField(null=True)
    posted_at = models.DateTimeField()
    expires = models.DateTimeField()
    state = models.TextField(default=WAITING)
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        db_table = 'exchange"."outgoing'
        constraints = [
            models.UniqueConstraint(
                fields=["handle", "agency_id", "recipient", "lane", "sequence"],
                condition=Q(state__in=["waiting", "sent"]),
                name="one_message_a_number",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | Q(state="voided")
                | Q(state__in=["sent", "refused"], answered_at__isnull=False),
                name="answered_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["peer", "lane", "handle", "sequence"],
                condition=Q(state="waiting"),
                name="outgoing_waiting",
            ),
            models.Index(fields=["referral_id"], name="outgoing_of_a_referral"),
            models.Index(fields=["peer", "answered_at"], condition=Q(state="sent"), name="outgoing_answered"),
            models.Index(
                fields=["answered_at"],
                condition=Q(state__in=["sent", "refused"]) & ~Q(event={}),
                name="outgoing_kept_sealed",
            ),
        ]


class Incoming(models.Model):
    """A message that was taken in, once: what it was, never what it said."""

    message_id = models.UUIDField(primary_key=True)
    peer = models.TextField()
    agency_id = models.UUIDField()
    sender = models.UUIDField()
    handle = models.TextField()
    lane = models.TextField()
    sequence = models.BigIntegerField()
    type = models.TextField()
    object_hash = models.TextField()
    referral_id = models.UUIDField(null=True)
    status = models.TextField()
    reason = models.TextField(blank=True)
    received_at = models.DateTimeField()

    class Meta:
        db_table = 'exchange"."incoming'
        constraints = [
            models.UniqueConstraint(
                fields=["handle", "sender", "agency_id", "lane", "sequence"], name="a_number_is_taken_once"
            )
        ]
        indexes = [
            models.Index(fields=["referral_id"], name="incoming_of_a_referral"),
            models.Index(fields=["peer", "received_at"], name="incoming_of_a_peer"),
        ]


class StoredReceipt(models.Model):
    """A signed receipt, issued here or come back from a peer; both sides keep it."""

    digest = models.TextField(primary_key=True)
    message_id = models.UUIDField()
    referral_id = models.UUIDField(null=True)
    agency_id = models.UUIDField()
    peer = models.TextField()
    step = models.TextField()
    at = models.DateTimeField()
    receipt = models.JSONField()

    class Meta:
        db_table = 'exchange"."receipt'
        indexes = [
            models.Index(fields=["message_id"], name="receipt_of_a_message"),
            models.Index(fields=["referral_id"], name="receipt_of_a_referral"),
        ]


class HeldBack(models.Model):
    """Consented sections that wait for acceptance: sealed to the recipient, without a number."""

    WAITING, RELEASED, VOID = "waiting", "released", "void"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    referral_id = models.UUIDField()
    agency_id = models.UUIDField()
    peer = models.TextField()
    sections = ArrayField(models.TextField())
    revision = models.IntegerField()
    consent_id = models.UUIDField()
    consent_version = models.IntegerField()
    recipient_key = models.TextField()
    held = models.JSONField(null=True)
    state = models.TextField(default=WAITING)
    made_at = models.DateTimeField()

    class Meta:
        db_table = 'exchange"."held_back'
        indexes = [
            models.Index(fields=["referral_id", "revision"], name="held_of_a_referral"),
            models.Index(
                fields=["peer", "recipient_key"], condition=Q(state="waiting"), name="parts_that_wait"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["referral_id"], condition=Q(state="waiting"), name="one_waiting_part_a_referral"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", held__isnull=False) | ~Q(state="waiting"),
                name="waiting_has_its_object",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | Q(held__isnull=True), name="void_has_no_object"
            ),
        ]


class Quarantined(models.Model):
    """Something that came and could not be believed: its fault and size, nothing of its content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    peer = models.TextField()
    claimed_id = models.UUIDField(null=True)
    fault = models.TextField()
    size = models.IntegerField()
    received_at = models.DateTimeField()

    class Meta:
        db_table = 'exchange"."quarantined'
        indexes = [models.Index(fields=["received_at"], name="quarantined_when")]


class CatchingUp(models.Model):
    """How far two nodes are with the numbers of their lanes, after one of them was restored from a backup.

    `ours` says whether it was this node. The counts are of that side's restore: lanes and messages of which we lack
    something, of which they did, what was sent again, what went as a void in its place, and histories given back.
    """

    OPEN, SETTLED, DONE, NOT_SPOKEN = "open", "settled", "done", "not_spoken"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    peer = models.TextField()
    ours = models.BooleanField()
    epoch = models.BigIntegerField()
    state = models.TextField(default=OPEN)
    after = models.JSONField(null=True)
    """The lane at which the last page ended."""
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField()
    begun_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    lanes_behind = models.IntegerField(default=0)
    behind = models.IntegerField(default=0)
    lanes_ahead = models.IntegerField(default=0)
    ahead = models.IntegerField(default=0)
    again = models.IntegerField(default=0)
    voided = models.IntegerField(default=0)
    told = models.IntegerField(default=0)

    class Meta:
        db_table = 'exchange"."catching_up'
        constraints = [
            models.UniqueConstraint(fields=["peer", "ours"], name="one_row_a_peer_and_side"),
            models.CheckConstraint(condition=Q(epoch__gt=0), name="an_epoch_is_above_none"),
            models.CheckConstraint(
                condition=Q(state="done", ended_at__isnull=False) | ~Q(state="done"), name="done_has_an_end"
            ),
        ]


class AskedBack(models.Model):
    """A lane of which a restored peer has asked something back, until the worker has seen to it.

    `inward`: the peer sends on it, and asks what we know of its messages from `number` on. Otherwise we send on it,
    and it asks for these messages again. `below` is the first number that is not meant, `last` the last that the peer
    knows to have taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    peer = models.TextField()
    inward = models.BooleanField()
    handle = models.TextField()
    sender = models.UUIDField()
    recipient = models.UUIDField()
    lane = models.TextField()
    number = models.BigIntegerField()
    below = models.BigIntegerField()
    last = models.BigIntegerField(default=0)

    class Meta:
        db_table = 'exchange"."asked_back'
        constraints = [
            models.UniqueConstraint(
                fields=["inward", "handle", "sender", "recipient", "lane"], name="asked_back_once_a_lane"
            )
        ]
        indexes = [models.Index(fields=["peer"], name="asked_back_by_a_peer")]
