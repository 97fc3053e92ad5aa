"""Pages that members open, alone and among files of others: what is asked and read for each, and how long it takes.

Two nodes and a few people; members of both go through the pages by their links, and each page is opened again: before,
and when some thousand files of other agencies and of colleagues stand around. What reads many rows is said with its
beginning, inside functions too. The worker's rounds go the same way. A page that is new and nobody reached is said.
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from uuid import UUID

from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.demonstration.walk import NAME, SHARED, Walk
from safeconduct.commands.measures import WRONG, Numbers, Plan
from safeconduct.commands.measures.crowd import grow, model_of
from safeconduct.commands.measures.drivers import Driver, driver
from safeconduct.commands.measures.places import administered, two_nodes
from safeconduct.commands.measures.stand_ins import fill
from safeconduct.commands.measures.tokens import made_on_the_page
from safeconduct.commands.measures.unopened import UNOPENED
from safeconduct.commands.nodes.node import Node

FILES = 4_000
COLLEAGUES = 0.5
"""Of the files around, so many are of the measured members' own agencies, and nothing that they hold."""
A_PLACE = 200
"""Files of one agency among the others."""
GROWS, FEW = 1.3, 200
"""A page is listed where the rows read grew by more than this factor, and by more than so many."""
STARTS = ("/", "/lists/", "/review/", "/complaints/", "/counts/", "/kept/", "/authorities/", "/interpreters/",
          "/administration/", "/administration/peers/", "/administration/agencies/", "/account/")  # fmt: skip
LISTS = ("people", "services", "enquiries", "events", "referrals")
"""What software asks for again and again: below /api/v1/."""
MEMBERS = (
    ("ro", "Ana Pop"),
    ("ro", "Dan Rusu"),
    ("ro", "Andrei Oprea"),
    ("ro", "Corina Matei"),
    ("be", "Sofie Maes"),
)
"""Case worker, lead, administrator, coordinator; and the receiver's case worker."""
EXPLAIN = {
    "log_analyze": "on", "log_buffers": "on", "log_timing": "off", "log_nested_statements": "on",
    "log_format": "json", "log_level": "notice", "log_min_duration": "0",
}  # fmt: skip

type Found = dict[str, Any]


