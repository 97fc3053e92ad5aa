"""What a page of the public site says around the tables of an edition: a node shows the same to who approves it."""

from collections.abc import Collection, Sequence

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.editions import GRETA
from safeconduct.vocabulary.labels.editions import OF_MEASURES, WITHOUT_MEASURES, ZERO_OF_MEASURES
from safeconduct.vocabulary.released.tables import Edition, text

HOW_HIDDEN: Words = _(
    "Small numbers are hidden first. Then as few further numbers as possible, so that nobody can work the small ones"
    " out from totals, other tables or earlier editions. At last a programme that knows nothing of this choice tries to"
    " work them out; what it gets too near to is not released. Numbers that are shown are true: none is rounded."
)
NOT_PROMISED: tuple[Words, ...] = (
    _(
        "Whoever knows more than what is published, such as an agency that knows its own part of a number, may work"
        " out more."
    ),
    _("Nothing is said about how likely a hidden number is."),
)


def how_counted(edition: Edition) -> str:
    """Whom it counts, and as the files stood on which day."""
    said = gettext(
        "Counted are persons who were registered in %(year)s, as the files of this node stood on %(day)s. Each is in"
        " one class of each dimension; what nobody knows is a class of its own and is never guessed."
    )
    return said % {"year": edition.period, "day": date_format(edition.cut_off, "j F Y")}


def scope(edition: Edition) -> str:
    """Whose numbers these are: of how many agencies, and not of the country."""
    coverage = edition.coverage
    if isinstance(coverage.get("agencies"), int) and isinstance(coverage.get("with_facts"), int):
        said = gettext(
            "Counted by agencies of this network: %(all)s take part, and %(with)s of them registered somebody. These"
            " are not the figures of the whole country."
        )
        return said % {"all": coverage["agencies"], "with": coverage["with_facts"]}
    return gettext("Counted by the agencies that take part. These are not the figures of the whole country.")


def what_is_hidden(edition: Edition) -> str:
    """Which numbers are not said, and what a hidden one may be."""
    said = gettext(
        "Hidden are numbers of %(few)s persons, those that one agency alone counted, those that would tell in which"
        " class the few of a group are, and further ones by which these could be worked out. A hidden number may be"
        " large, or none; 0 stands only where nobody was counted."
    )
    return said % {"few": few(edition.minimum)}


def few(minimum: int) -> str:
    """What stands for a number of persons below the minimum."""
    return gettext("1 to %(most)s") % {"most": max(1, minimum - 1)}


def unverified(edition: Edition) -> str:
    """That nobody has compared codes with their source, and of what; "" where all were."""
    names = [text(edition.dimensions[name].label, get_language() or "en")[0] for name in edition.unverified]
    return gettext("Codes that were not compared with their source: %s.") % ", ".join(names) if names else ""


def no_measures(edition: Edition) -> Words:
    """Why an edition of a kind that has measures has none; "" where it has them. Which of the two it is, is not said:
    it would be a word about the files of one agency."""
    return "" if edition.kind != GRETA or edition.table(OF_MEASURES) is not None else WITHOUT_MEASURES


def bounds(kind: str, tables: Sequence[Collection[str]]) -> list[Words]:
    """What the tables are not: said for each kind, and where Article 19a asks for more than they have.

    `tables` are the dimensions of each.
    """
    law = {"sex", "age"}
    found: list[Words] = [
        _("These are persons whom agencies of this node registered, and not all persons who were trafficked.")
    ]
    if kind == GRETA:
        found.append(ZERO_OF_MEASURES)
    elif any(law <= set(each) for each in tables) and not all(law <= set(each) for each in tables):
        found.append(
            _("Article 19a of Directive 2011/36/EU asks for sex and age in each of its tables. Here they do not stand"
              " in each, because with them more would have to be hidden.")
        )  # fmt: skip
    elif not any(law <= set(each) for each in tables):
        found.append(
            _("Article 19a of Directive 2011/36/EU asks for sex and age too. What is missing of them here was left out,"
              " because with it more would have to be hidden.")
        )  # fmt: skip
    return [*found, *NOT_PROMISED]


def sentences(edition: Edition) -> list[Words]:
    """All of it in the order of the page, but for what is counted and the names of classes."""
    tables = [each.dimensions for each in edition.tables]
    said = [
        scope(edition), what_is_hidden(edition), no_measures(edition), how_counted(edition), unverified(edition),
        HOW_HIDDEN, *bounds(edition.kind, tables),
    ]  # fmt: skip
    return [one for one in said if one]
