"""What an edition and its numbers are called, and what is said of its method, in the language of now."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.countries import COUNTRIES, country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels.around import few, scope, unverified, what_is_hidden
from safeconduct.vocabulary.labels.editions import are_measures, of_code, of_zero
from safeconduct.vocabulary.labels.united import United
from safeconduct.vocabulary.labels.united import united as classes_united
from safeconduct.vocabulary.released.tables import ENGLISH, Edition, Table


def title(kind: str, country: str, years: str, number: int) -> str:
    """What it is, of where and when (2025, or 2024-2025); the number where it is not the first."""
    where = str(country_in_full(country)) if country in COUNTRIES else country
    parts = {"country": where, "year": years, "number": number}
    if kind == "greta":
        said = gettext("Table for GRETA from agencies that take part: %(country)s, %(year)s")
    else:
        said = gettext("Persons registered by agencies that take part: %(country)s, %(year)s")
    return (said + ("" if number == 1 else gettext(", edition %(number)s"))) % parts


def of(edition: Edition) -> str:
    """The same of an edition."""
    return title(edition.kind, edition.country, edition.period, edition.number)


def hidden() -> str:
    """What stands where a number is hidden."""
    return gettext("hidden, not said")


def count() -> str:
    """What heads a column of numbers."""
    return pgettext("heading of a column of numbers", "Persons")


def count_of(table: Table) -> str:
    """The same of a table; measures are persons or claims."""
    return gettext("Number") if are_measures(table.dimensions) else count()


def number(value: int | None) -> str:
    """A number, or the words for a hidden one; never 0 for it."""
    return hidden() if value is None else number_format(value, force_grouping=True)


def counted(edition: Edition) -> list[tuple[Words, str]]:
    """Who is in it and who is not: what is told, and how many; a number that is not told stays one."""
    said = [
        (label, _said(edition.coverage[name], edition.minimum))
        for name, label in COVERED.items()
        if name in edition.coverage and not (name == "objects" and edition.objectors_in_no_figure)
    ]
    return [*said, (IN_ALL, in_all(edition))]


def in_all(edition: Edition) -> str:
    """How many were registered, with those who are in no table; or why that is not said."""
    found = edition.registered
    if found is not None:
        return number_format(found, force_grouping=True)
    if edition.objectors_in_no_figure:
        return gettext("not said: no rule of law that the node knows counts who does not wish to be counted")
    if edition.years > 1:
        return gettext("not said: of several years it is said of each year alone")
    if edition.total is None:
        return gettext("not said: the total of the tables is hidden, or there is none")
    return gettext("not said: it would tell of the few who do not wish to be counted")


def protected(edition: Edition) -> list[tuple[Words, str]]:
    """How many cells are hidden, and how good the choice of them is."""
    return [
        (label, (_percent if name == "gap_per_mille" else _number)(edition.protection[name]))
        for name, label in PROTECTED.items()
        if edition.protection.get(name) is not None
    ]


def notes(edition: Edition, tables: Sequence[Table], also: Sequence[str] = ()) -> list[str]:
    """What stands above the numbers of tables in a file: what it is, whose, who is in it, what is hidden; `also` what
    else."""
    lines = [of(edition), edition.id, *also, scope(edition)]
    lines += [unverified(edition)] if edition.unverified else []
    lines += [what_is_hidden(edition), *of_zeros(tables)]
    return lines + [f"{label}: {value}" for label, value in (*counted(edition), *protected(edition))]


def of_zeros(tables: Sequence[Table]) -> list[str]:
    """What 0 means in one of the tables, where that is not that nobody was counted."""
    return sorted({str(said) for table in tables if (said := of_zero(table.dimensions))})


def _number(value: Any) -> str:
    return number_format(value, force_grouping=True) if isinstance(value, int) else str(value)


def _percent(per_mille: Any) -> str:
    return f"{number_format(int(per_mille) / 10, decimal_pos=0)} %"


def _said(value: Any, minimum: int) -> str:
    if value is None:
        return gettext("%(few)s, or not said") % {"few": few(minimum)}
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return _number(value)


COVERED: dict[str, Words] = {
    "agencies": _("Agencies of this node"),
    "with_facts": _("Of these, with files that are counted"),
    "joined_in_year": _("Agencies that joined during the year"),
    "files_not_counted": _("Files that are not counted yet"),
    "objects": _(
        "Registered persons who do not wish to be counted by what they are: they are in none of these tables"
    ),
    "contradictions": _("Files in which the age contradicts itself"),
    "main_form_missing": _("Files in which nobody chose the main form of exploitation"),
    "pairs_decided": _("Persons whom two agencies had registered, and who count once"),
    "pairs_open": _("Possible pairs that nobody has decided yet: they count twice"),
    "not_compared": _(
        "Registered persons who could not be compared between agencies, for no name is known: whom two agencies "
        "registered counts twice"
    ),
    "across_nodes": _("Compared with other nodes"),
}
"""By the member of the coverage."""
IN_ALL: Words = _("The total that the law asks for, with those who do not wish to be counted")
PROTECTED: dict[str, Words] = {
    "hidden": _("Hidden numbers"),
    "hidden_for_others": _("Of these, hidden because another one could be worked out from them"),
    "gap_per_mille": _("Another choice could hide fewer of these persons, at most by"),
    "solver": _("Program that chose them"),
}


def many_classes(each: United) -> str:
    """How many a class unites, and which, as on the page."""
    many = len(each.classes)
    said = ngettext("%(many)s class:", "%(many)s classes:", many) % {"many": many}
    return f"{each.name}. {said} {', '.join(map(str, each.classes))}"


def united(edition: Edition) -> list[United]:
    """What the classes of its tables unite; of a class that the document calls otherwise nobody knows it."""
    with override(ENGLISH):
        codes = {
            name: [code for code, texts in of.codes.items() if texts[ENGLISH] == str(of_code(name, code))]
            for name, of in edition.dimensions.items()
        }
    return classes_united(codes, edition.rules.get("classes"))
