"""Fill the public site of a demonstration, once: pages in English, the first one in Romanian, a file, conferences."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from safeconduct.public import settings
from safeconduct.public.conferences.seeding import demo as conferences
from safeconduct.public.learning.seeding import demo as learning
from safeconduct.public.pages.models import (
    CountryPage,
    GuidancePage,
    HomePage,
    NewsPage,
    PublicationPage,
    SectionPage,
    SitePage,
    TextPage,
)
from safeconduct.public.pages.seeding import content, romanian
from safeconduct.public.recommendations.seeding import demo as recommendations
from safeconduct.vocabulary.errors import SafeconductError


class NotForRealPages(SafeconductError):
    """The pages of the demonstration belong into a demonstration."""


def seed() -> None:
    """Nothing where there are pages already. Raises NotForRealPages outside a demonstration."""
    if not settings.DEMO:
        raise NotForRealPages("The pages of the demonstration are for a demonstration: write your own ones.")
    if HomePage.objects.exists():
        return
    with transaction.atomic():
        home = _home()
        _below(home)
        translate(home, "ro", romanian.TEXTS)
        conferences.seed(now=timezone.now())


def _home() -> HomePage:
    root = Page.get_first_root_node()
    empty = root.get_children().first()
    home = HomePage(title=content.TITLE, slug="safeconduct", **_ours(content.INTRODUCTION, content.HOME_BODY))
    add(root, home)
    Site.objects.update(root_page=home)
    if empty is not None:
        empty.delete()
    return home


def _below(home: HomePage) -> None:
    guidance = _section(home, "Guidance", "By profession: what to ask, and what to say.")
    for texts in (content.LAWYERS, content.SOCIAL_WORKERS):
        add(guidance, GuidancePage(**_of(texts)))
    countries = _section(home, "Countries", "Who can be reached where.")
    for texts in content.COUNTRIES:
        add(countries, CountryPage(**_of(texts)))
    publications = _section(home, "Publications", "Papers of the network, to take along.")
    paper: dict[str, Any] = dict(content.PAPER)
    paper["body"] = [
        *paper["body"],
        ("files", [{"file": _file(), "language": "English", "note": "One page; works with a screen reader"}]),
    ]
    add(publications, PublicationPage(**_of(paper)))
    news = _section(home, "News", "What happened in the network.", newest_first=True)
    add(news, NewsPage(**_of(content.NEWS)))
    learning.below(home, add)
    recommendations.below(home, add)
    for texts in (content.PARTNERS, content.GLOSSARY, content.ACCESSIBILITY):
        add(home, TextPage(show_in_menus=True, **_of(texts)))


def _section(home: HomePage, title: str, introduction: str, **more: Any) -> SectionPage:
    section = SectionPage(
        title=title, slug=title.lower(), show_in_menus=True, **more, **_ours(introduction, [])
    )
    add(home, section)
    return section


def _of(texts: dict[str, Any]) -> dict[str, Any]:
    own = {name: value for name, value in texts.items() if name not in ("introduction", "body")}
    return own | _ours(texts["introduction"], texts["body"])


def _ours(introduction: str, body: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        "introduction": introduction,
        "body": body,
        "answers_for_it": content.US,
        "reviewed_on": timezone.localdate(),
    }


def _file() -> Document:
    file = ContentFile(content.PAPER_FILE.encode(), name="what-a-referral-must-not-lose.html")
    found: Document = Document.objects.create(title=content.PAPER["title"], file=file)
    return found


def add(parent: Page, page: SitePage) -> None:
    """Put a page below another and before readers. The seed alone does so without a second person."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision(clean=False).publish(skip_permission_checks=True)
    page.refresh_from_db()


def translate(page: SitePage, language: str, texts: dict[str, str]) -> None:
    """The page in this language by wagtail-localize, each text marked as made by a machine."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={
                "data": texts.get(segment.string.data, segment.string.data),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                "tool_name": "seed of the demonstration",
            },
        )
    translation.save_target(publish=False)
    made = page.get_translation(locale)
    made.get_latest_revision().publish(skip_permission_checks=True)
