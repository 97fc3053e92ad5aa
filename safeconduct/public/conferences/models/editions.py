"""One conference of a series: when and where, how many seats, and for whom they are kept."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from safeconduct.public import settings
from safeconduct.public.conferences.models.professions import professions
from safeconduct.public.pages.models import countries


def languages() -> list[tuple[str, str]]:
    """The languages of the site, each by its own name."""
    return settings.LANGUAGES


class Scope(models.TextChoices):
    """For whom an edition is."""

    LOCAL = "local", _("local")
    TRANSNATIONAL = "transnational", _("transnational")


class EditionState(models.TextChoices):
    """How far an edition is. It is announced by the page that names it, which two people have approved."""

    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open for registration")
    CLOSED = "closed", _("registration closed")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Edition(models.Model):
    """A conference. `code` stands in addresses; all times are kept in UTC and shown in `time_zone`.

    `name` and `funding` are in `language`; other languages have an `EditionText`. `revision` counts what calendars must
    learn of (times, places, what is cancelled), `announced_at` is when readers first saw it.
    """

    objects: models.Manager["Edition"]
    series = models.CharField(_("Series"), max_length=120)
    name = models.CharField(_("Name"), max_length=160)
    code = models.SlugField(_("Code in addresses"), max_length=40, unique=True)
    scope = models.CharField(_("For whom"), max_length=16, choices=Scope, default=Scope.LOCAL)
    state = models.CharField(_("State"), max_length=16, choices=EditionState, default=EditionState.DRAFT)
    country = models.CharField(_("Country"), max_length=2, choices=countries)
    place = models.CharField(_("Place"), max_length=160)
    time_zone = models.CharField(_("Time zone"), max_length=40, default="Europe/Bucharest")
    starts_at = models.DateTimeField(_("Begins"))
    ends_at = models.DateTimeField(_("Ends"))
    opens_at = models.DateTimeField(_("Registration opens"))
    closes_at = models.DateTimeField(_("Registration closes"))
    seats = models.PositiveIntegerField(_("Seats"))
    interpretation = models.JSONField(_("Languages of interpretation"), default=list, blank=True)
    organiser = models.CharField(_("Organiser"), max_length=120)
    contact = models.EmailField(_("Address for questions"))
    offer_hours = models.PositiveSmallIntegerField(_("Hours in which an offered seat is taken"), default=48)
    keeps_days = models.PositiveSmallIntegerField(_("Days after which registrations are erased"), default=180)
    funding = models.TextField(_("Funding statement"), max_length=600, blank=True)
    language = models.CharField(
        _("Language of its first texts"), max_length=12, choices=languages, default="en", db_default="en"
    )
    shows_budget = models.BooleanField(_("Show the budget in public"), default=False, db_default=False)
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    moved_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_told = models.BooleanField(default=False, db_default=False, editable=False)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True, db_default=Now())
    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("Conference")
        verbose_name_plural = _("Conferences")
        permissions = [("organise", "May organise conferences")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="edition_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="registration_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Quota(models.Model):
    """At most so many seats for a profession, for a country, or for a profession of a country; empty is any."""

    objects: models.Manager["Quota"]
    edition_id: int
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotas")
    profession = models.CharField(_("Profession"), max_length=40, choices=professions, blank=True)
    country = models.CharField(_("Country"), max_length=2, choices=countries, blank=True)
    seats = models.PositiveIntegerField(_("Seats"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "profession", "country"], name="one_quota_of_a_kind")
        ]
