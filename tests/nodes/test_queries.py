"""A page asks the database a bounded number of questions, however many people stand in its lists."""

from safeconduct.commands.nodes.node import Node
from tests.nodes.places import conferred
from tests.nodes.story import Story
from tests.nodes.town import Town

MOST = 13
OF_A_PERSON = 18
"""A person's page, and that of their team, has everybody with a part, their tasks and referrals on it."""
LISTS = [
    "/lists/",
    "/lists/?turn=ours&clock=week&away=without&sort=-asked",
    "/lists/away/",
    "/lists/taken-out/",
]


def counts(town: Town, node: Node, member: str, paths: list[str]) -> dict[str, int]:
    """Queries of each page for this member, in a process of the node that has seen them once before."""
    asked = {"member": town.pair.member(member), "paths": paths}
    town.driver(node).do("queries", **asked)
    found: dict[str, int] = town.driver(node).do("queries", **asked)["counts"]
    return found


def test_no_page_asks_more_than_thirteen_questions_and_none_asks_more_for_more_people(town: Town) -> None:
    sent, draft = Story(town).sent(), Story(town).drafted()
    sent.sofie.see(sent.path)  # the first look of a day also posts its receipt
    of_sender = [
        "/",
        "/people/new/",
        "/people/bring-in/",
        draft.person,
        f"{draft.person}refer/",
        f"{draft.person}seen/",
        f"{draft.person}screenings/",
        f"{draft.person}screenings/new/",
        f"{draft.person}interviews/",
        *conferred(draft.ana, draft.person),
        f"{draft.person}follow-up/",
        f"{draft.person}rights/",
        "/rights/rules/",
        "/rights/rules/RO-RP-01/",
        "/rights/rules/RO-RP-01/wrong/",
        f"{draft.person}compensation/",
        "/compensation/",
        f"{draft.person}rights/deadlines/",
        "/rights/calendar/",
        f"{draft.person}needs/files/",
        f"{draft.person}interpreting/",
        f"{draft.person}interpreting/new/",
        f"{draft.person}timeline/",
        f"{draft.person}erase/",
        f"{draft.person}return/with-them/",
        "/interpreters/",
        "/directory/?need=housing",
        "/directory/?q=lierre",
        "/cards/",
        "/cards/first-contact/",
        f"{draft.person}copy/",
        "/forms/needs/",
        "/people/from-elsewhere/",
        f"{draft.person}with-the-person/",
        f"{draft.person}with-the-person/rights/",
        f"{draft.person}papers/",
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
    most = dict.fromkeys(
        (draft.person, f"{draft.person}timeline/", f"{draft.person}with-the-person/"), OF_A_PERSON
    )
    too_many = {path: n for found in after for path, n in found.items() if n > most.get(path, MOST)}
    assert too_many == {}
    assert after == before


BESIDE = 18
"""What was received is read beside the own file, and whose it is: a few more than thirteen, however much it is."""


def test_a_file_beside_what_was_received_asks_no_more_for_more_of_it(town: Town) -> None:
    first, second = Story(town).reach("accepted"), Story(town).reach("accepted")
    sofie = first.sofie
    own = sofie.browser.submit(
        sofie.see(f"{first.path}own/"), f"{first.path}own/", pseudonym="Harbour 76"
    ).path
    sofie.see(own)  # the first look of a day also posts its receipt
    paths = [own, first.path, f"{first.path}own/take-over/needs/", f"{own}rights/", f"{own}rights/deadlines/"]
    before = counts(town, town.pair.be, "Sofie Maes", [*paths, second.path, f"{second.path}own/"])
    page = sofie.see(f"{second.path}own/")
    sofie.browser.submit(page, f"{second.path}own/beside/", case=own.split("/")[2])
    sofie.see(own)
    after = counts(town, town.pair.be, "Sofie Maes", paths)
    assert {path: n for path, n in (before | after).items() if n > BESIDE} == {}
    assert after == {path: before[path] for path in paths}


def test_the_pages_of_editions_ask_a_few_questions_too(town: Town) -> None:
    """Of a coordinator whom four agencies have named; the facts are read by a connection of their own."""
    paths = [
        "/",
        "/figures/editions/",
        "/figures/editions/year/2025/",
        "/figures/ask/",
        "/figures/not-counted/",
    ]
    found = counts(town, town.pair.ro, "Corina Matei", paths)
    assert {path: n for path, n in found.items() if n > MOST} == {}
