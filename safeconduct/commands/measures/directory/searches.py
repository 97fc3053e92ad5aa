"""Searches as members make them, from a seed."""

from dataclasses import replace
from random import Random

from safeconduct.commands.measures.directory.rows import COUNTRIES, LANGUAGES
from safeconduct.directory.finding.asked import Wanted, Who
from safeconduct.vocabulary.codes import AgeBand, Need, Takes, Urgency
from safeconduct.vocabulary.regions import of_country


def searches(number: int, seed: int) -> list[Wanted]:
    """So many: of one need mostly, half with a region where the country has any, a third with a language."""
    random = Random(seed)  # noqa: S311  (searches of a measure)
    return [_search(random) for _ in range(number)]


def _search(random: Random) -> Wanted:
    country = random.choice(COUNTRIES)
    regions = [one.code for one in of_country(country)]
    needs = random.sample([one.value for one in Need], random.choice([1, 1, 1, 1, 2]))
    wanted = Wanted(needs=frozenset(needs), country=country, near="RO")
    if regions and random.random() < 0.5:
        wanted = replace(wanted, region=random.choice(regions))
    if random.random() < 0.35:
        wanted = replace(wanted, languages=frozenset({random.choice(LANGUAGES)}))
    if random.random() < 0.1:
        wanted = replace(wanted, urgency=Urgency.EMERGENCY)
    who = Who(
        takes=frozenset({random.choice(list(Takes))} if random.random() < 0.4 else ()),
        age=random.choice(list(AgeBand)) if random.random() < 0.4 else None,
        with_children=random.random() < 0.2,
        without_papers=random.random() < 0.2,
    )
    return replace(wanted, who=who)
