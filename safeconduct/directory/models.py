"""Services that can help: who offers what, to whom, in which languages, and how to reach them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from safeconduct.agencies.models import Agency, Team
from safeconduct.vocabulary.codes import PartnerWay, Proceeding
from safeconduct.vocabulary.law import Law, law_of


class Entry(models.Model):
    """One service of one team, of this node or of a peer (from its card). No shelter's address stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="entries")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="entries")
    service = models.TextField()
    needs = ArrayField(models.TextField())
    purpose = models.TextField()
    takes_children = models.BooleanField(default=False)
    hours = models.TextField(blank=True)
    open_days = ArrayField(models.SmallIntegerField(), default=list)
    """Weekdays, Monday 0; empty means day and night."""
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
        ]

    @property
    def law(self) -> Law:
        """Which law it says that it practises."""
        return law_of(self.jurisdictions, self.proceeding_types)
