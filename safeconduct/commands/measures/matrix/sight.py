"""The matrix in SQL: one question for each kind of member returns every pair of case and section that it sees.

Each answer is compared whole with what the naive reading lets that member see, at one moment for all: the grants that
end or begin at it are set to it, to the microsecond, while the transaction of the questions is open.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from safeconduct.commands.measures.matrix import files, naive
from safeconduct.commands.measures.matrix.attempts import asking
from safeconduct.commands.measures.matrix.files import EDGES, File
from safeconduct.commands.measures.matrix.people import (
    PEER,
    SIGN_IN,
    Asker,
    Base,
    askers,
    named,
    put_outside,
    unforced,
)
from safeconduct.commands.measures.matrix.rule import Found, Told

TABLES = ("cases.section_version", "keys.section_key", "referrals.text")
"""Where a section's content, its keys and its texts lie: the same pairs must be seen in each."""

type Counts = dict[str, Found]


def asked(base: Base, *, purposes: Sequence[str] = naive.PURPOSES, told: Told) -> Counts:
    """Everything that SQL is asked of the people who are there, by name. The database is left with the rows in it."""
    everybody = askers()
    with asking(base.owner):
        led, opened = files.led(base, everybody, ("assessment", *(p for p in purposes if p != "assessment")))
        placed, places = files.placed(base, everybody, purposes)
        received, brought = files.received(base, everybody, purposes)
        left = files.disclosed(base, purposes)
    glass = _broken(base, everybody, placed)
    put_outside(base, everybody)
    every = [*led, *placed, *received]
    _fill(base.owner, every, {file.id for file in received})
    return {
        "opening a case": opened,
        "giving a place": places,
        "taking in": brought,
        "letting leave": left,
        **_sight(base, everybody, every, glass, told),
    }


# --- Rows -----------------------------------------------------------------------------------------------------


def _fill(owner: psycopg.Connection, every: list[File], received: set[UUID]) -> None:
    """A version, a key and a text for every section of every case, whether or not anybody sees it."""
    ids, sections = [file.id for file in every], list(naive.SECTIONS)
    pairs = "unnest(%s::uuid[]) AS c (id) CROSS JOIN unnest(%s::text[]) AS s (name)"
    with unforced(owner, *TABLES, "referrals.referral"):
        owner.execute(
            "INSERT INTO cases.section_version (id, case_id, section, version, generation, sealed, saved_at, "
            "saved_by_role) "
            f"SELECT gen_random_uuid(), c.id, s.name, 1, 1, '', now(), 'lawyer' FROM {pairs}",
            [ids, sections],
        )
        owner.execute(
            "INSERT INTO keys.section_key (id, case_id, section, generation, intake, wrapped, made_at) "
            f"SELECT gen_random_uuid(), c.id, s.name, 1, c.id = ANY (%s), '', now() FROM {pairs} "
            "WHERE (c.id, s.name) NOT IN (SELECT e.id, e.name FROM unnest(%s::uuid[], %s::text[]) AS e (id, name))",
            [list(received), ids, sections, *_erased(every)],
        )
        owner.execute(
            "INSERT INTO referrals.referral (id, shared, side, agency_id, other_agency_id, peer, team_id, "
            "case_id, handle, "
            "reference, service, need, urgency, purpose, country, state, head, created_at, since, flags, consent_id, "
            "consent_version, consent, at_once, held_back, taken_back, holder_answer, preview_seen, has_guardian, "
            "capacity) "
            "SELECT c.id, c.id, 'receiver', c.agency_id, %s, %s, c.id, c.id, '', c.id::text, 'x', '', 'x', 'x', "
            "'RO', 'sent', "
            "'', now(), now(), '{}', c.id, 1, '{}', '{}', '{}', '{}', '', false, false, '' "
            'FROM access."case" c WHERE c.id = ANY (%s)',
            [named("agency", "of the peer"), PEER, ids],
        )
        owner.execute(
            "INSERT INTO referrals.text (id, referral_id, agency_id, case_id, section, generation, sealed, kind, "
            "language, "
            "side, role, at) SELECT gen_random_uuid(), c.id, a.agency_id, c.id, s.name, 1, '', 'news', 'en', "
            "'sender', 'x', "
            f'now() FROM {pairs} JOIN access."case" a ON a.id = c.id',
            [ids, sections],
        )
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _erased(every: list[File]) -> list[list[Any]]:
    gone = [(file.id, section) for file in every for section in file.erased]
    return [[case for case, _ in gone], [section for _, section in gone]]


