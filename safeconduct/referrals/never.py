"""To whom nothing may ever go: the person's own list of countries, kinds of agencies and agencies. Pure.

It lies in the safety section, so it is sealed like it and a receiver reads it there; a file of the receiver's own is
bound by it once these answers are taken over. It is asked when a referral is sent, and of what is under way not again;
its countries and the police become conditions of the consent that the referral rests on, which bind the receiver.
Many ask for it who fear the state they fled, or somebody in an agency. No consent and no ground lifts it; only the list
itself is changed, with the person.
"""

from dataclasses import dataclass
from typing import Protocol

from safeconduct.cases.contents import Content, answer
from safeconduct.consent.rules import POLICE
from safeconduct.referrals import reasons
from safeconduct.vocabulary.codes import Condition
from safeconduct.vocabulary.decisions import Reason


class Receiving(Protocol):
    """What the list looks at of an agency: codes of its country and sector, and its name in the directory."""

    @property
    def country(self) -> str: ...
    @property
    def sector(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Never:
    """The list of one person."""

    countries: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    """Names as the directory writes them; capitals and spaces do not count."""

    def keeps_out(self, whom: Receiving) -> Reason | None:
        """Why this agency may not receive anything; None when the list does not name it."""
        if whom.country in self.countries:
            return reasons.NEVER_THIS_COUNTRY
        if whom.sector in self.kinds:
            return reasons.NEVER_THIS_KIND
        return reasons.NEVER_THIS_AGENCY if _plain(whom.name) in map(_plain, self.agencies) else None


def never_of(safety: Content) -> Never:
    """The list as the safety section has it; what stays open there names nobody."""
    return Never(
        frozenset(answer(safety, "never_countries") or ()),
        frozenset(answer(safety, "never_kinds") or ()),
        frozenset(line for line in (answer(safety, "never_agencies") or "").splitlines() if line.strip()),
    )


def conditions_of(never: Never) -> list[str]:
    """The list as conditions of a consent, as far as these can say it: whom the receiver must keep out, too.

    Then a handover with the police, and an agency that is suggested, are refused over there by rules that it has.
    """
    police = [Condition.NOT_POLICE.value] if never.kinds & POLICE else []
    return [*police, *(f"{Condition.NOT_COUNTRY}:{country}" for country in sorted(never.countries))]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def kept_out_by(safety: Content, whom: Receiving) -> Reason | None:
    """The same for a safety section; of one that is closed nothing is known, and who may not open it cannot send."""
    return never_of(safety).keeps_out(whom)
