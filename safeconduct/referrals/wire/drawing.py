"""The parts of the protocol's page that the tables draw. Each stands on the page between two marks.

The rest of the page is written by hand. `redrawn` puts the parts in; a test holds the page to it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from safeconduct.cases.fields import FIELDS
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.safe_hours import Channel, Days
from safeconduct.referrals import codes
from safeconduct.referrals.clockwork.by_itself import SAYS
from safeconduct.referrals.drawing import sides_named
from safeconduct.referrals.meanings import MEANING
from safeconduct.referrals.moves import (
    CLOCK_MOVES,
    MOVES,
    TURN,
    Elsewhere,
    Event,
    State,
    Target,
    clock_side,
    sides_for,
)
from safeconduct.referrals.wire.bodies import BODIES
from safeconduct.referrals.wire.body import Body
from safeconduct.referrals.wire.parts import SHARED, Member, Part
from safeconduct.referrals.wire.refusals import REFUSALS
from safeconduct.referrals.wire.tables import table
from safeconduct.vocabulary.codes import SCHEMES
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.sections import NEVER_SENT, Section

PAGE = "docs/reference/exchange-protocol.md"

_MARKED = re.compile(r"(<!-- drawn: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def redrawn(page: str, more: Mapping[str, str]) -> str:
    """The page with each marked part as the tables say it now; `more` are parts that come from elsewhere, by name.

    Raises KeyError for a mark that nobody draws.
    """
    parts = {**{name: draw() for name, draw in DRAWN.items()}, **more}
    return _MARKED.sub(lambda found: f"{found[1]}\n{parts[found[2]]}\n{found[3]}", page)


# --- Bodies -----------------------------------------------------------------------------------------------


def _overview() -> str:
    return table(
        ("type", "from", "lane", "key", "says"),
        (
            (f"[`{body.type}`](#{_anchor(body.type)})", body.by, _lane(body), _keys(body), body.about)
            for body in BODIES
        ),
    )


def _bodies() -> str:
    return "\n".join(_body(body) for body in BODIES)


def _body(body: Body) -> str:
    about = f"{body.about} From {body.by}, lane {_lane(body)}, signed by the key {_keys(body)}."
    consent = f"Consent in the header: {body.consent}."
    effect = f"Effect: {body.effect}. Schema: [{body.file}](exchange/{body.file}).\n"
    refuses = f"Refused with {_listed(body.refuses)}.\n" if body.refuses else "Never refused.\n"
    return "\n".join([f"#### `{body.type}`\n", about, consent, effect, _members(body.members), refuses])


def _lane(body: Body) -> str:
    return f"`{body.lane}`" if body.lane else "that of the number"


def _keys(body: Body) -> str:
    return " or ".join(f"`{key}`" for key in body.keys)


def _members(members: tuple[Member, ...]) -> str:
    return table(
        ("member", "value", "required", "meaning"),
        ((f"`{one.name}`", one.shape.said, "yes" if one.required else "no", one.meaning) for one in members),
    )


def _parts() -> str:
    return "\n".join(_part(part) for part in SHARED)


def _part(part: Part) -> str:
    name = {"part": "Section part"}.get(part.name, part.name.capitalize())
    return f"#### {name}\n\n{part.about}\n\n{_members(part.members)}"


def _refusals() -> str:
    return table(("code", "meaning"), ((f"`{code}`", meaning) for code, meaning in REFUSALS.items()))


def _anchor(message_type: str) -> str:
    return message_type.replace(".", "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in dict.fromkeys(names))


# --- States and moves -------------------------------------------------------------------------------------


def _states() -> str:
    return table(
        ("state", "meaning", "turn of"),
        ((f"`{state}`", str(MEANING[state]), sides_named(TURN[state])) for state in State),
    )


def _moves() -> str:
    rows = [
        (
            f"`{state}`",
            f"`{event}`",
            _target(target),
            sides_named(sides_for(state, event)),
            _reason(state, event),
        )
        for state, events in MOVES.items()
        if state is not State.DRAFT
        for event, target in events.items()
    ]
    first = ("`draft`", "`send`", "`sent`", "sender", "")
    return table(("from", "event", "to", "who", "reason"), [first, *rows])


def _target(target: Target) -> str:
    return "the state before" if target is Elsewhere.BEFORE_HOLD else f"`{target}`"


def _reason(state: State, event: Event) -> str:
    if (state, event) in codes.REASON_REQUIRED:
        return "required"
    if event is Event.RECORD_OUTCOME:
        return "unless every outcome is `given` or `ongoing_at_close`"
    return "may be" if codes.reasons(state, event) else ""


def _codes_of_moves() -> str:
    rows = [
        (f"`{event}`{where}", f"`{name}`", must, _shape(shape))
        for event, where, must, shapes in _carried()
        for name, shape in shapes.items()
    ]
    return table(("event", "code", "", "value"), rows)


def _carried() -> Iterator[tuple[Event, str, str, codes.Shapes]]:
    """Event, where it holds, whether it must be there, the codes."""
    for event in Event:
        reasons = codes.REASONS.get(event)
        yield event, "", "must", codes.CODES.get(event, {})
        for (state, narrowed), shapes in codes.CODES_IN.items():
            if narrowed is event:
                yield event, f" in `{state}`", "must", shapes
        for side, shapes in codes.CODES_OF.get(event, {}).items():
            yield event, f" by the {side}", "must", shapes
        yield event, "", "may", codes.MAY.get(event, {})
        if reasons:
            yield event, "", "see above", {"reason": reasons}
        for (state, narrowed), some in codes.REASONS_IN.items():
            if narrowed is event:
                yield event, f" in `{state}`", "see above", {"reason": some}


_KINDS = {
    codes.Kind.IDENTIFIER: "identifier",
    codes.Kind.PLACE: "plain text: `[A-Za-z0-9_.:+-]{1,64}`, no sentence",
    codes.Kind.DAY: "day, `2026-03-01`",
    codes.Kind.MOMENT: "moment",
    codes.Kind.COUNT: "whole number from 1",
    codes.Kind.YES: "`true`",
    codes.Kind.SERVICES: "list of codes of `service`, at least one",
    codes.Kind.OUTCOMES: "object: each service of `send` to a code of `outcome`",
}


def _shape(shape: codes.Shape) -> str:
    if isinstance(shape, codes.Kind):
        return _KINDS[shape]
    for scheme, known in SCHEMES.items():
        if shape == {str(code) for code in known}:
            return f"code of `{scheme}`"
    return _listed(sorted(shape))


def _clock_moves() -> str:
    rows = (
        (f"`{state}`", f"`{event}`", str(clock_side(state)), _said(SAYS[event]))
        for state, event in CLOCK_MOVES.items()
        if event in SAYS
    )
    return table(("state", "event", "by the clock of", "codes"), rows)


def _said(codes_of_a_clock: codes.Codes) -> str:
    return ", ".join(f"`{name}`: `{value}`" for name, value in codes_of_a_clock.items()) or "none"


# --- Lists ------------------------------------------------------------------------------------------------


def _code_lists() -> str:
    return table(("list", "codes"), ((f"`{scheme}`", _listed(known)) for scheme, known in SCHEMES.items()))


def _languages() -> str:
    return ", ".join(f"`{tag}`" for tag in LANGUAGES) + "\n"


def _sections() -> str:
    rows = (
        (f"`{section}`", name, value)
        for section, fields in FIELDS.items()
        if section not in NEVER_SENT
        for one in fields
        for name, value in _with_parts(one)
    )
    return table(("section", "field", "value"), rows)


def _with_parts(one: Field) -> Iterator[tuple[str, str]]:
    """A field; of a list of rows also what a row consists of, as `field[].part`."""
    yield f"`{one.name}`", _field(one)
    for part in one.parts:
        yield f"`{one.name}[].{part.name}`", _field(part) + (", required" if part.needed else "")


def _field(one: Field) -> str:
    match one.kind:
        case Kind.TEXT:
            return f"text of at most {one.longest} characters"
        case Kind.DATE:
            return "day"
        case Kind.TIME:
            return "time of day, as `09:30`"
        case Kind.CODE | Kind.CODES:
            return ("list of " if one.kind is Kind.CODES else "") + _list_of(one)
        case Kind.ROWS:
            return f"list of objects, {one.most} at most, each with some of the parts that follow"


_COUNTRY = "country: two capital letters, `stateless` or `unknown`"


def _list_of(one: Field) -> str:
    if one.choices is None:
        return "language" if one.name in ("languages", "language") else _COUNTRY
    if set(one.choices) in ({str(code) for code in codes} for codes in (Channel, Days)):
        return _listed(map(str, one.choices))
    return _shape(frozenset(map(str, one.choices)))


def _section_names() -> str:
    return _listed(str(section) for section in Section if section not in NEVER_SENT) + "\n"


DRAWN: dict[str, Callable[[], str]] = {
    "overview": _overview,
    "bodies": _bodies,
    "parts": _parts,
    "refusals": _refusals,
    "states": _states,
    "moves": _moves,
    "codes-of-moves": _codes_of_moves,
    "clock-moves": _clock_moves,
    "code-lists": _code_lists,
    "languages": _languages,
    "sections": _sections,
    "section-names": _section_names,
}
"""The marked parts by name."""
