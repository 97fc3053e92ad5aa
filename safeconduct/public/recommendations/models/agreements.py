"""Agreements of the network: drafted, commented, signed, and kept by version."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as now_translated
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from safeconduct.public.pages.models import SitePage
from safeconduct.public.recommendations.blocks import LEVELS, SIGNATURES
from safeconduct.public.recommendations.models.commented import CommentedPage
from safeconduct.public.recommendations.rules import may_change
from safeconduct.vocabulary.decisions import Refused

FROZEN = ("title", "introduction", "body", "levels", "number")
"""What a signature was given for."""


class AgreementsPage(SitePage):
    """The list of what the network has agreed on."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["recommendations.AgreementPage"]

    class Meta:
        verbose_name = _("Agreements")


class AgreementPage(SitePage):
    """One agreement with all its versions; the newest that is in force is the one that counts."""

    parent_page_types = ["recommendations.AgreementsPage"]
    subpage_types = ["recommendations.AgreementVersionPage"]

    class Meta:
        verbose_name = _("Agreement")

    def below(self) -> Any:
        """Its versions, the newest first; a query."""
        return super().below().order_by("-agreementversionpage__number")


class AgreementState(models.TextChoices):
    """How far a version is."""

    DRAFTED = "drafted", _("draft")
    IN_FORCE = "in-force", _("in force")
    REPLACED = "replaced", _("replaced by a newer version")


class AgreementVersionPage(CommentedPage):
    """One version. From its first signature on its text and its times stay as they are."""

    number = models.PositiveSmallIntegerField(_("Version"))
    stage = models.CharField(
        _("State"), max_length=16, choices=AgreementState, default=AgreementState.DRAFTED
    )
    in_force_from = models.DateField(_("In force from"), null=True, blank=True)
    levels = StreamField(LEVELS, blank=True, verbose_name=_("Times that are promised"))
    signatures = StreamField(SIGNATURES, blank=True, verbose_name=_("Signed by"))

    parent_page_types = ["recommendations.AgreementPage"]
    subpage_types: list[str] = []
    content_panels = [
        FieldPanel("number"),
        *CommentedPage.content_panels,
        *(FieldPanel(name) for name in ("levels", "stage", "in_force_from", "signatures", "comments_until")),
    ]

    class Meta:
        verbose_name = _("Version of an agreement")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:  # noqa: ARG002
        """Its own."""
        return "recommendations/agreement.html"

    def clean(self) -> None:
        """Raises ValidationError for a day in force without a state, or a change of what was signed."""
        super().clean()
        if self.stage != AgreementState.DRAFTED and self.in_force_from is None:
            raise ValidationError({"in_force_from": _("Say from which day this version is in force.")})
        decision = may_change(signatures=len(self._signed()), changes_text=bool(self._changed()))
        if isinstance(decision, Refused):
            sentence = now_translated(str(decision.reason.sentence))
            raise ValidationError({"title": f"{sentence} {now_translated(str(decision.reason.instead))}"})

    def _shown(self) -> "AgreementVersionPage | None":
        """As readers see it."""
        found: AgreementVersionPage | None = AgreementVersionPage.objects.filter(
            pk=self.pk, live=True
        ).first()
        return found

    def _signed(self) -> Any:
        shown = self._shown()
        return shown.signatures if shown is not None else []

    def _changed(self) -> list[str]:
        shown = self._shown()
        if shown is None:
            return []
        return [name for name in FROZEN if _as_text(self, name) != _as_text(shown, name)]


def _as_text(page: AgreementVersionPage, name: str) -> str:
    field: Any = AgreementVersionPage._meta.get_field(name)
    return str(field.value_to_string(page))
