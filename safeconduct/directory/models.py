"""Services that can help: who offers what, to whom, in which languages, and how to reach them.

What is looked for lies laid out by need and place (`laid_out.py`), so that a search reads few rows of many.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from safeconduct.agencies.models import Agency, Team
from safeconduct.vocabulary.codes import (
    CONFIDENTIAL,
    WITH_AN_ADDRESS,
    Intake,
    PartnerWay,
    PlaceKind,
    Proceeding,
    Takes,
)
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.codes.offering import OfferedTo
from safeconduct.vocabulary.law import Law, law_of


class Entry(models.Model):
    """One service of one team, of this node or of a peer (from its card). No shelter's address stands here.

    Of whom it takes, None and an empty list mean that it has not said: nobody is refused by silence.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="entries")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="entries")
    service = models.TextField()
    needs = ArrayField(models.TextField())
    purpose = models.TextField()
    takes_children = models.BooleanField(default=False)
    hours = models.TextField(blank=True)
    open_days = ArrayField(models.SmallIntegerField(), default=list)
    """Weekdays, Monday 0; empty means day and night, unless `hours` say something else (`queries.hours`)."""
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    checked_on = models.DateField(null=True)
    places_free = models.PositiveIntegerField(null=True)
    """As the service's own team says; None while it says nothing. `places_as_of` is when it said so."""
    places_as_of = models.DateTimeField(null=True)
    ways = ArrayField(models.TextField(), default=list, db_default=[])
    """How a partner without a node is reached; empty for everybody who has one."""
    jurisdictions = ArrayField(models.TextField(), default=list, db_default=[])
    """Of which countries it practises the law, as it says itself; empty where it has not said."""
    proceeding_types = ArrayField(models.TextField(), default=list, db_default=[])
    place = models.TextField(blank=True, default="", db_default="")
    """What kind of place it is; "" has not been said, and is as closed as a shelter."""
    address = models.TextField(blank=True, default="", db_default="")
    contact = models.TextField(blank=True, default="", db_default="")
    """Its own number or address; of a confidential place there is that of its agency alone."""
    takes = ArrayField(models.TextField(), default=list, db_default=[])
    min_age = models.PositiveSmallIntegerField(null=True)
    max_age = models.PositiveSmallIntegerField(null=True)
    with_children = models.BooleanField(null=True)
    step_free = models.BooleanField(null=True)
    without_papers = models.BooleanField(null=True)
    from_abroad = models.BooleanField(null=True)
    """Whether it takes who comes from another country."""
    spoken = ArrayField(models.TextField(), default=list, db_default=[])
    """Languages that somebody there speaks; where none is named, those that the team reads."""
    interpreters = models.BooleanField(null=True)
    regions = ArrayField(models.TextField(), default=list, db_default=[])
    """ISO 3166-2 codes of where it works; none means the whole country."""
    intake = models.TextField(blank=True, default="", db_default="")
    audience = models.TextField(default=Audience.MEMBERS_ONLY.value, db_default="members_only")
    """Who outside the network may be told of it, as its agency says."""
    public_contact = models.TextField(blank=True, default="", db_default="")
    """What everybody may know of how to reach it; said by its agency, also of a place that is hidden."""
    tells_intake = models.BooleanField(default=False, db_default=False)
    """Whether everybody may know how soon somebody can come."""
    offered_to = models.TextField(default=OfferedTo.PEERS.value, db_default="peers")
    """To which other nodes it is offered, as its agency says; `offered_nodes` where they are named."""
    offered_nodes = ArrayField(models.TextField(), default=list, db_default=[])
    checks = models.JSONField(default=dict, db_default={})
    """When each part was said or checked last, and by which agency: `keeping/shown.py` reads it."""
    doubted_at = models.DateTimeField(null=True)
    """When a referral was declined for want of a place; None again as soon as places are said anew."""
    words = ArrayField(models.TextField(), default=list, db_default=[], editable=False)
    """Folded words by which it is found; kept by the database."""

    class Meta:
        db_table = 'directory"."entry'
        constraints = [
            models.UniqueConstraint(fields=["team", "service"], name="one_entry_per_team_and_service"),
            models.CheckConstraint(
                name="places_have_their_day",
                condition=models.Q(places_free=None, places_as_of=None)
                | models.Q(places_free__isnull=False, places_as_of__isnull=False),
            ),
            models.CheckConstraint(
                name="ways_are_listed",
                condition=models.Q(ways__contained_by=[way.value for way in PartnerWay]),
            ),
            models.CheckConstraint(
                name="practised_kinds_are_listed",
                condition=models.Q(proceeding_types__contained_by=[kind.value for kind in Proceeding]),
            ),
            models.CheckConstraint(
                name="kinds_of_places_are_listed", condition=models.Q(place__in=["", *PlaceKind])
            ),
            models.CheckConstraint(
                name="only_a_public_place_has_an_address",
                condition=models.Q(address="") | models.Q(place__in=[kind.value for kind in WITH_AN_ADDRESS]),
            ),
            models.CheckConstraint(
                name="a_secret_place_has_no_contact_of_its_own",
                condition=models.Q(contact="") | ~models.Q(place__in=["", *sorted(CONFIDENTIAL)]),
            ),
            models.CheckConstraint(
                name="whom_it_takes_is_listed",
                condition=models.Q(takes__contained_by=[one.value for one in Takes]),
            ),
            models.CheckConstraint(name="audiences_are_listed", condition=models.Q(audience__in=[*Audience])),
            models.CheckConstraint(name="offers_are_listed", condition=models.Q(offered_to__in=[*OfferedTo])),
            models.CheckConstraint(name="intakes_are_listed", condition=models.Q(intake__in=["", *Intake])),
            models.CheckConstraint(
                name="ages_in_their_order",
                condition=models.Q(min_age=None)
                | models.Q(max_age=None)
                | models.Q(min_age__lte=models.F("max_age")),
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="entry_words", opclasses=["array_ops"]),
            models.Index(
                fields=["agency"], name="entry_for_others", condition=~models.Q(audience="members_only")
            ),
        ]

    @property
    def law(self) -> Law:
        """Which law it says that it practises."""
        return law_of(self.jurisdictions, self.proceeding_types)

    @property
    def is_confidential(self) -> bool:
        """Whether where it is must not be known."""
        return self.place not in set(PlaceKind) - CONFIDENTIAL
