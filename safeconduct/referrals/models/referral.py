"""The referral's envelope on this side, its moves and its texts.

An envelope holds codes, dates and agencies: no person and no free text. Each side has rows of its own, also
when both agencies share a node.
"""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import Proceeding, TransferGround
from safeconduct.vocabulary.law import Law, law_of


class Referral(models.Model):
    """One request to one team, as this side's agency holds it. `shared` is its name on both sides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    shared = models.UUIDField()
    side = models.TextField(choices=[(side.value, side.value) for side in Side])
    agency_id = models.UUIDField()
    other_agency_id = models.UUIDField()
    peer = models.TextField()
    team_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    handle = models.TextField(blank=True)
    reference = models.TextField()
    service = models.TextField()
    need = models.TextField(blank=True)
    urgency = models.TextField()
    purpose = models.TextField()
    country = models.CharField(max_length=2)
    state = models.TextField(choices=[(state.value, state.value) for state in State])
    head = models.TextField()
    created_at = models.DateTimeField()
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    clock_from = models.DateTimeField(null=True)
    """Where the running clock began, where that is not the beginning of the state."""
    clock_cites = models.JSONField(null=True)
    """The agreement under which the running clock began here; it stays what it was while the clock runs."""
    flags = ArrayField(models.TextField(), default=list)
    consent_id = models.UUIDField(null=True)
    consent_version = models.IntegerField(null=True)
    consent = models.JSONField(default=dict)
    at_once = ArrayField(models.TextField(), default=list)
    held_back = ArrayField(models.TextField(), default=list)
    taken_back = ArrayField(models.TextField(), default=list)
    worker_id = models.UUIDField(null=True)
    offer_message = models.UUIDField(null=True)
    holder_answer = models.TextField(blank=True)
    preview_seen = models.BooleanField(default=False)
    has_guardian = models.BooleanField(default=False)
    phoned_at = models.DateTimeField(null=True)
    capacity = models.TextField(blank=True)
    last_news_at = models.DateTimeField(null=True)
    previous = models.UUIDField(null=True)
    next = models.UUIDField(null=True)
    copied_there = ArrayField(models.TextField(), default=list, db_default=[])
    """What the receiver has taken over into a file of its own, as it said; a taking back does not reach it there."""
    part_of = models.UUIDField(null=True)
    """The received referral from which this one goes on, by its name on both sides."""
    chain = ArrayField(models.TextField(), null=True)
    """Who along the chain may know of it, as the person said: "first", "next"; None while nobody has asked."""
    onward = models.JSONField(default=list, db_default=[])
    """At the sender: that its receiver referred on, as it said; agency, country, service and day, no content; `back`
    is how that stands after a taking back here."""
    kept_on = ArrayField(models.TextField(), default=list, db_default=[])
    """What the person lets go on although it was taken back at the link before: sections, or "all"."""
    first_told = models.TextField(blank=True, default="", db_default="")
    """What the clock last told one link back after a taking back."""
    further = models.JSONField(default=dict, db_default={})
    """What the sender's envelope had that this release does not know; written again when the envelope is."""
    transfer_ground = models.TextField(blank=True, default="", db_default="")
    """On which ground what goes from this side leaves the European Union, where one is asked; each side has its own."""
    transfer_number = models.TextField(blank=True, default="", db_default="")
    jurisdictions = ArrayField(models.TextField(), default=list, db_default=[])
    """Of which countries the law is asked about, where legal help is; with the kinds of proceedings (ADR 0030)."""
    proceeding_types = ArrayField(models.TextField(), default=list, db_default=[])
    enquiry = models.UUIDField(null=True)
    """The enquiry without a name from whose yes it was made, by its name on both sides; goes with this row."""

    class Meta:
        db_table = 'referrals"."referral'
        constraints = [
            models.UniqueConstraint(fields=["shared", "side"], name="one_row_a_side"),
            models.UniqueConstraint(fields=["agency_id", "reference"], name="one_reference_an_agency"),
            models.CheckConstraint(condition=~Q(agency_id=F("other_agency_id")), name="two_agencies"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(consent_id__isnull=False, consent_version__isnull=False),
                name="sent_on_a_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(side="sender"), name="only_the_sender_drafts"
            ),
            models.CheckConstraint(condition=~Q(state="closed") | Q(due_at=None), name="closed_has_no_clock"),
            models.CheckConstraint(
                condition=Q(part_of=None) | Q(chain__isnull=False, side="sender"),
                name="only_what_was_asked_goes_on",
            ),
            models.CheckConstraint(
                condition=Q(transfer_ground__in=["", *TransferGround]), name="a_listed_transfer_ground"
            ),
            models.CheckConstraint(
                condition=Q(proceeding_types__contained_by=[kind.value for kind in Proceeding]),
                name="asked_kinds_are_listed",
            ),
        ]
        indexes = [
            models.Index(fields=["agency_id", "side", "state", "due_at"], name="referrals_of_an_agency"),
            models.Index(fields=["case_id"], name="referrals_of_a_case"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="referrals_due"),
            models.Index(fields=["worker_id"], name="referrals_of_a_worker"),
            models.Index(
                fields=["team_id", "agency_id", "side"],
                condition=Q(worker_id=None),
                name="referrals_nobody_has",
            ),
            models.Index(fields=["part_of"], condition=Q(part_of__isnull=False), name="referrals_that_go_on"),
            models.Index(
                fields=["enquiry"], condition=Q(enquiry__isnull=False), name="referrals_of_an_enquiry"
            ),
            models.Index(fields=["state"], name="referrals_by_state"),
            models.Index(fields=["agency_id"], condition=Q(due_at__isnull=False), name="clocks_of_an_agency"),
            models.Index(fields=["agency_id", "side", "created_at"], name="referrals_by_age"),
            models.Index(fields=["team_id"], name="referrals_to_a_team"),
            models.Index(
                fields=["peer"],
                condition=~Q(state__in=["draft", "closed"]),
                name="referrals_open_with_a_peer",
            ),
            models.Index(
                fields=["id"], condition=Q(flags__contains=["not_delivered"]), name="referrals_not_delivered"
            ),
            models.Index(
                fields=["id"],
                condition=Q(flags__contains=["consent_ending"]),
                name="referrals_consent_ending",
            ),
        ]

    @property
    def clock_began(self) -> datetime:
        """Where the running clock began; its steps are shares of the time until `due_at`."""
        return self.clock_from or self.since

    @property
    def law(self) -> Law:
        """Which law is asked about; empty for every other need, and where nobody has said."""
        return law_of(self.jurisdictions, self.proceeding_types)


