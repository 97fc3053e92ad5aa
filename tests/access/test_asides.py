"""What Today does not even ask of a member is empty for them: the parts' own conditions say so, not the page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from safeconduct.referrals.asides_asked import ONCE, ONLY_FOR, PARTS, asked_of
from safeconduct.referrals.asides_of_services import values
from tests.access.names import MEMBERS
from tests.access.world import World

WHAT = (
    "SELECT m.supervises, m.profession = 'administrator', m.profession = 'coordinator', m.keeps_node,"
    " m.profession = 'rapporteur', m.profession = 'lawyer'"
    " FROM agencies.member m WHERE m.id = access.current_member()"
)
ACTING = sorted({*MEMBERS} - {"sam"})
"""Nobody acts for who is suspended."""
NAMES = ("supervises", "administers", "coordinates", "keeps_node", "reports", "pleads")


def days() -> dict[str, Any]:
    """Far ahead, so that whatever has a day is near."""
    today = datetime.now(UTC).date() + timedelta(days=400)
    return {**dict.fromkeys(("today", "ahead", "soon", "fortnight"), today), **values(), "teams": []}


@pytest.mark.parametrize("who", ACTING)
def test_nothing_is_there_in_what_is_not_asked_of_a_member(world: World, who: str) -> None:
    with world.acting(who) as connection:
        is_so = connection.execute(WHAT).fetchone()
        assert is_so
        asked, *_ = asked_of(frozenset(name for name, so in zip(NAMES, is_so, strict=True) if so))
        spared = set(PARTS) - set(asked)
        found = {name: connection.execute(f"{ONCE} ({PARTS[name]})", days()).fetchone() for name in spared}
    assert spared <= set(ONLY_FOR)
    assert {name: row for name, row in found.items() if row and row[0] and row[0] != "[0, 0]"} == {}


def test_some_of_it_is_there_for_others(world: World) -> None:
    """Otherwise the test above would prove nothing."""
    seen = set()
    for who in ACTING:
        with world.acting(who) as connection:
            for name in ONLY_FOR:
                row = connection.execute(f"{ONCE} ({PARTS[name]})", days()).fetchone()
                seen |= {name} if row and row[0] else set()
    assert len(seen) >= 3, seen
