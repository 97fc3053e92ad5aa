"""The kinds of pages. Each says who answers for it and when it was reviewed, and each is published by two people."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from safeconduct.public import settings
from safeconduct.public.pages.blocks import BODY
from safeconduct.public.pages.four_eyes import TwoPeople, publishing, refuse_change_unseen, refuse_unapproved
from safeconduct.public.pages.rules import is_stale
from safeconduct.public.pages.tasks import SecondPerson
from safeconduct.public.pages.translating import OfEachLanguage, state_of, translation_of
from safeconduct.public.pages.waiting import refuse_while_it_waits
from safeconduct.public.pages.words import plain
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.countries import COUNTRIES, country_name
from safeconduct.vocabulary.labels import LABELS

AT_ONCE = 50
"""Pages in a list; the older ones are a page of it away."""
__all__ = [
    "CountryPage",
    "GuidancePage",
    "HomePage",
    "NewsPage",
    "PublicationPage",
    "SecondPerson",
    "SectionPage",
    "TextPage",
]


def professions() -> list[tuple[str, Any]]:
    """The professions of the house, each with its label."""
    return [(str(code), LABELS[Profession][code]) for code in Profession]


def countries() -> list[tuple[str, str]]:
    """All countries by their codes."""
    return [(code, row.english) for code, row in COUNTRIES.items()]


class Reviewed(models.Model):
    """What stands at the foot of every page."""

    introduction = models.TextField(_("In two sentences"), max_length=400)
    body = StreamField(BODY, blank=True, verbose_name=_("Text"))
    answers_for_it = models.CharField(_("Organisation that answers for it"), max_length=120)
    reviewed_on = models.DateField(_("Reviewed on"), null=True, blank=True)
    speaker_reviewed_on = models.DateField(_("Translation reviewed by a speaker on"), null=True, blank=True)
    lawyer_read_on = models.DateField(_("Read by a lawyer on"), null=True, blank=True)
    speaks_of_law = models.BooleanField(_("It says what the law is"), default=False)

    class Meta:
        abstract = True


class SitePage(Reviewed, Page):  # type: ignore[misc]  # Wagtail brings no types
    """What all pages share."""

    is_list = False
    """Whether it is there for what lies below it: an empty one says so."""

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("answers_for_it"),
                FieldPanel("reviewed_on"),
                FieldPanel("speaker_reviewed_on"),
                FieldPanel("speaks_of_law"),
                FieldPanel("lawyer_read_on"),
            ],
            heading=_("Who answers for it, and who has read it"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.SearchField("plain_title", boost=2),
        index.SearchField("plain_words"),
    ]
    override_translatable_fields = [
        SynchronizedField("answers_for_it"),
        OfEachLanguage("reviewed_on"),
        OfEachLanguage("speaker_reviewed_on"),
        OfEachLanguage("lawyer_read_on"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Where the newest stands first there is news and nothing else."""
        is_for_news = getattr(parent.specific, "newest_first", False)
        return bool(super().can_create_at(parent) and (issubclass(cls, NewsPage) or not is_for_news))

    @property
    def plain_title(self) -> str:
        """For the search of readers: a page with the word in its title comes first."""
        return plain(self.title)

    @property
    def plain_words(self) -> str:
        """Likewise, all other words."""
        body: Any = self._meta.get_field("body")
        texts = body.get_searchable_content(self.body)
        return plain("\n".join([self.introduction, *texts]))

    @cached_property
    def is_reviewed_itself(self) -> bool:
        """Whether the day of its review is its own: a translation brings that of its source along."""
        return self.speaker_reviewed_on is not None or translation_of(self) is None

    @property
    def is_stale(self) -> bool:
        """Whether it was reviewed too long ago, or never."""
        return is_stale(self.reviewed_on, today=timezone.localdate(), months=settings.STALE_MONTHS)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the pages below this one, and how far its translation is."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["translation"] = state_of(self)
        context["below"] = Paginator(self.below(), AT_ONCE).get_page(request.GET.get("page"))
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Under the address of its own language alone: below another one it would call itself what it is not."""
        if get_language() != self.locale.language_code:
            return redirect(self.url)
        return super().serve(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:  # noqa: ARG002
        """One for all kinds: they differ in a line."""
        return "pages/page.html"

    def below(self) -> Any:
        """The public pages right below, in the editors' order; a query."""
        return self.get_children().live().specific()

    def permissions_for_user(self, user: Any) -> TwoPeople:
        """Nobody publishes by themselves."""
        return TwoPeople(user, self)

    def publish(self, revision: Any, *args: Any, skip_permission_checks: bool = False, **kwargs: Any) -> Any:
        """Put a version before readers. Raises NotApproved, whoever asks and by whatever way; only a seed skips it."""
        if not skip_permission_checks:
            refuse_unapproved(self, revision)
        with publishing():
            return super().publish(revision, *args, skip_permission_checks=True, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Keep a version. Raises Waits while one that was sent in waits."""
        refuse_while_it_waits(self)
        return super().save_revision(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises NotApproved when it would change under the eyes of readers what nobody has approved."""
        refuse_change_unseen(self, kwargs.get("update_fields"))
        super().save(*args, **kwargs)


class HomePage(SitePage):
    """The first page of a language; the next conferences stand on it."""

    is_first = True
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = None

    class Meta:
        verbose_name = _("First page")


class SectionPage(SitePage):
    """A list of what lies below: countries, guidance, publications, news."""

    is_list = True
    newest_first = models.BooleanField(_("Newest first, with a feed"), default=False)
    content_panels = [*SitePage.content_panels, FieldPanel("newest_first")]
    parent_page_types = ["pages.HomePage"]

    class Meta:
        verbose_name = _("Section")

    def below(self) -> Any:
        """News by their day, the rest in the editors' order; a query."""
        if not self.newest_first:
            return super().below()
        day = models.F("newspage__day").desc(nulls_last=True)
        return super().below().order_by(day, "-first_published_at")


class TextPage(SitePage):
    """A page of text: about the network, partners, glossary, accessibility."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]

    class Meta:
        verbose_name = _("Text")


class NewsForm(WagtailAdminPageForm):  # type: ignore[misc]  # likewise
    """Filled with today, which is the day of most news."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.instance.day is None:
            self.initial["day"] = timezone.localdate()


class NewsPage(SitePage):
    """Something that happened on a day."""

    base_form_class = NewsForm
    day = models.DateField(_("Day"))
    for_whom = StreamField(
        [
            ("profession", blocks.ChoiceBlock(choices=professions, label=_("Profession"))),
            ("country", blocks.ChoiceBlock(choices=countries, label=_("Country"))),
        ],
        blank=True,
        verbose_name=_("Shown to members of the node with"),
        help_text=_(
            "Left empty, all members see it on their page of news. Readers of the site always see it."
        ),
    )
    content_panels = [FieldPanel("day"), *SitePage.content_panels, FieldPanel("for_whom")]
    parent_page_types = ["pages.SectionPage"]

    class Meta:
        verbose_name = _("News")


class PublicationPage(SitePage):
    """Something written, with its files and the terms under which they may be used."""

    published_in = models.PositiveSmallIntegerField(_("Year"))
    licence = models.CharField(_("Licence"), max_length=120)
    content_panels = [*SitePage.content_panels, FieldPanel("published_in"), FieldPanel("licence")]
    parent_page_types = ["pages.SectionPage"]

    class Meta:
        verbose_name = _("Publication")


class CountryPage(SitePage):
    """What holds in one country."""

    country = models.CharField(_("Country"), max_length=2, choices=countries)
    content_panels = [*SitePage.content_panels, FieldPanel("country")]
    parent_page_types = ["pages.SectionPage"]

    class Meta:
        verbose_name = _("Country")

    @property
    def country_in_words(self) -> str:
        """Its name in the language of the page."""
        return country_name(self.country)


class GuidancePage(SitePage):
    """What one profession should know."""

    profession = models.CharField(_("Profession"), max_length=40, choices=professions)
    content_panels = [*SitePage.content_panels, FieldPanel("profession")]
    parent_page_types = ["pages.SectionPage"]

    class Meta:
        verbose_name = _("Guidance")

    @property
    def profession_in_words(self) -> Any:
        """Its label in the language of the page."""
        return LABELS[Profession][Profession(self.profession)]
