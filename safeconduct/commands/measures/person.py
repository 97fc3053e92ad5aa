"""The page of a person after twelve months: four hundred entries, nine members in the team, and other files around it.

The file is walked over HTTP, referred to another country and written again hundreds of times. Then the page, its
timeline and its team are opened alone, and among more and more files of others.
"""

import statistics
from contextlib import closing
from uuid import UUID, uuid4

import psycopg

from safeconduct.commands.demonstration.hands import Hands, told
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.demonstration.walk import SHARED, Walk
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.crowd import grow, model_of
from safeconduct.commands.measures.drivers import driver
from safeconduct.commands.measures.places import administered, two_nodes

TEAM = 9
"""Members of the team, its lead among them."""
ENTRIES = 400
A_PLACE = 200
"""Referrals of one agency among the others."""
COLLEAGUE = """
WITH account AS (
  INSERT INTO auth_user
    (username, password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined)
  VALUES (%(name)s, '!', false, '', '', '', false, true, now()) RETURNING id)
INSERT INTO agencies.member
SELECT (jsonb_populate_record(m, jsonb_build_object('id', %(id)s::uuid, 'user_id', account.id, 'name', %(name)s))).*
  FROM agencies.member m, account WHERE m.id = %(like)s
"""


def measure(plan: Plan) -> Numbers:
    """Queries and milliseconds of a person's page, with no, some and many files of others (`--amount`) beside it."""
    most = plan.amount or plan.of(10_000, short=4_000)
    sizes = (0, most // 10, most)
    with two_nodes(plan) as pair:
        walk = Walk(pair, lambda _step: None)
        person, reference = _file(walk, plan)
        with closing(administered(pair.ro)) as connection:
            _long_ago(connection, walk.ana, person, plan)
            model = model_of(connection, reference, UUID(pair.member("Ana Pop")))
            found: Numbers = {"entries": plan.of(ENTRIES, short=20), "members of the team": TEAM}
            for before, size in zip((0, *sizes), sizes, strict=False):
                if size > before:
                    grow(connection, model, places=max(2, size // A_PLACE), copies=(before, size), plan=plan)
                plan.say(f"{size} files of others")
                found[f"{size} files of others"] = _pages(pair, walk.ana, person, plan)
        return found


def _file(walk: Walk, plan: Plan) -> tuple[str, str]:
    plan.say("a person, referred and accepted")
    walk.ana.sign_in()
    person = walk._case()
    service = walk.pair.files["be"]["agencies"][0]["services"][0]["id"]
    draft = walk.ana.draft(person, service, "urgent")
    walk.ana.consent(draft, told(SHARED, language="uk"))
    walk.ana.send(draft.path)
    walk.loop.until("the referral is there", lambda: walk.sofie.see(draft.path).status == 200)
    walk.sofie.accept(draft.path)
    walk.loop.until("it is accepted", lambda: walk.ana.see(draft.path).state() == "accepted")
    return person, draft.path.split("/")[2]


def _long_ago(connection: psycopg.Connection, ana: Hands, person: str, plan: Plan) -> None:
    """Eight colleagues with a place, and sections that a year of work has written again and again."""
    plan.say("a year of work")
    for number in range(1, TEAM):
        member = uuid4()
        connection.execute(COLLEAGUE, {"id": member, "name": f"Colleague {number}", "like": ana.member})
        form = ana.see(f"{person}team/place/?member={member}")
        ana.fill(form, f"{person}team/place/", {"told": "yes"}, "Giving a place")
    entries = plan.of(ENTRIES, short=20)
    for count in range(entries):
        if count % 40 == 0:
            plan.say(f"written again: {count} of {entries}")
        page = ana.see(person)
        if count % 2:
            ana.save(page, "needs", {"wish": f"A room near a nursery, {count}."})
        else:
            ana.save(page, "safety", {"level": "high" if count % 4 else "imminent"})


def _pages(pair: Pair, ana: Hands, person: str, plan: Plan) -> Numbers:
    paths = {
        "the frame alone": "/find/", "the person": person, "the timeline": f"{person}timeline/",
        "the team": f"{person}team/",
    }  # fmt: skip
    with driver(pair.ro, 1) as own:
        counts = own.do("queries", member=pair.member("Ana Pop"), paths=list(paths.values()))["counts"]
    return {
        name: {"queries": counts[path], **_times(ana, path, plan.of(200, short=20))}
        for name, path in paths.items()
    }


def _times(ana: Hands, path: str, number: int) -> dict[str, float]:
    for _warm in range(10):
        ana.see(path)
    times = sorted(ana.browser.seconds(path) for _ in range(number))
    return {
        "p50 ms": round(statistics.median(times) * 1000, 1),
        "p99 ms": round(times[int(number * 0.99)] * 1000, 1),
    }
