"""That something was erased when it was promised. No person stands in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.models.editions import Edition


class ErasedKind(models.TextChoices):
    """What is erased on its day."""

    NEEDS = "needs", _("what people need to be there")
    REGISTRATIONS = "registrations", _("registrations")


class Erasure(models.Model):
    """So many of a kind were erased of this edition, at this time."""

    objects: models.Manager["Erasure"]
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="erasures")
    what = models.CharField(_("What"), max_length=16, choices=ErasedKind)
    how_many = models.PositiveIntegerField(_("How many"))
    at = models.DateTimeField(_("When"))

    class Meta:
        ordering = ["-at"]
