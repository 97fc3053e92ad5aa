"""What the drawn people are in the classes of an edition, counted by hand: the node's database is not asked."""

from collections.abc import Iterable, Mapping

from safeconduct.commands.demonstration.pair import Nodes
from safeconduct.commands.demonstration.year.people import Group, Person, Year, is_registered, separate
from safeconduct.statistics import classes

TOTAL = "TOTAL"
AGES = {"yes": "Y_LT18", "no": "Y_GE18"}
type Fact = Mapping[str, str]


def facts(told: Year, pair: Nodes) -> list[Fact]:
    """A fact for everybody who is in the tables."""
    return [
        _fact(person, pair.place(group.lead).agency) for group in told.groups for person in _in_tables(group)
    ]


def persons(of: Iterable[Fact], names: Iterable[str], codes: Iterable[str]) -> int:
    """How many are meant by a cell: one code for each dimension."""
    asked = [(name, code) for name, code in zip(names, codes, strict=True) if code != TOTAL]
    return sum(all(fact[name] == code for name, code in asked) for fact in of)


def _in_tables(group: Group) -> list[Person]:
    return [person for person in group.people[group.objecting :] if is_registered(person)]


def _fact(person: Person, agency: Mapping[str, str]) -> Fact:
    form = classes.form(separate(person["forms"]))
    return {
        "status": person["status"],
        "by": classes.registered_by(agency["sector"]),
        "sex": classes.sex(person["sex"]),
        "age": AGES.get(person["is_child"], classes.UNKNOWN),
        "citizen": classes.citizenship(separate(person["citizenships"]), agency["country"]),
        "form": classes.UNKNOWN if form == classes.SEVERAL else form,
    }
