"""Agreements of the network: drafted, commented, signed, and kept by version."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from safeconduct.public import settings
from safeconduct.public.pages.models import SitePage
from safeconduct.public.reasons import spoken
from safeconduct.public.recommendations.blocks import LEVELS, SIGNATURES
from safeconduct.public.recommendations.models.commented import CommentedPage
from safeconduct.public.recommendations.models.signed import signed_context
from safeconduct.public.recommendations.rules import may_be_called, may_be_version, may_change
from safeconduct.public.signatures.queries import of_text
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.statements import Kind

FROZEN = ("title", "introduction", "body", "levels", "number")
"""What a signature was given for."""


class AgreementsPage(SitePage):
    """The list of what the network has agreed on."""

    is_list = True
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["recommendations.AgreementPage"]

    class Meta:
        verbose_name = _("Agreements")


class AgreementPage(SitePage):
    """One agreement with all its versions; the newest that is in force is the one that counts."""

    is_list = True
    parent_page_types = ["recommendations.AgreementsPage"]
    subpage_types = ["recommendations.AgreementVersionPage"]

    class Meta:
        verbose_name = _("Agreement")

    def below(self) -> Any:
        """Its versions, the newest first, each knowing which one counts; two queries."""
        versions = list(super().below().order_by("-agreementversionpage__number"))
        counts = max(
            (each.number for each in versions if each.stage == AgreementState.IN_FORCE), default=None
        )
        for each in versions:
            each.counts = counts
        return versions


class AgreementState(models.TextChoices):
    """How far a version is."""

    DRAFTED = "drafted", _("draft")
    IN_FORCE = "in-force", _("in force")
    REPLACED = "replaced", _("replaced by a newer version")


class VersionForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail brings no types
    """Tells a new version below which agreement it is made."""

    def _post_clean(self) -> None:
        self.instance.below_page = self.parent_page
        super()._post_clean()


class AgreementVersionPage(CommentedPage):
    """One version. From its first signature on its text and its times stay as they are."""

    number = models.PositiveSmallIntegerField(
        _("Version"), blank=True, help_text=_("Left empty, the next one is given.")
    )
    stage = models.CharField(
        _("State"), max_length=16, choices=AgreementState, default=AgreementState.DRAFTED
    )
    in_force_from = models.DateField(_("In force from"), null=True, blank=True)
    levels = StreamField(LEVELS, blank=True, verbose_name=_("Times that are promised"))
    signatures = StreamField(SIGNATURES, blank=True, verbose_name=_("Signed by"))

    base_form_class = VersionForm
    parent_page_types = ["recommendations.AgreementPage"]
    subpage_types: list[str] = []
    override_translatable_fields = [
        *CommentedPage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("number", "stage", "in_force_from", "comments_until")),
    ]
    below_page: Any = None  # where it is being made; its form says so
    # A copy is a new text: nobody has signed or reviewed it, and it is not in force.
    exclude_fields_in_copy = [
        "stage", "in_force_from", "signatures", "comments_until", "reviewed_on", "lawyer_read_on",
    ]  # fmt: skip
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

    @cached_property
    def counts(self) -> int | None:
        """The number of the newest version of this agreement that is in force, as readers see it; a query."""
        siblings = AgreementVersionPage.objects.live().sibling_of(self).filter(stage=AgreementState.IN_FORCE)
        found: int | None = siblings.aggregate(newest=models.Max("number"))["newest"]
        return found

    @property
    def standing(self) -> AgreementState:
        """As readers see it: an older version is replaced as soon as a newer one is in force."""
        is_older = self.counts is not None and self.number < self.counts
        if self.stage == AgreementState.IN_FORCE and is_older:
            return AgreementState.REPLACED
        return AgreementState(self.stage)

    @property
    def standing_in_words(self) -> Any:
        """The same for people."""
        return self.standing.label

    @property
    def mark(self) -> str:
        """The mark beside the words."""
        return "moss" if self.standing is AgreementState.IN_FORCE else "theirs"

    def clean(self) -> None:
        """Gives it the next number. Raises ValidationError for what is not so, or a change of what was signed."""
        super().clean()
        taken = self._numbers()
        given: int | None = self.number  # a form leaves it empty
        if given is None:
            self.number = max(taken, default=0) + 1
        is_in_force = self.stage != AgreementState.DRAFTED
        if is_in_force and self.in_force_from is None:
            raise ValidationError({"in_force_from": _("Say from which day this version is in force.")})
        said = self._said()
        signed = len(self._signed()) + said
        decisions = (
            may_be_called(self.title, number=self.number, signatures=signed),
            may_change(signatures=signed, changes_text=bool(self._changed())),
            may_be_version(
                is_in_force=is_in_force,
                signatures=len(self.signatures) + said,
                since=self.in_force_from,
                number_is_taken=self.number in taken,
                today=timezone.localdate(),
            ),
        )
        for decision in decisions:
            if isinstance(decision, Refused):
                raise ValidationError(spoken(decision.reason).whole)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what agencies signed by their nodes, and the digest that they signed."""
        context = super().get_context(request, *args, **kwargs)
        code, version = self._code(), self.number
        first = self if self.locale.language_code == settings.LANGUAGE_CODE else self._first()
        return context | signed_context(first, Kind.AGREEMENT, code, version, self.signatures)

    def _code(self) -> str:
        """The name of its agreement, alike in all languages; "" for what is not below one yet."""
        parent = self.get_parent() if self.path else self.below_page
        return "" if parent is None else str(parent.translation_key)

    def _first(self) -> "AgreementVersionPage | None":
        """The same version in the site's first language, as readers see it."""
        found: AgreementVersionPage | None = AgreementVersionPage.objects.filter(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE, live=True
        ).first()
        return found

    def _said(self) -> int:
        """How often agencies have signed this version by their nodes; one that took it back has signed it."""
        return of_text(Kind.AGREEMENT, self._code(), self.number or 0).count()

    def _numbers(self) -> set[int]:
        """Those of the other versions; of a page that is not below its agreement yet nothing is known."""
        parent = self.get_parent() if self.path else self.below_page
        if parent is None:
            return set()
        others = AgreementVersionPage.objects.child_of(parent).exclude(pk=self.pk)
        return set(others.values_list("number", flat=True))

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
