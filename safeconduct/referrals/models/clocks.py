"""What a clock has noted, who was asked to act, and the periods and mails of this node."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from safeconduct.referrals.clocks import Asker, Step, Wish
from safeconduct.referrals.moves import Side


class Escalation(models.Model):
    """One step of a clock that nobody stopped, noted once: who is reminded follows from the step.

    It stands only at the side whose turn it is. `since` is where the clock began: a new clock has new steps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.DB_CASCADE, related_name="escalations"
    )
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
    referral = models.ForeignKey("referrals.Referral", on_delete=models.DB_CASCADE, related_name="spoken")
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
    clock has carried it on, to the other node or into the mails here. One of each wish a day, whoever asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.DB_CASCADE, related_name="nudges")
    agency_id = models.UUIDField()
    since = models.DateTimeField()
    toward = models.TextField(choices=[(side.value, side.value) for side in Side])
    asker = models.TextField(choices=[(asker.value, asker.value) for asker in Asker])
    at = models.DateTimeField()
    day = models.DateField()
    told_at = models.DateTimeField(null=True)
    wish = models.TextField(
        choices=[(wish.value, wish.value) for wish in Wish], default=Wish.ACT, db_default=Wish.ACT
    )
    of_worker = models.UUIDField(null=True)
    """Whose it was when a coordinator asked that it be given to a colleague; None for nobody's."""

    class Meta:
        db_table = 'referrals"."nudge'
        constraints = [
            models.UniqueConstraint(fields=["referral", "toward", "day", "wish"], name="one_nudge_a_day"),
            models.CheckConstraint(
                condition=Q(wish=Wish.ACT, of_worker=None) | Q(wish=Wish.GIVE, asker=Asker.COORDINATOR),
                name="only_a_coordinator_asks_to_give",
            ),
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
        "referrals.Referral", primary_key=True, on_delete=models.DB_CASCADE, related_name="about_child"
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
    cites = models.JSONField(null=True)
    """The agreement that it follows, as `referrals/citing.py` writes it; None where nobody has named one."""

    class Meta:
        db_table = 'referrals"."agreed_period'
        constraints = [
            models.UniqueConstraint(fields=["state", "urgency"], name="one_period_a_clock"),
            models.CheckConstraint(
                condition=Q(hours__gt=0, working_days=0) | Q(hours=0, working_days__gt=0),
                name="either_hours_or_working_days",
            ),
        ]


class AgreedOnce(models.Model):
    """All periods as they were agreed on at a moment, with what they follow: the history of `AgreedPeriod`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    periods = models.JSONField()

    class Meta:
        db_table = 'referrals"."agreed_once'
        indexes = [models.Index(fields=["-at"], name="agreed_lately")]


class Mailed(models.Model):
    """A member's mail of this day: the row is there before the mail goes, so that two workers send one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member_id = models.UUIDField()
    day = models.DateField()

    class Meta:
        db_table = 'referrals"."mailed'
        constraints = [models.UniqueConstraint(fields=["member_id", "day"], name="one_mail_a_day")]
