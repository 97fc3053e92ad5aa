"""Fill the board and the agreements of a demonstration."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from safeconduct.public.asking.secret_links import hash_of, new_secret
from safeconduct.public.pages.models import HomePage
from safeconduct.public.recommendations.models import (
    AgreementPage,
    AgreementsPage,
    AgreementVersionPage,
    Comment,
    CommentState,
    RecommendationPage,
    RecommendationsPage,
)
from safeconduct.public.recommendations.seeding import content


def below(home: HomePage, add: Any) -> None:
    """The board, an agreement in three versions, a comment; `add(parent, page)` puts a page before readers."""
    now = timezone.now()
    first = _board(home, add)
    _agreements(home, add)
    _comment(first, now)


def _board(home: HomePage, add: Any) -> RecommendationPage:
    board = RecommendationsPage(show_in_menus=True, **_ours(content.BOARD))
    add(home, board)
    pages = [
        RecommendationPage(owner_name=content.US, **_ours(texts))
        for texts in content.recommendations(timezone.localdate())
    ]
    for page in pages:
        add(board, page)
    return pages[0]


def _agreements(home: HomePage, add: Any) -> None:
    listed = AgreementsPage(show_in_menus=True, **_ours(content.AGREEMENTS))
    add(home, listed)
    agreement = AgreementPage(**_ours(content.agreement()))
    add(listed, agreement)
    for texts in content.versions(timezone.localdate()):
        add(agreement, AgreementVersionPage(**_ours(texts)))


def _ours(texts: dict[str, Any]) -> dict[str, Any]:
    slug = {"slug": texts.get("slug") or slugify(texts["title"])}
    return texts | slug | {"answers_for_it": content.US, "reviewed_on": timezone.localdate()}


def _comment(page: RecommendationPage, now: datetime) -> None:
    Comment.objects.create(
        page_id=page.pk,
        language="en",
        organisation="Centro Alameda (invented)",
        text="Five days are long for somebody who sleeps at a station. Ask for one day where a bed is asked for.",
        state=CommentState.SHOWN,
        made_at=now,
        decided_at=now,
        secret_hash=hash_of(new_secret()),
    )
