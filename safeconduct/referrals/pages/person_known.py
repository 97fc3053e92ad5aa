"""What the file already says of a person, as far as it decides whom to ask: nothing of it is asked again. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from safeconduct.cases.answering import Content, answer
from safeconduct.cases.contents import may_be_child
from safeconduct.cases.queries import Reading
from safeconduct.directory.finding.asked import Apart, Wanted, Who
from safeconduct.referrals.never import Never, never_of
from safeconduct.vocabulary.codes import AgeBand, Gender, Sex, Takes
from safeconduct.vocabulary.sections import Section

READ = [Section.PROFILE, Section.SAFETY]
"""The sections that are looked at; one that is closed to the member decides nothing."""

TAKES_OF_GENDER: Mapping[str, Takes] = {
    Gender.WOMAN: Takes.WOMEN,
    Gender.MAN: Takes.MEN,
    Gender.TRANS_WOMAN: Takes.TRANS_AND_NONBINARY,
    Gender.TRANS_MAN: Takes.TRANS_AND_NONBINARY,
    Gender.NON_BINARY: Takes.TRANS_AND_NONBINARY,
}
TAKES_OF_SEX: Mapping[str, Takes] = {Sex("f"): Takes.WOMEN, Sex("m"): Takes.MEN}


@dataclass(frozen=True, slots=True)
class Known:
    """Who the person is for a service, their languages, and whom they keep out."""

    who: Who = field(default_factory=lambda: Who(is_child=True))
    languages: frozenset[str] = frozenset()
    never: Never = field(default_factory=Never)

    @property
    def is_child(self) -> bool:
        """A child, or nobody has said that it is none: child rules apply."""
        return self.who.is_child

    def added_to(self, wanted: Wanted) -> Wanted:
        """A search, with what is known of the person; what the address asks for goes first."""
        agencies = self.never.agencies | wanted.apart.agencies
        apart = Apart(self.never.countries, frozenset(), self.never.kinds, agencies)
        return replace(wanted, who=self.who, languages=wanted.languages or self.languages, apart=apart)


def known(readings: Mapping[Section, Reading]) -> Known:
    """What the open sections say."""
    profile = readings.get(Section.PROFILE)
    safety = readings.get(Section.SAFETY)
    content: Content = profile.content if profile else {}
    age = answer(content, "age_band")
    is_child = may_be_child(profile.content if profile else None)
    who = Who(
        takes=_takes(content),
        age=AgeBand(age) if isinstance(age, str) and age in set(AgeBand) else None,
        is_child=is_child,
        is_adult=not is_child,
    )
    languages = frozenset(answer(content, "languages") or ())
    return Known(who, languages, never_of(safety.content) if safety else Never())


def _takes(profile: Content) -> frozenset[Takes]:
    """By the gender where it was said, else by the sex: a service that parts people parts them so."""
    gender, sex = answer(profile, "gender"), answer(profile, "sex")
    found = TAKES_OF_GENDER.get(str(gender)) or TAKES_OF_SEX.get(str(sex)) if gender or sex else None
    return frozenset({found} if found else ())
