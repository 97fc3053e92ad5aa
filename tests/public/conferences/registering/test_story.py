"""A long story of many people in the running site: after each step no seat and no quota is held too often."""

import random
from collections import Counter

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.registering.story import Edition, Person, edition
from tests.public.reader import rows

STEPS = 40
KINDS = [("lawyer", "RO"), ("lawyer", "BG"), ("judge", "RO"), ("judge", "BG")]
QUOTAS = {("lawyer", ""): 3, ("", "RO"): 3, ("judge", "BG"): 1}
SEATS = 5
HOLDING = ("seated", "offered")


def test_whatever_people_do_no_seat_is_held_twice_and_nobody_waits_for_a_free_one(site: Node) -> None:
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    there, people = edition(site, seats=SEATS), dict[str, Person]()
    for (profession, country), seats in QUOTAS.items():
        there.quota(profession, country, seats)
    for step in range(STEPS):
        _somebody_does_something(there, people, chance)
        wrong = _what_is_wrong(there)
        assert not wrong, f"seed {seed}, step {step}: {wrong}"


def _somebody_does_something(there: Edition, people: dict[str, Person], chance: random.Random) -> None:
    if len(people) < 8 or chance.random() < 0.4:
        profession, country = chance.choice(KINDS)
        person = Person(there, who={"profession": profession, "country": country})
        person.registers()
        people[person.page()] = person
        person.does("confirm")
        return
    # Any button for anybody: what is not possible is refused, and must change nothing.
    person = chance.choice(list(people.values()))
    person.does(chance.choice(["cancel", "cancel", "accept", "decline", "confirm"]))


def _what_is_wrong(there: Edition) -> str:
    found = rows(
        there.site,
        "SELECT state, profession, country FROM conferences_registration WHERE edition_id = %s ORDER BY made_at",
        there.pk,
    )
    held = Counter((profession, country) for state, profession, country in found if state in HOLDING)
    if held.total() > SEATS or any(_taken(held, quota) > most for quota, most in QUOTAS.items()):
        return f"too many: {held}"
    waiting = {(profession, country) for state, profession, country in found if state == "waiting"}
    free = [kind for kind in waiting if _is_free(held, kind)]
    return f"wait for a free seat: {free}" if free else ""


def _is_free(held: Counter[tuple[str, str]], kind: tuple[str, str]) -> bool:
    mine = [quota for quota in QUOTAS if _counts(quota, kind)]
    return held.total() < SEATS and all(_taken(held, quota) < QUOTAS[quota] for quota in mine)


def _taken(held: Counter[tuple[str, str]], quota: tuple[str, str]) -> int:
    return sum(number for kind, number in held.items() if _counts(quota, kind))


def _counts(quota: tuple[str, str], kind: tuple[str, str]) -> bool:
    return all(wanted in ("", given) for wanted, given in zip(quota, kind, strict=True))
