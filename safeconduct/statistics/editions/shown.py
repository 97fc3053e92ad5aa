"""An edition in words: what stands behind it, and what a page shows of it. Pure but for the words."""

from typing import Any

from django.utils.translation import gettext as _

from safeconduct.statistics.editions import words
from safeconduct.statistics.editions.document import Document, registered
from safeconduct.statistics.editions.grids import tables
from safeconduct.vocabulary.editions import GRETA, IN_NO_FIGURE, OBJECTORS, period
from safeconduct.vocabulary.labels.editions import OF_MEASURES, WITHOUT_MEASURES
from safeconduct.vocabulary.labels.united import united

DRAFT = "draft"
"""Beside the members of a document that is not released: its files say so."""


def not_released() -> str:
    """What a file of a preparation says of itself."""
    return _("NOT RELEASED. It waits for approval, and may not be given away.")


def number(of: int | None) -> str:
    """A number, or that it is hidden."""
    return _("hidden") if of is None else str(of)


def changes(of: Document) -> list[tuple[str, str, str]]:
    """What a correction changed: which cell, what it was, what it is."""
    dimensions = {one["code"]: one["dimensions"] for one in of["tables"]}
    return [
        (
            f"{one['table']}: "
            + ", ".join(
                str(words.of_code(name, code))
                for name, code in zip(dimensions[one["table"]], one["at"], strict=True)
            ),
            number(one["was"]),
            number(one["is"]),
        )
        for one in of["changed"]
    ]


def about(of: Document) -> list[tuple[str, str]]:
    """What stands behind the tables: coverage, rules, protection. For pages, files and the paper alike."""
    coverage, rules, protection = of["coverage"], of["rules"], of["protection"]
    few = _("1 to 4, or not said")

    def persons(name: str) -> str:
        return few if coverage[name] is None else str(coverage[name])

    agencies = _("%(with)s of %(all)s agencies registered somebody") % {
        "with": coverage["with_facts"], "all": coverage["agencies"],
    }  # fmt: skip
    return [
        *([(_("State"), not_released())] if DRAFT in of else []),
        (_("Country"), of["country"]),
        (_("Tables"), str(words.KINDS[of["kind"]])),
        (_("Year"), period_of(of)),
        (_("Edition"), of["id"]),
        (_("Corrects"), of["corrects"] or _("nothing: it is the first")),
        *_corrects(of),
        (_("Facts of"), of["cut_off"]),
        (_("Agencies"), agencies),
        (_("Agencies that joined during the year"), str(coverage["joined_in_year"])),
        (_("Files not counted yet"), persons("files_not_counted")),
        *_objecting(of, persons("objects")),
        (_("Date of birth contradicts child or adult"), persons("contradictions")),
        (_("Main form not chosen, counted as not known"), persons("main_form_missing")),
        (_("Registered by two agencies, counted once"), persons("pairs_decided")),
        (_("Perhaps registered twice, not decided"), persons("pairs_open")),
        (
            _("Could not be compared between agencies: whom two registered counts twice"),
            persons("not_compared"),
        ),
        (_("Counted once across nodes"), _("no: who is registered at two nodes is counted twice")),
        (_("Smallest number that is shown"), str(rules["minimum"])),
        (_("Fewest agencies in a number"), str(rules["fewest_agencies"])),
        (_("Hidden cells"), str(protection["hidden"])),
        (_("Of them hidden to protect others"), str(protection["hidden_for_others"])),
        (_("Rules and classes"), f"{rules['version']}, {rules['classes']}"),
    ]


def _corrects(of: Document) -> list[tuple[str, str]]:
    if not of["corrects"]:
        return []
    return [
        (_("Why it is corrected"), of["reason"]),
        (_("Printed numbers that changed"), str(len(of["changed"]))),
    ]


def scope(of: Document) -> str:
    """Whose numbers these are: of how many agencies, and not of the country."""
    said = _(
        "Counted by agencies of this network: %(all)s take part, and %(with)s of them registered somebody. These"
        " are not the figures of the whole country."
    )
    return said % {"all": of["coverage"]["agencies"], "with": of["coverage"]["with_facts"]}


def title(of: Document) -> str:
    """What the edition is called."""
    said = _("Persons registered by agencies that take part: %(country)s, %(year)s")
    return said % {"country": of["country"], "year": period_of(of)}


def period_of(of: Document) -> str:
    """Its years: 2025, or 2024-2025."""
    return period(of["year"], of.get("years", 1))


def as_page(of: Document) -> dict[str, Any]:
    """What a page shows of it."""
    return {
        "document": of,
        "about": about(of),
        "tables": tables(of),
        "changes": changes(of),
        "united": united(
            {name: each["codes"] for name, each in of["dimensions"].items()}, of["rules"]["classes"]
        ),
        "lacks_measures": _lacks_measures(of),
        "without_measures": WITHOUT_MEASURES,
        "end": words.ENDS.get(of["protection"]["end"], ""),
    }


def _lacks_measures(of: Document) -> bool:
    """Whether its kind has a table of measures and it has none."""
    return of["kind"] == GRETA and all(one["code"] != OF_MEASURES for one in of["tables"])


def _objecting(of: Document, objects: str) -> list[tuple[str, str]]:
    """Of who objects: the total that the law asks for and how many they are, or that no rule of law counts them."""
    if of["coverage"].get(OBJECTORS) == IN_NO_FIGURE:
        return [(_("Persons who object"), _("in no number: no rule of law that this node knows counts them"))]
    return [
        (_("Registered in all, with those who object"), _in_all(of)),
        (_("Persons who object: in the total that the law asks for, in no table"), objects),
    ]


def _in_all(of: Document) -> str:
    """The total that the law asks for, or why it is not said."""
    found = registered(of)
    if found is not None:
        return str(found)
    if of.get("years", 1) > 1:
        return _("not said: of several years it is said of each year alone")
    if of["coverage"]["objects"] is None:
        return _("not said: it would tell of the few who object")
    return _("not said: the total of the tables is hidden")
