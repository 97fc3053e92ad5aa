"""The person's conditions as the form takes them and as they are kept: a country stands behind its code."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from safeconduct.vocabulary.codes import Condition
from safeconduct.vocabulary.countries import country_name, country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode

COUNTRIES = "not_countries"
"""The field in which countries are named, one after the other."""
_BEFORE = f"{Condition.NOT_COUNTRY}:"


def with_countries(ticked: Iterable[str], text: str, errors: dict[str, Words]) -> list[str]:
    """What is kept: `not_police`, `not_country:BE`. A name that nobody knows is an error at the field.

    `not_country` alone keeps nobody out, so it is not kept alone: somebody said a country, and it must be written.
    """
    codes: list[str] = []
    for name in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        try:
            codes.append(country_named(name))
        except BadCode:
            errors[COUNTRIES] = _(
                "“%(name)s” is not known here. Write the country's name alone, or its code."
            ) % {"name": name[:40]}
    ticks = list(ticked)
    if Condition.NOT_COUNTRY in ticks and not codes and COUNTRIES not in errors:
        errors[COUNTRIES] = _("Write which country.")
    plain = [Condition(tick).value for tick in ticks if tick != Condition.NOT_COUNTRY]
    return [*plain, *(f"{_BEFORE}{code}" for code in dict.fromkeys(codes))]


def as_entered(kept: Iterable[str]) -> Mapping[str, list[str]]:
    """The same for the form again: ticks, and the countries by name in one line."""
    conditions = list(kept)
    named = [_in_a_row(one.removeprefix(_BEFORE)) for one in conditions if one.startswith(_BEFORE)]
    given = {"conditions": [one for one in conditions if not one.startswith(_BEFORE)]}
    return given | ({COUNTRIES: [", ".join(named)]} if named else {})


def _in_a_row(code: str) -> str:
    # Some names have a comma of their own: in a row with others they would be two.
    name = country_name(code)
    return code if {",", ";"} & set(name) else name
