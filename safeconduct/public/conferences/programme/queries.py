"""Conferences as readers may see them, in one language; a draft is none of them. A fixed number of queries."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from safeconduct.public.conferences.models import (
    BudgetLine,
    Edition,
    EditionState,
    EditionText,
    Material,
    Session,
)
from safeconduct.public.conferences.programme.facts import (
    EarlierFacts,
    EditionFacts,
    MaterialFacts,
    SessionFacts,
    SpeakerFacts,
)
from safeconduct.public.conferences.programme.wording import in_language

MOST_SESSIONS = 1000
"""More are not shown: a programme is some dozens, the largest that was thought of 300."""


def public_editions() -> QuerySet[Edition]:
    """All that readers may know of."""
    return Edition.objects.exclude(state=EditionState.DRAFT)


def facts_of(editions: Iterable[Edition], language: str) -> list[EditionFacts]:
    """These editions in this language, in the same order; one query."""
    found = list(editions)
    texts: dict[int, list[EditionText]] = {}
    for text in EditionText.objects.filter(edition__in=found):
        texts.setdefault(text.edition_id, []).append(text)
    return [_edition(each, texts.get(each.pk, []), language) for each in found]


def _edition(edition: Edition, texts: list[EditionText], language: str) -> EditionFacts:
    first = edition.language
    names = {first: edition.name} | {each.language: each.name for each in texts}
    funding = {first: edition.funding} | {each.language: each.funding for each in texts if each.funding}
    return EditionFacts(
        code=edition.code,
        series=edition.series,
        name=in_language(names, language, first),
        introduction=in_language({each.language: each.introduction for each in texts}, language, first),
        funding=in_language(funding, language, first)
        if edition.funding
        else in_language({}, language, first),
        state=edition.state,
        scope=edition.scope,
        country=edition.country,
        place=edition.place,
        time_zone=edition.time_zone,
        starts_at=edition.starts_at,
        ends_at=edition.ends_at,
        opens_at=edition.opens_at,
        closes_at=edition.closes_at,
        changed_at=edition.changed_at,
        organiser=edition.organiser,
        contact=edition.contact,
        revision=edition.revision,
        announced_at=edition.announced_at,
        moved_at=edition.moved_at,
        interpretation=tuple(edition.interpretation),
        language=first,
        written_in=tuple(sorted({first, *(each.language for each in texts)})),
    )


def sessions_of(edition: Edition, language: str) -> list[SessionFacts]:
    """The programme in order; five queries, however long it is."""
    found = Session.objects.filter(edition=edition).select_related("room")
    found = found.prefetch_related("texts", "speakers", Prefetch("materials", _materials())).order_by(
        "starts_at", "room__name", "pk"
    )
    return [_session(each, language, edition.language) for each in found[:MOST_SESSIONS]]


def _session(session: Session, language: str, first: str) -> SessionFacts:
    texts = session.texts.all()
    return SessionFacts(
        id=session.pk,
        kind=session.kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        room=session.room.name if session.room else "",
        title=in_language({each.language: each.title for each in texts}, language, first),
        about=in_language({each.language: each.about for each in texts}, language, first),
        speakers=tuple(
            SpeakerFacts(each.pk, each.name, each.organisation) for each in session.speakers.all()
        ),
        spoken=tuple(session.spoken),
        materials=tuple(map(_material, session.materials.all())),
    )


def materials_of(edition: Edition) -> list[MaterialFacts]:
    """What belongs to the whole edition."""
    return [_material(each) for each in _materials().filter(edition=edition, session=None)]


def _materials() -> QuerySet[Material]:
    """Those that count, each with its earlier versions, the newest of them first."""
    earlier = Material.objects.order_by("-replaced_at")
    return Material.objects.filter(newer=None).prefetch_related(Prefetch("earlier", earlier))


def _material(material: Material) -> MaterialFacts:
    return MaterialFacts(
        material.code,
        material.title,
        material.language,
        material.licence,
        material.ending,
        material.size,
        tuple(
            EarlierFacts(each.code, each.replaced_at) for each in material.earlier.all() if each.replaced_at
        ),
    )


def budget_of(edition: Edition) -> list[BudgetLine]:
    """The lines that readers see: none unless the edition says so."""
    return list(BudgetLine.objects.filter(edition=edition)) if edition.shows_budget else []