class Text(models.Model):
    """A free text of a referral: it names one section, lies under that section's key and goes when that goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="texts")
    agency_id = models.UUIDField()
    case_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    kind = models.TextField()
    language = models.TextField()
    side = models.TextField()
    role = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."text'
        indexes = [
            models.Index(fields=["referral", "at"], name="texts_of_a_referral"),
            models.Index(fields=["case_id"], name="texts_of_a_case"),
        ]


class StoredMove(models.Model):
    """One move of the shared history, as both sides hold it. What stands is recomputed from the whole set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(
        Referral, on_delete=models.DO_NOTHING, db_index=False, related_name="moves"
    )  # `one_row_a_move` finds them
    agency_id = models.UUIDField()
    hash = models.TextField()
    event = models.TextField()
    side = models.TextField()
    at = models.DateTimeField()
    data = models.JSONField()
    role = models.TextField(blank=True)
    ordinal = models.IntegerField(null=True)
    told = models.BooleanField(default=True)

    class Meta:
        db_table = 'referrals"."move'
        constraints = [
            models.UniqueConstraint(fields=["referral", "hash"], name="one_row_a_move"),
            models.UniqueConstraint(
                fields=["referral", "ordinal"], name="one_move_a_place", deferrable=models.Deferrable.DEFERRED
            ),
        ]