def measure(plan: Plan) -> Numbers:
    """What each page and each round reads, before and after; those that grew, and pages that nobody reached."""
    with two_nodes(plan) as pair:
        starts, references, token = _walked(pair, plan)
        paths, missing = _reached(pair, starts, plan)
        before = _opened(pair, paths, token, plan)
        for node, member in ((pair.ro, "Ana Pop"), (pair.be, "Sofie Maes")):
            _crowd(node, references[node.id], UUID(pair.member(member)), plan)
        after = _opened(pair, paths, token, plan)
    pages = {name: _beside(before[name], after[name]) for name in after}
    return {
        "files of others": plan.of(FILES, short=FILES // 10),
        "pages and rounds": len(pages),
        "grew": {name: said for name, said in pages.items() if _grew(before[name], after[name])},
        "read much or took long": {
            name: [f"{one['rows']} rows, {one['ms']} ms: {one['sql']}" for one in found["heavy"]]
            for name, found in after.items()
            if found["heavy"]
        },
        "all": pages,
        WRONG: [
            *({"what": f"a page that nobody reached: {name}"} for name in missing),
            *({"what": f"{name} answered {one['status']}"} for name, one in after.items() if "status" in one),
        ],
    }


def _walked(pair: Pair, plan: Plan) -> tuple[dict[str, list[str]], dict[str, str], str]:
    """A few deeds, so that lists have something in them; where each node's members begin, a referral there, a token."""
    plan.say("a few people, and what happens to them")
    walk = Walk(pair, lambda _step: None)
    walk.ana.sign_in()
    walk.sofie.sign_in()
    walk._asked_without_a_name()
    service = pair.files["be"]["agencies"][0]["services"][0]["id"]
    person = walk._case()
    walk._talk(person)
    draft = walk.ana.draft(person, service, "urgent").path
    sent, accepted = (_sent(walk, service) for _ in range(2))
    walk.sofie.accept(accepted)
    walk.loop.until("it was released", lambda: NAME in walk.sofie.see(accepted).text)
    opening = f"{accepted}own/"
    file = walk.sofie.browser.submit(walk.sofie.see(opening), opening).path
    reference = sent.split("/")[2]
    here, there = [person, draft, sent, accepted], [sent, accepted, file]
    starts = {"ro": [*STARTS, *here], "be": [*STARTS, *there]}
    return starts, {"ro": reference, "be": reference}, made_on_the_page(walk.ana)


def _sent(walk: Walk, service: str) -> str:
    draft = walk.ana.draft(walk._case(), service, "urgent")
    path = walk.ana.consent(draft, told(SHARED, language="uk")).path
    walk.ana.send(path)
    walk.loop.until("the referral is there", lambda: walk.sofie.see(path).status == 200)
    return path


def _reached(
    pair: Pair, starts: dict[str, list[str]], plan: Plan
) -> tuple[dict[tuple[str, str], dict[str, str]], list[str]]:
    """By member the pages that links lead to, each name once; and the names that are in no list."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    known: set[str] = set()
    for node, member in MEMBERS:
        plan.say(f"pages of {member}")
        with driver(getattr(pair, node), 1) as own:
            known |= set(own.do("addresses")["names"])
            found[node, member] = _crawled(own, pair.member(member), starts[node])
    missing = known - UNOPENED - {name for pages in found.values() for name in pages}
    return found, sorted(missing)


def _crawled(own: Driver, member: str, starts: list[str]) -> dict[str, str]:
    reached: dict[str, str] = {}
    waiting = deque(own.do("named", paths=starts)["named"])
    while waiting:
        path, name = waiting.popleft()
        if name in reached or name in UNOPENED:
            continue
        answer = own.do("opened", member=member, path=path)
        if answer["status"] == 200:
            reached[name] = path
            waiting.extend(answer["links"])
    return reached


def _opened(
    pair: Pair, paths: dict[tuple[str, str], dict[str, str]], token: str, plan: Plan
) -> dict[str, Found]:
    """What every page of every member reads, every list of the API and every round of the worker."""
    found: dict[str, Found] = {}
    for (node, member), pages in paths.items():
        plan.say(f"{len(pages)} pages for {member}")
        with _explained(getattr(pair, node)), driver(getattr(pair, node), 1) as own:
            for name, path in pages.items():
                times = plan.of(20, short=3)
                found[f"{name}, {member}"] = own.do(
                    "looked", member=pair.member(member), path=path, times=times
                )
    plan.say("software, and the worker's rounds")
    with _explained(pair.ro), driver(pair.ro, 1) as own:
        for name in LISTS:
            path = f"/api/v1/{name}"
            found[path] = own.do("looked", member="", token=token, path=path, times=5)
    with _explained(pair.ro), driver(pair.ro, 1, "worker") as own:
        for name in own.do("rounds")["names"]:
            found[f"round: {name}"] = own.do("round", name=name)
    return found


@contextmanager
def _explained(node: Node) -> Iterator[None]:
    """Connections that are made inside are told the plan of each of their statements."""
    with closing(administered(node)) as connection:
        connection.execute("ALTER SYSTEM SET session_preload_libraries = 'auto_explain'")
        for name, value in EXPLAIN.items():
            connection.execute(f"ALTER SYSTEM SET auto_explain.{name} = '{value}'")
        connection.execute("SELECT pg_reload_conf()")
        time.sleep(0.5)  # until every process of the server has heard of it
        try:
            yield
        finally:
            connection.execute("ALTER SYSTEM RESET ALL")
            connection.execute("SELECT pg_reload_conf()")


def _crowd(node: Node, reference: str, member: UUID, plan: Plan) -> None:
    """Files of other agencies, then files of colleagues, with something in every table."""
    files = plan.of(FILES, short=FILES // 10)
    others = round(files * (1 - COLLEAGUES))
    with closing(administered(node)) as connection:
        model = model_of(connection, reference, member)
        for copies, share in (((0, others), None), ((others, files), 1)):
            grow(
                connection, model, places=files // A_PLACE, copies=copies, plan=plan,
                **({"own_share": share} if share else {}),
            )  # fmt: skip
            connection.execute("SET session_replication_role = replica")
            fill(connection)
            connection.execute("SET session_replication_role = origin")
        connection.execute("VACUUM (ANALYZE)")


def _grew(before: Found, after: Found) -> bool:
    return bool(after["rows"] > before["rows"] * GROWS and after["rows"] - before["rows"] > FEW)


def _beside(before: Found, after: Found) -> str:
    ratio = after["ms"] / max(before["ms"], 0.1)
    queries = f"{after['queries']} queries, " if "queries" in after else ""
    return (
        f"{queries}{before['ms']} ms alone, {after['ms']} among others ({ratio:.2f}); "
        f"rows {before['rows']}, {after['rows']}"
    )
