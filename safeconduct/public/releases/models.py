"""Other sites that this one listens to, and what they released."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeconduct.public.releases.rules import Kind

KINDS = [
    (Kind.NEWS.value, _("news")),
    (Kind.PUBLICATION.value, _("publication")),
    (Kind.RECOMMENDATION.value, _("recommendation")),
    (Kind.CONFERENCE.value, _("conference")),
    (Kind.STATISTICS.value, _("statistics")),
]


class Source(models.Model):
    """A site of another node. Nothing of it is shown before a second person has confirmed its fingerprint."""

    objects: models.Manager["Source"]
    address = models.URLField(_("Address of the other site"), max_length=200, unique=True)
    name = models.CharField(max_length=160)
    key = models.BinaryField(max_length=32)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)  # when the other site signed what was taken last
    asked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=40, blank=True)  # the code of a reason

    class Meta:
        ordering = ["name", "pk"]
        permissions = [("confirm_source", "May confirm another site's fingerprint")]

    def __str__(self) -> str:
        return self.name


class Received(models.Model):
    """One release of another site, as it stands there now."""

    objects: models.Manager["Received"]
    source = models.ForeignKey(Source, models.CASCADE, related_name="releases")
    kind = models.CharField(max_length=16, choices=KINDS)
    key = models.CharField(max_length=64)
    day = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=64, blank=True)
    texts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "key"], name="one_release_of_a_key")]
        indexes = [models.Index(fields=["kind", "-day"], name="releases_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
