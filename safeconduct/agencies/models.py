"""Who works here: agencies of this node and of its peers, their teams, and the members of our own.

Nothing here is about a person in a case, so these tables carry no row policies; the serving roles may
only read them. They are written by the owner, from the node's file and the peers' cards, and by the functions through
which an administrator acts (`migrations/sql`).
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from safeconduct.agencies.four_eyes import models as _four_eyes  # noqa: F401 - known to Django from here
from safeconduct.agencies.preferences import Digest
from safeconduct.agencies.processing import models as _processing  # noqa: F401 - known to Django from here
from safeconduct.agencies.rules import may_have_cases
from safeconduct.agencies.statements import models as _statements  # noqa: F401 - known to Django from here
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.labels import label


class Agency(models.Model):
    """An organisation with a seat on this node, or on a peer's (`node` says whose)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    node = models.TextField()
    name = models.TextField()
    country = models.CharField(max_length=2)
    sector = models.TextField(choices=[(s.value, s.value) for s in Sector])
    languages = ArrayField(models.TextField(), default=list)
    duty_number = models.TextField(blank=True)

    class Meta:
        db_table = 'agencies"."agency'

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"


class Team(models.Model):
    """A group in an agency that receives referrals, and the professions it opens sections to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.TextField()
    professions = ArrayField(models.TextField(), default=list)
    languages = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = 'agencies"."team'

    def __str__(self) -> str:
        return f"{self.name}, {self.agency.name}"


class Member(models.Model):
    """A professional's place in one agency of this node, with one profession."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    profession = models.TextField(choices=[(p.value, p.value) for p in Profession])
    supervises = models.BooleanField(default=False)
    keeps_node = models.BooleanField(default=False, db_default=False)
    """An administrator who answers for the node itself: its agencies, their administrators, and its peers."""
    suspended_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    """The place ended for good: who has left is suspended too. The row stays, since records name it."""
    language = models.TextField(blank=True, default="", db_default="")
    """In which language the pages and mails speak to the member; "" until something is chosen."""
    shortcuts = models.BooleanField(default=True, db_default=True)
    """Whether single keys act on this member's pages (WCAG 2.1.4)."""
    digest = models.TextField(
        choices=[(d.value, d.value) for d in Digest], default="working_days", db_default="working_days"
    )
    digest_hour = models.PositiveSmallIntegerField(default=8, db_default=8)
    """On which days, and from which hour of the agency's country, one mail says how much waits."""

    class Meta:
        db_table = 'agencies"."member'
        constraints = [
            models.UniqueConstraint(fields=["agency", "user"], name="one_place_per_agency"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(suspended_at__isnull=False), name="who_left_is_suspended"
            ),
            models.CheckConstraint(
                condition=Q(keeps_node=False) | Q(profession=Profession.ADMINISTRATOR.value),
                name="only_administrators_keep_the_node",
            ),
            models.CheckConstraint(
                condition=Q(language__regex=r"^([a-z]{2,3}(-[A-Za-z]+)?)?$"), name="language_is_a_tag"
            ),
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="an_hour_of_the_day"),
        ]

    @cached_property
    def teams(self) -> tuple[uuid.UUID, ...]:
        """The teams in which the member has a seat; asked once for each time the member is read."""
        return tuple(self.seats.values_list("team_id", flat=True))

    @property
    def has_lists(self) -> bool:
        """Whether the list of the agency's referrals is for this member at all."""
        return may_have_cases(Profession(self.profession))

    def __str__(self) -> str:
        return f"{self.name}, {label(Profession(self.profession))}, {self.agency.name}"


class Coordination(models.Model):
    """A coordinator named by an agency: reads its envelopes that were escalated, never any content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="coordinations")
    coordinator = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="coordinations")

    class Meta:
        db_table = 'agencies"."coordination'
        constraints = [
            models.UniqueConstraint(fields=["agency", "coordinator"], name="named_once_per_agency")
        ]


class Seat(models.Model):
    """A member's place in a team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="seats")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        db_table = 'agencies"."seat'
        constraints = [models.UniqueConstraint(fields=["member", "team"], name="one_seat_per_team")]
