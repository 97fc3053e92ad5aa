"""The programme of an edition: sessions side by side, in rooms or behind links, with those who speak."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.models.editions import Edition

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from safeconduct.public.conferences.models.materials import Material


class SessionKind(models.TextChoices):
    """What happens in it. A break counts for no hours."""

    PLENARY = "plenary", _("plenary")
    TALK = "talk", _("talk")
    WORKSHOP = "workshop", _("workshop")
    BREAK = "break", _("break")


class Room(models.Model):
    """Where a session is: a room of the house, or a link for those who are elsewhere."""

    objects: models.Manager["Room"]
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="rooms")
    name = models.CharField(_("Room"), max_length=80)
    link = models.URLField(_("Link, shown to participants only"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_room_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Speaker(models.Model):
    """Somebody who speaks, as they want to be named in public. No account."""

    objects: models.Manager["Speaker"]
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="speakers")
    name = models.CharField(_("Name"), max_length=120)
    organisation = models.CharField(_("Organisation"), max_length=120, blank=True)

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A part of the programme; what it is called stands in `SessionText`, for each language."""

    objects: models.Manager["Session"]
    room_id: int | None
    texts: "RelatedManager[SessionText]"
    materials: "RelatedManager[Material]"
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions")
    room = models.ForeignKey(Room, models.PROTECT, related_name="sessions", null=True, blank=True)
    kind = models.CharField(_("Kind"), max_length=16, choices=SessionKind, default=SessionKind.TALK)
    starts_at = models.DateTimeField(_("Begins"))
    ends_at = models.DateTimeField(_("Ends"))
    spoken = models.JSONField(_("Languages spoken"), default=list, blank=True)
    speakers = models.ManyToManyField(Speaker, related_name="sessions", blank=True)

    class Meta:
        ordering = ["starts_at", "room__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["edition", "starts_at"], name="session_by_time")]


class SessionText(models.Model):
    """A session in one language."""

    objects: models.Manager["SessionText"]
    session_id: int
    session = models.ForeignKey(Session, models.CASCADE, related_name="texts")
    language = models.CharField(_("Language"), max_length=12)
    title = models.CharField(_("Title"), max_length=160)
    about = models.TextField(_("What it is about"), max_length=1200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "language"], name="one_text_of_a_language")]
