"""What the classes of editions unite: said beside the tables, from the definitions and never from the facts.

Which of these anybody was in, a class does not tell and neither does this: every class of a definition is named. Kept
beside `statistics/classes.toml` and the groups of its tables by a test.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes.agencies import Sector
from safeconduct.vocabulary.codes.assessment import Exploitation
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.labels.editions import DIMENSIONS, of_code

CLASSES = "2026-11-1"
"""The version of the classes that this says; of editions by other classes nothing is said."""
AUTHORITIES = (
    Sector.POLICE, Sector.PROSECUTION, Sector.COURT, Sector.BORDER_GUARD, Sector.LABOUR_INSPECTORATE,
    Sector.ASYLUM_MIGRATION, Sector.CONSULAR,
)  # fmt: skip
HELP = (Sector.SOCIAL_SERVICES, Sector.CHILD_PROTECTION, Sector.HEALTH, Sector.NGO, Sector.SHELTER)
LABOUR = (Exploitation.LABOUR_EXPLOITATION, Exploitation.DOMESTIC_SERVITUDE, Exploitation.CHILD_LABOUR)
ALONE = (Exploitation.SEXUAL_EXPLOITATION, Exploitation.UNKNOWN)
FOREIGN = ("EU", "NEU", "STLS")
UNITES: dict[str, dict[str, tuple[Words, ...]]] = {
    "by": {
        "AUTH": tuple(map(label, AUTHORITIES)),
        "CARE": tuple(map(label, HELP)),
        "other": (
            *(label(one) for one in Sector if one not in (*AUTHORITIES, *HELP, Sector.OTHER)),
            _("any other kind of agency"),
        ),
    },
    "citizen": {"FOR": tuple(of_code("citizen", code) for code in FOREIGN)},
    "form": {
        "LAB": tuple(map(label, LABOUR)),
        "OTH": (
            *(label(one) for one in Exploitation if one not in (*LABOUR, *ALONE, Exploitation.OTHER)),
            _("any other form"),
        ),
    },
}


@dataclass(frozen=True, slots=True)
class United:
    """A class that stands for several: of which dimension, what it is called, and what it unites."""

    dimension: Words
    name: Words
    classes: tuple[Words, ...]


def united(codes: Mapping[str, Iterable[str]], version: object) -> list[United]:
    """Of these dimensions with their codes the ones that unite several; `version` is that of the edition's classes."""
    if not str(version).startswith(CLASSES):
        return []
    return [
        United(DIMENSIONS[name], of_code(name, code), UNITES[name][code])
        for name, of in codes.items()
        for code in of
        if code in UNITES.get(name, {})
    ]
