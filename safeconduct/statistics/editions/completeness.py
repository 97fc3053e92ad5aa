"""What is missing or contradicts itself before a table is made, and what to do about it. Pure but for the words.

Of persons only a step is said, never a number: whose main form is missing is of unknown form, and taken from a number
of a table an exact one would tell of the few who are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safeconduct.statistics.editions import words
from safeconduct.statistics.editions.counting import Read
from safeconduct.statistics.editions.keeping import may_be_said
from safeconduct.statistics.editions.kinds import Kind
from safeconduct.statistics.editions.preparing import RULES
from safeconduct.statistics.editions.rules import NO_DATA
from safeconduct.statistics.editions.tables import Counted
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.rules import shown
from safeconduct.vocabulary.decisions import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at: what it is, of how many, and what to do."""

    what: Words
    number: str
    to_do: Words
    where: tuple[Words, ...] = ()
    """Of files that are not counted: in which agencies, and whom to ask there."""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """An agency that has files that are not counted yet, and who supervises there. How many of them are whose is not
    said: beside the number of all it would tell a small one."""

    agency: str
    supervisors: tuple[str, ...] = ()


def step(of: int) -> str:
    """How many persons, in steps that no total makes a number of."""
    if not of:
        return "0"
    return _("1 to 4") if shown(of) is None else _("5 or more")


def number(of: int) -> str:
    """A count of files that are in no table: of 1 to 4 no number is said."""
    return _("1 to 4") if shown(of) is None else str(of)


def total(counted: Counted, ledger: Sequence[Statement]) -> str:
    """How many were registered in all, where an edition might say it; else a step."""
    return str(counted.persons) if may_be_said(counted, ledger, RULES) else step(counted.persons)


def lines(read: Read, names: dict[str, str], not_counted: Sequence[NotCounted] = ()) -> list[Line]:
    """What stands in the way of a right table, the gravest first; `names` are of all agencies that are counted."""
    coverage, counted = read.coverage, read.counted
    if not counted.persons and not counted.objects:
        return [Line(NO_DATA.sentence, "0", NO_DATA.instead), *_files(read, not_counted)]
    found = _files(read, not_counted)
    if coverage.contradictions:
        found.append(Line(
            _("The date of birth contradicts child or adult"), step(coverage.contradictions),
            _("Each lead looks at the profile and at the identity of their files, and corrects one of them."),
        ))  # fmt: skip
    if coverage.main_form_missing:
        found.append(Line(
            _("Several forms of exploitation, and nobody has said which is the main one"),
            step(coverage.main_form_missing),
            _("A person chooses: leave only the main form in the file. Until then they count as of unknown form."),
        ))  # fmt: skip
    found += _agencies(read, names)
    found += [
        Line(_("Not known: %(what)s") % {"what": words.DIMENSIONS[name]}, step(many),
             _("Ask the leads to fill it in where the person has said it. Nothing is guessed."))
        for name, many in counted.unknown.items() if many and name in ("sex", "age", "citizen", "form", "status")
    ]  # fmt: skip
    if coverage.objects:
        found.append(Line(
            _("Object to being counted"), step(coverage.objects),
            _("Nothing: they are in the total that the state has to report, and in no table.")
            if coverage.objectors_in_total
            else _("Nothing: no rule of law that this node knows counts them, so they are in no number."),
        ))  # fmt: skip
    return found + _pairs(read)


def claims(read: Read, kind: Kind) -> list[Line]:
    """That the table of measures cannot be made. In how many agencies, or in which, is not said: of one claim it would
    tell where it is."""
    if not kind.has_measures or read.measures is not None:
        return []
    return [Line(
        _("Claims for compensation contradict one another: more paid than awarded, or more awarded than filed"), "-",
        _("The table of measures (G5) is left out until it is put right. Ask the agencies to look at their claims."),
    )]  # fmt: skip


def _files(read: Read, not_counted: Sequence[NotCounted]) -> list[Line]:
    of_all = read.coverage.files_not_counted
    if not of_all:
        return []
    to_do = _(
        "Each is counted when something in it is saved next. Whoever runs the node counts all with ./run facts. "
        "You open no file: whoever leads one finds it on the page below. Ask these to tell the leads:"
    )
    where = tuple(map(_whom_to_ask, not_counted))
    return [Line(_("Files that were there before the figures"), number(of_all), to_do, where)]


def _whom_to_ask(one: NotCounted) -> str:
    if not one.supervisors:
        return _("%(agency)s: its administrator, for nobody supervises there") % {"agency": one.agency}
    return f"{one.agency}: {', '.join(one.supervisors)}"


def _agencies(read: Read, names: dict[str, str]) -> list[Line]:
    without = sorted(name for id_, name in names.items() if id_ not in read.counted.agencies)
    joined = sorted(names[id_] for id_ in read.joined if id_ in names)
    found = []
    if without:
        found.append(Line(
            _("Agencies that registered nobody: %(names)s") % {"names": ", ".join(without)}, str(len(without)),
            _("Ask them whether that is so, or whether they do not use the node yet."),
        ))  # fmt: skip
    if joined:
        found.append(Line(
            _("Agencies that joined during the year: %(names)s") % {"names": ", ".join(joined)}, str(len(joined)),
            _("Their first file is of this year. Ask since when they use the node, and say in the report which months "
              "are missing."),
        ))  # fmt: skip
    return found


def _pairs(read: Read) -> list[Line]:
    found = []
    if read.coverage.pairs_open:
        found.append(Line(
            _("Perhaps registered by two agencies, and nobody has decided"), step(read.coverage.pairs_open),
            _("The two agencies decide; until then each counts."),
        ))  # fmt: skip
    if number := read.coverage.not_compared:
        are_all = number >= read.counted.persons
        found.append(Line(
            _("Could not be compared between agencies: nobody could") if are_all
            else _("Could not be compared between agencies"),
            step(number),
            _("Whom two agencies registered counts twice, and the edition says so. Whoever leads a file can ask the "
              "person whether it may be compared (Counted in figures)."),
        ))  # fmt: skip
    return found
