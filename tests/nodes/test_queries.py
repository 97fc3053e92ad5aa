"""A page asks the database a bounded number of questions, however many people stand in its lists."""

from safeconduct.commands.measures.drivers import driver
from safeconduct.commands.nodes.node import Node
from tests.nodes.story import Story
from tests.nodes.town import Town

MOST = 15
LISTS = [
    "/lists/",
    "/lists/?turn=ours&clock=week&away=without&sort=-asked",
    "/lists/away/",
    "/lists/taken-out/",
]
OF_THE_DEMO = 1
"""Who came in by one click is asked at each page whether this is a demonstration; nobody else is."""


def counts(town: Town, node: Node, member: str, paths: list[str]) -> dict[str, int]:
    """Queries of each page for this member, in a process of the node."""
    with driver(node, 1) as own:
        found: dict[str, int] = own.do("queries", member=town.pair.member(member), paths=paths)["counts"]
    return found


def test_no_page_asks_more_than_fifteen_questions_and_none_asks_more_for_more_people(town: Town) -> None:
    sent, draft = Story(town).sent(), Story(town).drafted()
    sent.sofie.see(sent.path)  # the first look of a day also posts its receipt
    of_sender = [
        "/",
        "/people/new/",
        "/people/bring-in/",
        draft.person,
        f"{draft.person}refer/",
        f"{draft.person}seen/",
        draft.path,
        sent.path,
    ]
    of_sender += ["/account/software/"]
    of_receiver = ["/", sent.path, f"{sent.path}move/accept/", *LISTS, f"{sent.path}away/"]
    sides = ((town.pair.ro, "Ana Pop", of_sender), (town.pair.be, "Sofie Maes", of_receiver))
    before = [counts(town, node, member, paths) for node, member, paths in sides]
    for _ in range(3):
        Story(town).sent()
        Story(town).drafted(draft.person)
    after = [counts(town, node, member, paths) for node, member, paths in sides]
    assert {path: n for found in after for path, n in found.items() if n > MOST + OF_THE_DEMO} == {}
    assert after == before
