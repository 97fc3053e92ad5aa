"""The texts of this site that agencies can sign or adopt, each with its code, version, digest, titles and addresses."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from safeconduct.public import settings
from safeconduct.public.recommendations.models import AgreementPage, AgreementVersionPage, RecommendationPage
from safeconduct.public.recommendations.models.agreements import AgreementState
from safeconduct.public.recommendations.rules import OPEN_STAGES, Stage, may_comment
from safeconduct.public.signatures.rules import MOST_TEXTS, Wording
from safeconduct.public.signatures.wording import digest_of, in_first_language
from safeconduct.vocabulary.statements import Kind

type Named = tuple[str, str, int]
"""Kind, code and version."""


def own_texts() -> list[dict[str, Any]]:
    """As they are handed over and released: what readers see now, the newest first; an agreement by its own title."""
    return [*_agreements(), *_recommendations()]


def wordings() -> dict[Named, Wording]:
    """How each of them stands, for who looks at a statement."""
    return {
        (each["kind"], each["code"], each["version"]): Wording(each["digest"], each["replaced"])
        for each in own_texts()
    }


def _agreements() -> Iterator[dict[str, Any]]:
    parents = {page.path: page for page in AgreementPage.objects.live().public()}
    found: dict[tuple[str, int], list[Any]] = {}
    for page in _newest(AgreementVersionPage, "-number"):
        parent = parents.get(page.path[: -page.steplen])
        if parent is not None:
            found.setdefault((str(parent.translation_key), page.number), []).append(page)
    counts: dict[str, int] = {}
    for (code, number), pages in found.items():
        if any(page.stage == AgreementState.IN_FORCE for page in pages):
            counts[code] = max(number, counts.get(code, 0))
    for (code, number), pages in found.items():
        page = in_first_language(pages)
        if page is not None:
            is_old = page.stage == AgreementState.REPLACED or number < counts.get(code, 0)
            titles = {each.pk: parents[each.path[: -each.steplen]].title for each in pages}
            yield _one(Kind.AGREEMENT, code, number, page, pages, titles) | {
                "opens": not is_old and _is_closed_for_comments(page),
                "in_force": page.stage == AgreementState.IN_FORCE and not is_old,
                "replaced": is_old,
                "levels": _levels(page, pages),
            }


def _recommendations() -> Iterator[dict[str, Any]]:
    found: dict[str, list[Any]] = {}
    for page in _newest(RecommendationPage, "-due_on"):
        found.setdefault(str(page.translation_key), []).append(page)
    for code, pages in found.items():
        page = in_first_language(pages)
        if page is not None:
            opens = Stage(page.stage) in OPEN_STAGES and _is_closed_for_comments(page)
            yield _one(Kind.RECOMMENDATION, code, 0, page, pages) | {
                "opens": opens, "in_force": False, "replaced": False,
            }  # fmt: skip


def _newest(model: Any, order: str) -> Any:
    most = MOST_TEXTS // 2 * len(settings.LANGUAGES)
    return model.objects.live().public().select_related("locale").order_by(order, "-pk")[:most]


def _one(
    kind: Kind, code: str, version: int, page: Any, pages: list[Any], titles: dict[int, str] | None = None
) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "code": code,
        "version": version,
        "digest": digest_of(page, kind=kind, code=code, version=version),
        "texts": {
            each.locale.language_code: {
                "title": (titles or {}).get(each.pk, each.title),
                "address": f"{settings.WAGTAILADMIN_BASE_URL}{each.url}",
            }
            for each in pages
        },
    }


def _levels(page: Any, pages: list[Any]) -> list[dict[str, Any]]:
    """The times that are promised, with their words in each language; `page` is in the site's first."""
    spoken = {each.locale.language_code: list(each.levels) for each in pages}
    return [
        {
            "hours": block.value["hours"],
            "clock": block.value.get("clock") or "",
            "what": {tag: said[place].value["what"] for tag, said in spoken.items() if place < len(said)},
        }
        for place, block in enumerate(page.levels)
    ]


def _is_closed_for_comments(page: Any) -> bool:
    """Nobody signs what readers may still ask to change."""
    return not may_comment(page.comments_until, today=timezone.localdate())
