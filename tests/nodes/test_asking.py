"""Everything that the description of the API allows, and much that it does not, asked with three professions' tokens.

The long form is `./run bench api`; what is asked and what is looked at is in safeconduct/commands/measures/asking.py.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from safeconduct.commands.measures.asking import MEMBERS, Asked, ask, known_in
from tests.nodes.software import Software
from tests.nodes.story import Story
from tests.nodes.town import Town

SEED = 4


@pytest.fixture(scope="module")
def asked(alone: Town) -> dict[str, Asked]:
    """What came of it with each token, all three at once."""
    sent, accepted, draft = Story(alone).sent(), Story(alone).reach("accepted"), Story(alone).drafted()
    next_door = Story(alone, receiver="Radu Ene", to="Cabinet Teiul").sent()
    stories = (sent, accepted, draft, next_door)
    known = known_in(
        alone.pair, [story.reference for story in stories], [story.person.split("/")[2] for story in stories]
    )
    tokens = {name: Software.of(alone, name).token for name in MEMBERS}

    def tried(name: str) -> Asked:
        is_first = name == MEMBERS[0]
        phases = "examples,coverage,fuzzing,stateful" if is_first else "coverage"
        return ask(alone.node("ro"), tokens[name], known, examples=2, seed=SEED, phases=phases)

    with ThreadPoolExecutor(len(MEMBERS)) as pool:
        return dict(zip(MEMBERS, pool.map(tried, MEMBERS), strict=True))


@pytest.mark.parametrize("name", MEMBERS)
def test_nothing_breaks_nothing_is_undescribed_and_nothing_opens_without_its_token(
    asked: dict[str, Asked], name: str, record_property: Callable[[str, object], None]
) -> None:
    found = asked[name]
    assert found.is_complete, found.said[-2000:]
    assert (found.broken, found.failures) == (0, []), found.said[-6000:]
    assert found.operations == 28
    assert found.cases > 1000
    assert found.of(401) >= found.operations, "each operation was asked without a token"
    assert found.of(200) > 50
    said = f"{found.cases} requests of schemathesis as {name}: 0 broken, 0 undescribed, 0 without their token"
    record_property("figure", said)
