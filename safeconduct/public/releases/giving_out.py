"""What this site releases: everything that its readers can see of these kinds, signed, at /releases.json.

One document with all of it: what is no longer in it is gone, so a deletion needs no message of its own. It grows with
what is public and ends at MOST.
"""

from datetime import datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from safeconduct.public import settings
from safeconduct.public.conferences.programme.queries import facts_of, public_editions
from safeconduct.public.editions.correcting import Correction, corrections, introduction
from safeconduct.public.editions.models import Edition
from safeconduct.public.pages.models import NewsPage, PublicationPage
from safeconduct.public.recommendations.models import RecommendationPage
from safeconduct.public.releases.rules import FORMAT, LONGEST, MOST, MOST_STATISTICS, Kind, cut
from safeconduct.public.releases.signing import key_of, public_part, signed
from safeconduct.public.signatures.travelling import released

PAGES: dict[Kind, tuple[Any, str]] = {
    Kind.NEWS: (NewsPage, "day"),
    Kind.PUBLICATION: (PublicationPage, "published_in"),
    Kind.RECOMMENDATION: (RecommendationPage, "due_on"),
}
OF_A_KIND = MOST // 4


@cache
def own_key() -> Ed25519PrivateKey:
    """This site's key."""
    return key_of(settings.RELEASES_SECRET)


@require_safe
def releases(request: HttpRequest) -> JsonResponse:
    """The document of now, with its signature."""
    answer = JsonResponse(signed(document(now=timezone.now()), own_key()))
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


def document(*, now: datetime) -> dict[str, Any]:
    """All of it, as it is signed."""
    return {
        "format": FORMAT,
        "name": settings.WAGTAIL_SITE_NAME,
        "address": settings.WAGTAILADMIN_BASE_URL + "/",
        "key": public_part(own_key()).hex(),
        "at": now.replace(microsecond=0).isoformat(),
        "releases": [
            *(each for kind, (model, day) in PAGES.items() for each in _pages(kind, model, day)),
            *_conferences(),
        ],
        Kind.STATISTICS.value: _statistics(),
        **released(),
    }


def _pages(kind: Kind, model: Any, day: str) -> list[dict[str, Any]]:
    live = model.objects.live().public().select_related("locale").order_by(f"-{day}", "-pk")
    by_key: dict[str, dict[str, Any]] = {}
    for page in live[: OF_A_KIND * len(settings.LANGUAGES)]:
        key = str(page.translation_key)
        if key not in by_key and len(by_key) == OF_A_KIND:
            continue
        found = by_key.setdefault(
            key, {"kind": kind.value, "key": key, "day": str(getattr(page, day)), "country": "", "texts": {}}
        )
        found["texts"][page.locale.language_code] = _text(page)
    return list(by_key.values())


def _conferences() -> list[dict[str, Any]]:
    found = list(public_editions().order_by("-starts_at", "-pk")[:OF_A_KIND])
    spoken = {tag: facts_of(found, tag) for tag, _name in settings.LANGUAGES}
    return [
        {
            "kind": Kind.CONFERENCE.value,
            "key": edition.code,
            "day": edition.starts_at.date().isoformat(),
            "country": edition.country,
            "texts": {
                tag: {
                    "title": facts[place].name.words,
                    "introduction": cut(facts[place].introduction.words, most=LONGEST["introduction"]),
                    "address": f"{settings.WAGTAILADMIN_BASE_URL}/{tag}/conferences/{edition.code}/",
                }
                for tag, facts in spoken.items()
                if tag in facts[place].written_in
            },
        }
        for place, edition in enumerate(found)
    ]


def _statistics() -> list[dict[str, Any]]:
    """The newest editions by their titles; the numbers stand where they were released."""
    found = list(Edition.objects.order_by("-shown_at", "pk")[:MOST_STATISTICS])
    by = corrections(each.pk for each in found)
    spoken: dict[str, list[dict[str, str]]] = {}
    for tag, _name in settings.LANGUAGES:
        with override(tag):
            spoken[tag] = [_edition(each, by.get(each.pk), tag) for each in found]
    return [
        {
            "kind": Kind.STATISTICS.value,
            "key": each.pk,
            "day": each.made_on.isoformat(),
            "country": each.country,
            "texts": {tag: texts[place] for tag, texts in spoken.items()},
        }
        for place, each in enumerate(found)
    ]


def _edition(each: Edition, by: Correction | None, tag: str) -> dict[str, str]:
    address = f"{settings.WAGTAILADMIN_BASE_URL}/{tag}/statistics/{each.pk}/"
    return {"title": each.title, "introduction": introduction(each.corrects, by), "address": address}


def _text(page: Page) -> dict[str, str]:
    return {
        "title": page.title,
        "introduction": page.introduction,
        "address": f"{settings.WAGTAILADMIN_BASE_URL}{page.url}",
    }
