"""Which services the rules of matching look at: read from what lies laid out by need and place, a bounded number.

Of a place with more than `WINDOW` services under a need, those are read whose turn it is today, and those that said
last that places are free: each comes into the window on some day. What is shown is decided by the rules alone.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.directory.finding.asked import Offered, Wanted
from safeconduct.directory.finding.soft import USUAL, Soft
from safeconduct.directory.finding.weighing import STALE
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import hours
from safeconduct.directory.reading.bits import answers, mask
from safeconduct.directory.reading.read_rows import COLUMNS, made
from safeconduct.directory.reading.typed import Typed
from safeconduct.vocabulary.codes import Intake, Takes
from safeconduct.vocabulary.regions import REGIONS, chain, country_of
from safeconduct.vocabulary.together import asked

WINDOW = 40
LEAST = 8
"""In each part of a region with many parts, at least."""
MOST = 240
"""So many services are ranked at once."""
CIRCLE = 1 << 28
STRIDE = 165_901_499
"""By how much the circle of turns goes on each day: prime, and far, so that days that follow look at others."""

# Of each place: those whose turn it is, on from where the circle begins today and round; and those with free places.
NEAR = """
SELECT p.place, near.by_turn, near.entry_id FROM unnest(%(places)s::text[]) AS p (place), LATERAL (
  (SELECT true AS by_turn, circle.entry_id FROM (
    (SELECT s.entry_id FROM directory.spot s WHERE s.need = %(need)s AND s.place = p.place AND s.turn >= %(start)s
        AND s.refuses & %(refuses)s = 0 {more} ORDER BY s.turn, s.entry_id LIMIT %(window)s)
    UNION ALL
    (SELECT s.entry_id FROM directory.spot s WHERE s.need = %(need)s AND s.place = p.place AND s.turn < %(start)s
        AND s.refuses & %(refuses)s = 0 {more} ORDER BY s.turn, s.entry_id LIMIT %(window)s)
   ) circle LIMIT %(window)s)
  UNION ALL
  (SELECT false, s.entry_id FROM directory.spot s WHERE s.need = %(need)s AND s.place = p.place
      AND s.freed_at >= %(fresh)s AND s.refuses & %(refuses)s = 0 {more}
    ORDER BY s.freed_at DESC, s.entry_id LIMIT %(window)s)
) AS near
"""
OF_LANGUAGES = "AND s.languages && %(languages)s::text[]"
OF_NEEDS = "AND s.answers & %(answers)s = %(answers)s"
ROWS = """
WITH near AS MATERIALIZED ({near})
SELECT {columns}, (SELECT f.fresh_at FROM directory.feed f WHERE f.node = a.node),
       directory.is_said_wrong(e.team_id, e.service), {weights},
       (SELECT count(*) >= %(window)s FROM near n WHERE n.by_turn GROUP BY n.place ORDER BY count(*) DESC LIMIT 1)
  FROM (SELECT n.entry_id FROM near n {wished} ORDER BY entry_id LIMIT %(most)s) w
  JOIN directory.entry e ON e.id = w.entry_id
  JOIN agencies.team t ON t.id = e.team_id JOIN agencies.agency a ON a.id = e.agency_id
 WHERE NOT e.agency_id = ANY (%(but)s::uuid[]) ORDER BY e.id
