"""The form of a search: what an address asks for, the questions that ask it, and the address that asks it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.finding.asked import Wanted, Who
from safeconduct.directory.finding.wishes import KEEP_OUT, WISH, Wishes
from safeconduct.directory.reading.typed import LONGEST
from safeconduct.vocabulary.codes import MINORS, AgeBand, Need, Takes, Urgency
from safeconduct.vocabulary.countries import COUNTRIES, country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.languages import LANGUAGES, language_in_full
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.regions import REGIONS, country_of, of_country

LABELS: dict[str, Words] = {
    "q": _("Name, place or kind of help"),
    "need": _("Needs that it must answer to"),
    "country": _("Country"),
    "region": _("Region"),
    "language": _("Language spoken"),
    "takes": _("For whom"),
    "age": _("Age"),
    "children": _("An adult who brings children"),
    "steps": _("Without steps, for a disability"),
    "papers": _("Without papers"),
    "urgency": _("How urgent"),
    "open": _("Open now"),
    "abroad": _("Comes from another country"),
    "apart": _("Leave authorities out"),
    WISH: _("The person wishes this service or agency"),
    KEEP_OUT: _("The person does not want this agency"),
}
"""What can be asked, by its name in the address, in the order of the form."""
NAMES = 200
"""So long names of services and agencies may be, together."""
HINT: Words = _("By name. Put a semicolon between several.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One search as the address says it; a code that is in no list is left out."""

    text: str
    needs: tuple[str, ...]
    values: Mapping[str, str]

    @property
    def said(self) -> dict[str, list[str]]:
        """What is asked for, without what is empty."""
        said = {"q": [self.text] if self.text else [], "need": list(self.needs)}
        said |= {name: [value] for name, value in self.values.items() if value}
        return {name: values for name, values in said.items() if values}

    def without(self, name: str) -> "Asked":
        """The same search, with one thing left out; a region goes with its country."""
        gone = {name, "region"} if name == "country" else {name}
        values = {key: "" if key in gone else value for key, value in self.values.items()}
        return Asked("" if name == "q" else self.text, () if name == "need" else self.needs, values)

    def address(self, *, without: str = "", **more: str) -> str:
        """The query of an address: of this search, without one name, with others."""
        kept = [(name, one) for name, values in self.said.items() if name != without for one in values]
        if without == "country":
            kept = [(name, one) for name, one in kept if name != "region"]
        return urlencode([*kept, *more.items()])


def asked(get: QueryDict) -> Asked:
    """What the address asks for."""
    country = get.get("country", "") if get.get("country") in COUNTRIES else ""
    region = get.get("region", "")
    listed: dict[str, set[str]] = {
        "language": set(LANGUAGES), "takes": set(Takes), "age": set(AgeBand), "children": {"yes"},
        "steps": {"yes"}, "papers": {"yes"}, "urgency": set(Urgency), "open": {"yes"}, "abroad": {"yes"},
        "apart": {"yes"},
    }  # fmt: skip
    values = {
        "country": country,
        "region": region if region in REGIONS and country_of(region) == country else "",
        **{name: get.get(name, "") if get.get(name) in known else "" for name, known in listed.items()},
        **{name: " ".join(get.get(name, "").split())[:NAMES] for name in (WISH, KEEP_OUT)},
    }
    needs = tuple(dict.fromkeys(one for one in get.getlist("need") if one in set(Need)))
    return Asked(" ".join(get.get("q", "").split())[:LONGEST], needs, values)


def wanted(asked: Asked, *, near: str) -> Wanted:
    """The same as the rules see it; `near` is the country of who looks."""
    said = asked.values
    age = AgeBand(said["age"]) if said["age"] else None
    who = Who(
        takes=frozenset({Takes(said["takes"])} if said["takes"] else ()),
        age=age,
        is_child=age in MINORS,
        is_adult=age is not None and age not in MINORS,
        with_children=bool(said["children"]),
        step_free=bool(said["steps"]),
        without_papers=bool(said["papers"]),
    )
    return Wanted(
        needs=frozenset(asked.needs),
        country=said["country"],
        region=said["region"],
        languages=frozenset({said["language"]} if said["language"] else ()),
        who=who,
        urgency=Urgency(said["urgency"]) if said["urgency"] else None,
        open_now=bool(said["open"]),
        from_abroad=bool(said["abroad"]),
        no_authorities=bool(said["apart"]),
        near=near,
    )


def in_words(asked: Asked) -> list[Words]:
    """What was asked for, in the words of the page; not what somebody typed, and not whom a person wishes."""
    said = asked.values
    found: list[Words] = [label(Need(one)) for one in asked.needs]
    if said["country"]:
        found.append(country_in_full(said["country"]))
    if said["region"]:
        found.append(REGIONS[said["region"]].name)
    if said["language"]:
        found.append(language_in_full(said["language"]))
    if said["takes"]:
        found.append(label(Takes(said["takes"])))
    if said["age"]:
        found.append(label(AgeBand(said["age"])))
    ticked = ("children", "steps", "papers", "abroad", "open", "apart")
    return [*found, *(LABELS[name] for name in ticked if said[name])]


def first_questions(asked: Asked) -> list[Question]:
    """What most searches ask."""
    language_of_page, country = get_language() or "en", asked.values["country"]
    regions = [(one.code, one.name) for one in of_country(country)] if country else []
    found = [
        _question("q", "text", asked.text),
        _question("country", "select", country, _countries(language_of_page)),
    ]
    if regions:
        found.append(_question("region", "select", asked.values["region"], regions))
    return [
        *found,
        _question("language", "select", asked.values["language"], _languages(language_of_page)),
        _question("urgency", "select", asked.values["urgency"], choices(Urgency)),
    ]


def needs_question(asked: Asked) -> Question:
    """The needs, each of which must be answered to."""
    return _question("need", "ticks", ",".join(asked.needs), choices(Need))


def who_questions(asked: Asked) -> list[Question]:
    """For whom it is, and what else must hold."""
    ticks = [
        _question(name, "tick", asked.values[name]) for name in ("children", "steps", "papers", "abroad")
    ]
    return [
        _question("takes", "select", asked.values["takes"], choices(Takes)),
        _question("age", "select", asked.values["age"], choices(AgeBand)),
        *ticks,
        _question("open", "tick", asked.values["open"]),
        _question("apart", "tick", asked.values["apart"]),
    ]


def wish_questions(asked: Asked, wishes: Wishes) -> list[Question]:
    """Whom the person wishes, and whom they do not want: by name."""
    return [wish_question(name, asked.values[name], wishes) for name in (WISH, KEEP_OUT)]


def wish_question(name: str, value: str, wishes: Wishes) -> Question:
    """One of the two; who was read in the place of a name with a slip is said."""
    said = wishes.read_as.get(name, "")
    hint = format_lazy("{} {}", HINT, said) if said else HINT
    error = wishes.wrong.get(name, "")
    return Question(name, LABELS[name], "text", value, error=error, hint=hint, prefix="find-", longest=NAMES)


def _question(name: str, kind: str, value: Any, options: Any = ()) -> Question:
    return Question(name, LABELS[name], kind, value, list(options), prefix="find-", longest=LONGEST)


@lru_cache(maxsize=16)
def _countries(_language: str) -> Sequence[tuple[str, str]]:
    """All countries by their names in the language of the page."""
    return sorted(((one.alpha2, str(one.name)) for one in COUNTRIES.values()), key=lambda pair: pair[1])


@lru_cache(maxsize=16)
def _languages(_language: str) -> Sequence[tuple[str, str]]:
    return [(tag, language_in_full(tag)) for tag in LANGUAGES]
