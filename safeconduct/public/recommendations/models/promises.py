"""Recommendations: what is asked of whom, by when, how one will know, and what has become of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from safeconduct.public import settings
from safeconduct.public.pages.models import AT_ONCE, SitePage
from safeconduct.public.reasons import spoken
from safeconduct.public.recommendations.blocks import AGENCIES, STEPS
from safeconduct.public.recommendations.models.commented import CommentedPage
from safeconduct.public.recommendations.models.signed import signed_context
from safeconduct.public.recommendations.rules import (
    Stage,
    Standing,
    lengths,
    may_have_happened,
    may_lead,
    may_stand,
    share_done,
    standing_of,
)
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.statements import Kind

STAGES = [
    (Stage.PROPOSED.value, _("proposed")),
    (Stage.PROMISED.value, _("promised by whom it is addressed to")),
    (Stage.BEGUN.value, _("begun")),
    (Stage.DONE.value, pgettext_lazy("recommendation", "done")),
    (Stage.REFUSED.value, _("refused")),
    (Stage.GIVEN_UP.value, _("given up")),
]
STANDINGS = {
    Standing.LATE: (_("promised, and late"), "brick"),
    Standing.PROMISED: (_("promised"), "lake"),
    Standing.PROPOSED: (_("proposed, promised by nobody yet"), "theirs"),
    Standing.DONE: (pgettext_lazy("recommendation", "done"), "moss"),
    Standing.REFUSED: (_("refused or given up"), "theirs"),
}
"""How a standing is said, and the mark that it has beside its words."""


PUBLISHED = _(
    "A number of a released edition or of another published source, and never one of a coordinator's screen."
)
"""Said at each number: whoever compares what stood on a screen on two days comes closer to one that is hidden."""


class Origin(models.TextChoices):
    """Where a recommendation comes from."""

    CONFERENCE = "conference", _("a conference")
    CASES = "cases", _("what was seen in cases, without any person in it")
    STATISTIC = "statistic", _("a statistic")


class RecommendationsPage(SitePage):
    """The board: what was promised, what is done, what is late."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["recommendations.RecommendationPage"]

    class Meta:
        verbose_name = _("Board of recommendations")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:  # noqa: ARG002
        """Its own."""
        return "recommendations/board.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Counts by standing, and the list with what is late first."""
        from safeconduct.public.recommendations.queries import counts, listed

        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        context["counts"] = counts(self, today)
        context["below"] = Paginator(listed(self, today), AT_ONCE).get_page(request.GET.get("page"))
        return context


class RecommendationPage(CommentedPage):
    """One recommendation. Whoever answers for the page keeps its state true; readers see the day and the evidence."""

    drawn_from = models.CharField(_("Drawn from"), max_length=16, choices=Origin)
    drawn_from_words = models.CharField(_("Which one"), max_length=160)
    cites = models.ForeignKey(
        "editions.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name=_("Edition of statistics that it cites"),
    )
    addressee = models.CharField(_("Addressed to"), max_length=160)
    owner_name = models.CharField(_("Who follows it up"), max_length=120)
    owner_mail = models.EmailField(_("Where they are reminded (not shown)"), blank=True)
    due_on = models.DateField(_("Due on"))
    stage = models.CharField(_("State"), max_length=16, choices=STAGES, default=Stage.PROPOSED.value)
    indicator = models.CharField(_("How one will know"), max_length=200)
    unit = models.CharField(_("Unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("At the beginning"), max_digits=12, decimal_places=2)
    target = models.DecimalField(_("Aim"), max_digits=12, decimal_places=2)
    measured = models.DecimalField(_("Measured last"), max_digits=12, decimal_places=2, null=True, blank=True)
    measured_on = models.DateField(_("Measured on"), null=True, blank=True)
    steps = StreamField(STEPS, blank=True, verbose_name=_("What happened"))
    adopted_by = StreamField(AGENCIES, blank=True, verbose_name=_("Adopted by"))

    parent_page_types = ["recommendations.RecommendationsPage"]
    subpage_types: list[str] = []
    search_fields = [
        *CommentedPage.search_fields,
        index.SearchField("addressee"),
        index.SearchField("indicator"),
    ]
    content_panels = [
        *CommentedPage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("drawn_from", "drawn_from_words", "cites")],
            heading=_("Where it comes from"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("addressee", "owner_name", "owner_mail", "due_on", "stage")],
            heading=_("Who, and by when"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("indicator"),
                FieldPanel("unit"),
                # Said here and not by the fields: a help text of a field is a migration.
                *(FieldPanel(name, help_text=PUBLISHED) for name in ("baseline", "target", "measured")),
                FieldPanel("measured_on"),
            ],
            heading=_("How one will know"),
        ),
        FieldPanel("steps"),
        FieldPanel("adopted_by"),
        FieldPanel("comments_until"),
    ]
    override_translatable_fields = [
        *CommentedPage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("owner_name", "owner_mail", "unit", "cites")),
        *(TranslatableField(name) for name in ("addressee", "indicator", "drawn_from_words")),
    ]

    class Meta:
        verbose_name = _("Recommendation")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:  # noqa: ARG002
        """Its own."""
        return "recommendations/recommendation.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the agencies that adopted it by their nodes, and the digest of what they adopted."""
        context = super().get_context(request, *args, **kwargs)
        first = self if self.locale.language_code == settings.LANGUAGE_CODE else self._first()
        return context | signed_context(
            first, Kind.RECOMMENDATION, str(self.translation_key), 0, self.adopted_by
        )

    def _first(self) -> "RecommendationPage | None":
        """The same one in the site's first language, as readers see it."""
        found: RecommendationPage | None = RecommendationPage.objects.filter(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE, live=True
        ).first()
        return found

    @property
    def standing(self) -> Standing:
        """How it stands today."""
        return standing_of(Stage(self.stage), self.due_on, today=timezone.localdate())

    @property
    def standing_in_words(self) -> Any:
        """The same for people."""
        return STANDINGS[self.standing][0]

    @property
    def mark(self) -> str:
        """The mark beside the words."""
        return STANDINGS[self.standing][1]

    @property
    def percent(self) -> int | None:
        """How far it is on the way to its aim."""
        share = share_done(self.baseline, self.target, self.measured)
        return None if share is None else round(share * 100)

    @property
    def bars(self) -> dict[str, int | None]:
        """How long the bars of the three numbers are, in percent of the longest."""
        names = ("baseline", "measured", "target")
        return dict(zip(names, lengths(*(getattr(self, name) for name in names)), strict=True))

    def clean(self) -> None:
        """Raises ValidationError when it says of itself what nothing on the page shows."""
        super().clean()
        today = timezone.localdate()
        steps = [block.value["day"] for block in self.steps]
        decisions = {
            "stage": may_stand(Stage(self.stage), steps=len(steps)),
            "steps": may_have_happened(steps, today=today),
            "measured_on": may_have_happened([self.measured_on], today=today),
        }
        if None not in (self.baseline, self.target):  # a form may leave them empty
            decisions["target"] = may_lead(self.baseline, self.target)
        for field, decision in decisions.items():
            if isinstance(decision, Refused):
                raise ValidationError({field: spoken(decision.reason).whole})
        if (self.measured is None) != (self.measured_on is None):
            raise ValidationError({"measured_on": _("Give both: what was measured, and on which day.")})
