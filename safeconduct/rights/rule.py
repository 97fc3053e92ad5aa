"""A rule of law as data, and the packs that hold rules. Pure.

The record follows the project's reference on rights: every row says where it comes from, how good that source is, and
whether somebody competent for the country has compared it. Nothing here is a constant of the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from safeconduct.rights.codes import (
    Addressee,
    Also,
    Citizenship,
    Counting,
    Ends,
    Exploited,
    Kind,
    Person,
    Right,
    Status,
    Trigger,
    Unit,
)
from safeconduct.vocabulary.codes import Confidence

EU, COE = "EU", "COE"
"""The two layers above the countries."""

SHOWN = frozenset({Confidence.VERIFIED, Confidence.SECONDARY})
"""What is shown beside a person. Unverified law is for editors, uncertain law for nobody."""

CHECK_HOLDS = timedelta(days=365)
"""So long a check by a lawyer of the country counts: a practice of this project, no law."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was read, and what its limits are."""

    key: str
    cites: tuple[str, ...]
    read_on: date
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time and what it is: at least, at most, or exactly so long."""

    n: int
    unit: Unit
    kind: Kind


@dataclass(frozen=True, slots=True)
class For:
    """Whom a rule is for; what is not narrowed is for everybody. Co-operation can be no condition here."""

    person: Person = Person.ANY
    citizenship: Citizenship = Citizenship.ANY
    exploited: Exploited = Exploited.ANYWHERE
    also: tuple[Also, ...] = ()
    """What no file says. Such a rule never applies without somebody looking: it may apply."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule."""

    id: str
    jurisdiction: str
    right: Right
    instrument: str
    article: str
    says: str
    """The duty or entitlement in a sentence of this project, in English; not the wording of the law."""
    trigger: Trigger
    addressee: Addressee
    confidence: Confidence
    status: Status
    on_cooperation: bool | None
    """Whether the law itself ties it to co-operation with authorities; None where that was not read. Of a service it
    is always False: a test reads them all."""
    beneficiary: For = field(default_factory=For)
    duration: Duration | None = None
    starts: Trigger | None = None
    """From what the duration runs."""
    counting: Counting | None = None
    ends: tuple[Ends, ...] = ()
    sources: tuple[Source, ...] = ()
    rests_on: tuple[str, ...] = ()
    """Rules of a layer above that this one carries out."""
    checked_on: date | None = None
    checked_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    @property
    def source_read_on(self) -> date | None:
        """When its oldest source was read."""
        return min((source.read_on for source in self.sources), default=None)

    @property
    def is_shown(self) -> bool:
        """Whether it may stand beside a person: read in a source, and law as far as is known."""
        return self.confidence in SHOWN and self.status is Status.IN_FORCE

    def is_checked(self, today: date) -> bool:
        """Whether a named person competent for the country has compared it, and not too long ago."""
        return self.checked_on is not None and today - self.checked_on <= CHECK_HOLDS

    def is_valid(self, on: date) -> bool:
        """Whether this version was the rule on a day."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to ask where a rule is not known."""

    name: str
    confidence: Confidence
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Objecting:
    """Whether the total of registered persons that a state reports counts who objects to figures."""

    in_total: bool
    says: str
    """In short, in English; with its article, or that none was found."""
    confidence: Confidence
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NotExpressed:
    """Something that a law says and no field of a rule can hold, so that nothing is computed from it."""

    right: Right
    says: str
    """In short, in English; with its article."""
    why: str
    """Why no field can hold it."""
    instead: str
    """What pages say in its place."""
    confidence: Confidence
    sources: tuple[Source, ...]

    @property
    def is_shown(self) -> bool:
        """Whether it may stand beside a person, as of a rule: read in a source."""
        return self.confidence in SHOWN


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one country or layer, as one file holds them."""

    jurisdiction: str
    version: int
    rules: tuple[Rule, ...]
    ask: Ask | None = None
    bound: frozenset[str] = frozenset()
    """Of a layer: the countries of this release to which it applies."""
    members: frozenset[str] = frozenset()
    """Of the European Union: whose citizens are its citizens."""
    near: frozenset[str] = frozenset()
    """Of the European Union: whose citizens a state may treat alike; what applies to them is for a lawyer to say."""
    unknown: Mapping[Right, str] = field(default_factory=dict)
    """What was looked for and is not known, in a sentence for editors."""
    not_expressed: tuple[NotExpressed, ...] = ()
    objecting: Objecting | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """All packs of a release."""

    packs: Mapping[str, Pack]

    def layers(self, country: str) -> list[Pack]:
        """What applies in a country: its own pack first, then the Union, then the Council of Europe."""
        own = [self.packs[country]] if country in self.countries else []
        return own + [self.packs[name] for name in (EU, COE) if country in self.packs[name].bound]

    def objecting(self, country: str) -> Objecting | None:
        """What holds in a country of who objects to figures: its own pack first; None where no pack says anything."""
        return next((pack.objecting for pack in self.layers(country) if pack.objecting), None)

    @property
    def countries(self) -> list[str]:
        """The countries that have a pack."""
        return [name for name in self.packs if name not in (EU, COE)]

    @property
    def rules(self) -> list[Rule]:
        """Every version of every rule."""
        return [rule for pack in self.packs.values() for rule in pack.rules]