def _broken(base: Base, everybody: list[Asker], placed: list[File]) -> dict[UUID, set[tuple[UUID, str]]]:
    """Who may break the glass has broken it, for all that the file lets them read: as the door would write it."""
    cases = {file.id for file in placed}
    seen: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    rows = []
    for one in everybody:
        case = named("placed", one.sector, "assessment")
        for section in files.opens(one.sector, one.profession, "protection", "break_glass"):
            if case in cases:
                rows.append((case, one.agency, section, one.id))
                if one.standing not in ("suspended", "moved away"):
                    seen[one.id].add((case, section))
    base.owner.execute(
        "INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, valid_from, "
        "valid_until, sign_in) "
        "SELECT c, a, s, m, 'protection', 'break_glass', access.domain_now(), access.domain_now() + interval '4 "
        "hours', %s "
        "FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::uuid[]) AS x (c, a, s, m)",
        [SIGN_IN, *(list(column) for column in zip(*rows, strict=True))],
    )
    return seen


# --- Sight ----------------------------------------------------------------------------------------------------


def _sight(
    base: Base,
    everybody: list[Asker],
    every: list[File],
    glass: dict[UUID, set[tuple[UUID, str]]],
    told: Told,
) -> Counts:
    """All members, one after the other, at one moment."""
    pairs = len(every) * len(naive.SECTIONS)
    counts = {name: Found() for name in ("grants", *TABLES, "editing", "versions")}
    seen, edited = _right(every, glass)
    by_version = _by_version(every)
    erased = {(file.id, section) for file in every for section in file.erased}
    app = base.connections["app"]
    with app.transaction():
        row = app.execute("SELECT access.domain_now()").fetchone()
        assert row is not None  # noqa: S101  (a SELECT without FROM always has a row)
        _set_edges(base.owner, row[0])
        for done, one in enumerate(everybody):
            told(done, len(everybody))
            app.execute("SELECT set_config('safeconduct.context', %s, true)", [base.token(one.id)])
            right = seen.get(one.id, set())
            _same(counts["grants"], one, pairs, _pairs(app, "access.my_grants()"), right)
            for table in TABLES:
                there = right - erased if table == "keys.section_key" else right
                _same(counts[table], one, pairs, _pairs(app, table), there)
            may_write = _pairs(app, "access.editable_sections()")
            _same(counts["editing"], one, pairs, may_write, edited.get(one.id, set()))
            _same(counts["versions"], one, len(every), _versions(app), by_version.get(one.id, set()))
    return counts


def _right(
    every: list[File], glass: dict[UUID, set[tuple[UUID, str]]]
) -> tuple[dict[UUID, set[tuple[UUID, str]]], dict[UUID, set[tuple[UUID, str]]]]:
    seen: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    edited: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    for file in every:
        for member, sections in file.by.items():
            seen[member] |= {(file.id, section) for section in sections}
        for member, sections in file.edits.items():
            edited[member] |= {(file.id, section) for section in sections}
    for member, pairs in glass.items():
        seen[member] |= pairs
    return seen, edited


def _by_version(every: list[File]) -> dict[UUID, set[tuple[UUID, int]]]:
    """For each member the cases that are seen by a consent, and by which version of it."""
    seen: dict[UUID, set[tuple[UUID, int]]] = defaultdict(set)
    for file in every:
        for member, sections in file.by.items():
            if file.consent_version and sections:
                seen[member].add((file.id, file.consent_version))
    return seen


def _versions(app: psycopg.Connection) -> set[tuple[UUID, int]]:
    asked = (
        "SELECT DISTINCT case_id, consent_version FROM access.my_grants() WHERE consent_version IS NOT NULL"
    )
    return set(app.execute(asked).fetchall())


def _set_edges(owner: psycopg.Connection, now: Any) -> None:
    for state, (column, microseconds, _is_seen) in EDGES.items():
        cases = [
            named("received", sector, purpose, basis, state)
            for sector in naive.SECTORS for purpose in naive.PURPOSES for basis in naive.RECEIVED
        ]  # fmt: skip
        owner.execute(
            f"UPDATE access.grants SET {column} = %s + make_interval(secs => %s) WHERE case_id = ANY (%s)",
            [now, microseconds / 1_000_000, cases],
        )


def _pairs(app: psycopg.Connection, source: str) -> set[tuple[UUID, str]]:
    return set(app.execute(f"SELECT case_id, section FROM {source}").fetchall())


def _same(found: Found, one: Asker, pairs: int, seen: set[Any], right: set[Any]) -> None:
    """Every pair counts as asked, seen or not: what is in neither set is a no of both."""
    wrong = seen ^ right
    found.asked += pairs
    found.differing += len(wrong)
    for case, section in sorted(wrong)[:2]:
        is_seen = (case, section) in seen
        found.shown.append(f"{one}: {section} of {case} is {'' if is_seen else 'not '}seen")
