"""Agreements of two agencies to show each other their free places, and the counts. Numbers, codes and days."""

import uuid

from django.db import models
from django.db.models import F, Q

from safeconduct.referrals.beds.rules import KINDS, MOST, State
from safeconduct.referrals.moves import Side

STATES = [state.value for state in State]
SIDES = [side.value for side in Side]
BEFORE_TWO = [State.PROPOSED.value, State.CAME.value, State.ONE_YES.value, State.ENDED.value]


class BedAgreement(models.Model):
    """One side of an agreement. `shared` is its name on both sides, `handle` that of its road. Its end deletes it here.

    One that the other side has ended stays for thirty days, so that it is seen who did and when; it lets nothing in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    shared = models.UUIDField()
    side = models.TextField(choices=[(side, side) for side in SIDES])
    """Sender where this agency asked."""
    agency_id = models.UUIDField()
    other_agency_id = models.UUIDField()
    peer = models.TextField()
    handle = models.TextField()
    state = models.TextField()
    first_by = models.UUIDField(null=True)
    second_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    message = models.UUIDField(null=True)
    """The last message that asked or agreed."""
    has_begun = models.BooleanField(default=False, db_default=False)
    """Whether the other side was told our last count when it was agreed; later ones go when they are counted."""

    class Meta:
        db_table = 'referrals"."bed_agreement'
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "other_agency_id"], name="one_bed_agreement_of_two_agencies"
            ),
            models.CheckConstraint(
                condition=Q(state__in=STATES, side__in=SIDES), name="a_bed_agreement_stands_somewhere"
            ),
            models.CheckConstraint(
                condition=~Q(agency_id=F("other_agency_id")), name="a_bed_agreement_is_of_two"
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("first_by")), name="two_people_agree_to_it"
            ),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_TWO) | Q(second_by__isnull=False),
                name="what_was_agreed_has_two",
            ),
        ]


class BedCount(models.Model):
    """How many places of a kind an agency had free on a day: the own ones, or by an agreement those of another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    """Who holds the row."""
    of_agency = models.UUIDField()
    """Whose beds."""
    day = models.DateField()
    service = models.TextField()
    free = models.IntegerField()
    total = models.IntegerField(null=True)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."bed_count'
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "of_agency", "day", "service"], name="one_bed_count_a_day"
            ),
            models.CheckConstraint(
                condition=Q(service__in=[str(kind) for kind in KINDS], free__gte=0, free__lte=MOST)
                & (Q(total=None) | Q(total__gte=F("free"), total__lte=MOST)),
                name="a_bed_count_is_of_a_kind_with_beds",
            ),
        ]
