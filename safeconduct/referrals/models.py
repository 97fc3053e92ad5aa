"""The referral's envelope on this side, its moves, and what its authors must be told.

An envelope holds codes, dates and agencies: no person and no free text. Each side has rows of its own, also
when both agencies share a node.
"""

import uuid
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safeconduct.referrals.clocks import Asker, GapKind, Step
from safeconduct.referrals.conferring import models as _conferring  # noqa: F401 - known to Django from here
from safeconduct.referrals.holders import models as _holders  # noqa: F401 - known to Django from here
from safeconduct.referrals.lists.codes import Taking, Waiting
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.partners import models as _partners  # noqa: F401 - known to Django from here
from safeconduct.referrals.tasks import models as _tasks  # noqa: F401 - known to Django from here
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
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="moves")
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


class Escalation(models.Model):
    """One step of a clock that nobody stopped, noted once: who is reminded follows from the step.

    It stands only at the side whose turn it is. `since` is where the clock began: a new clock has new steps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.DB_CASCADE, related_name="escalations")
    agency_id = models.UUIDField()
    since = models.DateTimeField()
    step = models.TextField(choices=[(step.value, step.value) for step in Step])
    at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."escalation'
        indexes = [
            models.Index(fields=["agency_id"], name="steps_of_an_agency"),
            models.Index(fields=["at"], name="steps_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["referral", "since", "step"], name="one_row_a_step_of_a_clock")
        ]


class Spoken(models.Model):
    """A member has spoken to the other side: the member's own reminders rest, the clock does not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.DB_CASCADE, related_name="spoken")
    agency_id = models.UUIDField()
    member_id = models.UUIDField()
    spoken_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."spoken'
        constraints = [
            models.CheckConstraint(
                condition=Q(spoken_at__lte=F("recorded_at") + timedelta(minutes=5)),
                name="spoken_before_it_is_recorded",
            )
        ]
        indexes = [models.Index(fields=["member_id", "referral"], name="spoken_by_a_member")]


class Nudge(models.Model):
    """Somebody asks the side whose time is over to act. It quiets nothing, stops no clock, and goes with the clock.

    Who asked is known as a code only, to whoever is asked. `toward` is the side that is asked; `told_at` is when the
    clock has carried it on, to the other node or into the mails here. One a day, whoever asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.DB_CASCADE, related_name="nudges")
    agency_id = models.UUIDField()
    since = models.DateTimeField()
    toward = models.TextField(choices=[(side.value, side.value) for side in Side])
    asker = models.TextField(choices=[(asker.value, asker.value) for asker in Asker])
    at = models.DateTimeField()
    day = models.DateField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'referrals"."nudge'
        constraints = [
            models.UniqueConstraint(fields=["referral", "toward", "day"], name="one_nudge_a_day"),
        ]
        indexes = [
            models.Index(fields=["told_at"], name="nudges_to_carry", condition=Q(told_at=None)),
            models.Index(fields=["agency_id"], name="nudges_of_an_agency"),
            models.Index(fields=["told_at"], condition=Q(told_at__isnull=False), name="nudges_by_time"),
        ]


class AboutChild(models.Model):
    """A referral whose person is a child, or may be one, as far as its profile says so on this side.

    Apart from the envelope, which a coordinator reads; the clock, which opens no section, must know it to alarm at
    once. It goes when access to the profile does, and when the referral is over.
    """

    referral = models.OneToOneField(
        Referral, primary_key=True, on_delete=models.DB_CASCADE, related_name="about_child"
    )
    agency_id = models.UUIDField()

    class Meta:
        db_table = 'referrals"."about_child'


class AgreedPeriod(models.Model):
    """How long a state may last on this node, where its agencies agreed on another period than the default."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    state = models.TextField()
    urgency = models.TextField()
    hours = models.PositiveIntegerField(default=0)
    working_days = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = 'referrals"."agreed_period'
        constraints = [
            models.UniqueConstraint(fields=["state", "urgency"], name="one_period_a_clock"),
            models.CheckConstraint(
                condition=models.Q(hours__gt=0, working_days=0) | models.Q(hours=0, working_days__gt=0),
                name="either_hours_or_working_days",
            ),
        ]


class FeedLine(models.Model):
    """Something has changed about a referral: which, what kind and when, for a member's own software. References only.

    Written by the database at the commit of what it tells (`migrations/sql/0005_feed.sql`), without a gap in an agency.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    # Without a constraint: to check it, a commit that numbers its lines would wait for whoever holds the referral, who
    # may be waiting for the numbers. A draft, which alone is deleted, has no line.
    referral = models.ForeignKey(
        Referral, on_delete=models.DO_NOTHING, db_constraint=False, related_name="feed_lines"
    )
    number = models.BigIntegerField()
    kind = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."feed_line'
        constraints = [models.UniqueConstraint(fields=["agency_id", "number"], name="one_line_a_number")]
        indexes = [models.Index(fields=["referral", "at"], name="feed_of_a_referral")]


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
    referral = models.ForeignKey(Referral, on_delete=models.DB_CASCADE, related_name="put_away")
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


class Mailed(models.Model):
    """A member's mail of this day: the row is there before the mail goes, so that two workers send one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member_id = models.UUIDField()
    day = models.DateField()

    class Meta:
        db_table = 'referrals"."mailed'
        constraints = [models.UniqueConstraint(fields=["member_id", "day"], name="one_mail_a_day")]


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