"""
WISHED = """UNION SELECT o.id FROM directory.entry o WHERE o.id = ANY (%(wish)s::uuid[])
  UNION SELECT o.id FROM directory.entry o WHERE o.agency_id = ANY (%(wish)s::uuid[])"""
ALONE = "GROUP BY n.entry_id"
# Written out before anything is joined: else the server may read all services in the order of their ids.
NAMED = "SELECT ''::text AS place, false AS by_turn, o.id AS entry_id FROM directory.entry o WHERE {named}"
WEIGHTS = "(SELECT jsonb_object_agg(w.what, w.points) FROM directory.weight w)"


@dataclass(frozen=True, slots=True)
class Found:
    """The services to be ranked, and whether there may be more than were looked at."""

    entries: list[Entry]
    is_cut: bool


def places(wanted: Wanted) -> list[str]:
    """Under which places the services of a search lie."""
    if wanted.region:
        parts = {code for code in REGIONS if wanted.region in chain(code)}
        return sorted({*chain(wanted.region), wanted.region, *parts, f"{country_of(wanted.region)}*"})
    return [wanted.country]


def start(now: datetime) -> int:
    """Where in the circle of turns this day begins."""
    return now.date().toordinal() * STRIDE % CIRCLE


def near(wanted: Wanted, now: datetime) -> tuple[str, dict[str, object]]:
    """Which services are looked at, as one statement that gives ids, and its values."""
    needs = sorted(wanted.needs) or [""]
    more = (OF_LANGUAGES if wanted.languages else "") + (OF_NEEDS if len(needs) > 1 else "")
    return NEAR.format(more=more), {
        "places": places(wanted), "need": needs[0], "answers": answers(needs[1:]), "start": start(now),
        "refuses": mask(wanted), "window": max(LEAST, WINDOW // len(places(wanted))), "fresh": now - STALE,
        "languages": [*sorted(wanted.languages), "*"],
    }  # fmt: skip


def candidates(
    wanted: Wanted,
    *,
    now: datetime,
    typed: Typed | None = None,
    but: Collection[UUID] = (),
    with_weights: bool = False,
) -> Found:
    """The services that may fit, with their teams and agencies, in one question; `but` names agencies left out.

    `with_weights` asks the node's weights in the same one, for `weights_of`.
    """
    looked_at, values = near(wanted, now) if typed is None else _named(wanted, typed)
    sql = ROWS.format(
        near=looked_at, columns=COLUMNS, wished=WISHED if wanted.wish else ALONE,
        weights=WEIGHTS if with_weights else "NULL",
    )  # fmt: skip
    values = {"window": WINDOW} | values
    values |= {"wish": list(wanted.wish), "but": list(but), "most": MOST + 1}
    rows = asked(*_plain(sql, values))
    entries = made(rows[:MOST])
    for entry, row in zip(entries, rows, strict=False):
        entry.heard_at, entry.said_wrong, entry.weights = row[-4:-1]  # type: ignore[attr-defined]
    return Found(entries, bool(rows) and (bool(rows[0][-1]) or len(rows) > MOST))


def _named(wanted: Wanted, typed: Typed) -> tuple[str, dict[str, object]]:
    """By their words: every word that was typed, or one that was meant by it."""
    meant: dict[str, object] = {f"word{number}": list(one.meant) for number, one in enumerate(typed.words)}
    named = [f"o.words && %({name})s::text[]" for name in meant] if typed.is_known else ["false"]
    if wanted.needs:
        named.append("o.needs @> %(needs)s::text[]")
    if wanted.country:
        named.append("o.words @> ARRAY['country:' || %(country)s::text]")
    meant |= {"needs": sorted(wanted.needs), "country": wanted.country}
    return NAMED.format(named=" AND ".join(named)), meant


def _plain(sql: str, values: dict[str, object]) -> tuple[str, Sequence[object]]:
    """The statement with its values in the order of their places, as a part of a larger one takes them."""
    pieces = sql.split("%(")
    text, order = pieces[0], []
    for piece in pieces[1:]:
        name, _sign, rest = piece.partition(")s")
        order.append(values[name])
        text += "%s" + rest
    return text, order


def weights_of(entries: Sequence[Entry]) -> dict[Soft, int]:
    """How much each soft reason counts on this node, as it came with the services."""
    said = getattr(entries[0], "weights", None) or {} if entries else {}
    said = json.loads(said) if isinstance(said, str) else said
    return {soft: said.get(soft.value, usual) for soft, usual in USUAL.items()}


def offered(entry: Entry) -> Offered:
    """A service as the rules see it."""
    return Offered(
        id=entry.id,
        agency=entry.agency_id,
        agency_name=entry.agency.name,
        country=entry.agency.country,
        sector=entry.agency.sector,
        service=entry.service,
        needs=frozenset(entry.needs),
        languages=frozenset(entry.spoken or entry.team.languages),
        reads=frozenset(entry.team.languages),
        says_spoken=bool(entry.spoken),
        interpreters=entry.interpreters,
        takes=frozenset(Takes(one) for one in entry.takes),
        min_age=entry.min_age,
        max_age=entry.max_age,
        takes_children=entry.takes_children,
        with_children=entry.with_children,
        step_free=entry.step_free,
        without_papers=entry.without_papers,
        from_abroad=entry.from_abroad,
        regions=frozenset(entry.regions),
        intake=Intake(entry.intake) if entry.intake else None,
        hours=hours(entry),
        places=entry.places_free,
        places_as_of=entry.places_as_of,
        doubted_at=entry.doubted_at,
        checked_on=entry.checked_on,
    )
