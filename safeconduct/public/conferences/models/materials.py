"""What is handed out at a conference, and what it cost."""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.models.editions import Edition
from safeconduct.public.conferences.models.letters import LETTERS
from safeconduct.public.conferences.models.programme import Session

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


def new_code() -> str:
    """Eight letters for a permanent address: 31 to the power of 8 of them."""
    return "".join(secrets.choice(LETTERS) for _each in range(8))


class Material(models.Model):
    """A file or a link of an edition or of one of its sessions. `/materials/<code>/` leads to it for good.

    A new version takes the address; the earlier one gets an address of its own, and names the newer one.
    """

    objects: models.Manager["Material"]
    session_id: int | None
    newer_id: int | None
    earlier: "RelatedManager[Material]"
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="materials")
    session = models.ForeignKey(Session, models.SET_NULL, related_name="materials", null=True, blank=True)
    newer = models.ForeignKey(
        "self", models.CASCADE, related_name="earlier", null=True, blank=True, editable=False
    )  # of an earlier version: what stands at the first address now
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    title = models.CharField(_("Title"), max_length=160)
    language = models.CharField(_("Language"), max_length=12)
    licence = models.CharField(_("Licence"), max_length=80)
    file = models.FileField(_("File of the material"), upload_to="materials", blank=True)
    ending = models.CharField(max_length=8, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    link = models.URLField(_("Link"), max_length=400, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") ^ Q(link=""), name="material_is_either_a_file_or_a_link"
            ),
            models.CheckConstraint(
                condition=Q(newer=None, replaced_at=None) | Q(newer__isnull=False, replaced_at__isnull=False),
                name="an_earlier_version_was_replaced_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """What something was to cost, what it cost, who pays. In euros."""

    objects: models.Manager["BudgetLine"]
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="budget")
    what = models.CharField(_("For what"), max_length=120)
    planned = models.DecimalField(_("Planned"), max_digits=11, decimal_places=2)
    spent = models.DecimalField(_("Spent"), max_digits=11, decimal_places=2, null=True, blank=True)
    paid_by = models.CharField(_("Who pays"), max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(planned__gte=0), name="planned_is_not_below_nothing"),
            models.CheckConstraint(
                condition=Q(spent=None) | Q(spent__gte=0), name="spent_is_not_below_nothing"
            ),
        ]
