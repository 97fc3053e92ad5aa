"""Packs held against each other: what cannot be so, and what is known of each country. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise

from safeconduct.rights.codes import SERVICES, Counting, Right
from safeconduct.rights.first_moment import contradicts, runs_before_it_opens
from safeconduct.rights.rule import COE, EU, Book, Rule


class Known(StrEnum):
    """How much of a right is known in a country."""

    KNOWN = "known"
    """A rule of the country itself, from a source that was read."""
    MINIMUM = "minimum"
    """Nothing of the country, but what the Union or the Council of Europe asks of it."""
    UNKNOWN = "unknown"


def faults(book: Book, today: date) -> list[str]:
    """What is wrong with these packs as a whole, each in a sentence that says what to mend."""
    return [
        *_of_layers(book),
        *_not_expressed(book, today),
        *(sentence for _field, sentence in faults_of_rules(book, today)),
    ]


def faults_of_rules(book: Book, today: date) -> list[tuple[str, str]]:
    """What is wrong with their rules: at which field, and the sentence."""
    found = [("valid_from", said) for said in _of_ids(book)]
    for rule in book.rules:
        found += [(field, f"{rule.id}: {said}") for field, said in _of_rule(rule, today)]
    return [*found, *(("rests_on", said) for said in (*_dangling(book), *_cycles(book)))]


def of_cooperation(rules: Iterable[Rule]) -> list[str]:
    """The services that a rule makes depend on co-operation: there may be none.

    Article 11(3) of Directive 2011/36/EU, Article 12(6) of CETS 197, Articles 8 and 9 of Directive 2012/29/EU.
    """
    return [
        f"{rule.id}: {rule.right} is a service and must not depend on co-operation."
        for rule in rules
        if rule.right in SERVICES and rule.on_cooperation is not False
    ]


def coverage(book: Book, on: date) -> dict[str, dict[Right, Known]]:
    """Of each country what is known of each right on a day."""
    return {
        country: {right: _known(book, country, right, on) for right in Right} for country in book.countries
    }


def _known(book: Book, country: str, right: Right, on: date) -> Known:
    by = {
        rule.jurisdiction
        for pack in book.layers(country)
        for rule in pack.rules
        if rule.right is right and rule.is_shown and rule.is_valid(on)
    }
    if country in by:
        return Known.KNOWN
    return Known.MINIMUM if by else Known.UNKNOWN


def _of_layers(book: Book) -> Iterator[str]:
    for name in (EU, COE):
        if name not in book.packs:
            yield f"The pack {name} is missing."
        elif more := sorted(book.packs[name].bound - set(book.countries)):
            yield f"{name}: it binds {more[0]}, which has no pack. Add the pack, or take the country out."


def _not_expressed(book: Book, today: date) -> Iterator[str]:
    for name, pack in book.packs.items():
        said = [one.says for one in pack.not_expressed]
        for one in pack.not_expressed:
            at = f"{name}, not expressed, “{one.says[:40]}”"
            if said.count(one.says) > 1:
                yield f"{at}: it stands there twice. Take one out."
            if any(source.read_on > today for source in one.sources):
                yield f"{at}: a source was read on a day to come. Enter the day on which it was read."


def _of_ids(book: Book) -> Iterator[str]:
    by_id: dict[str, list[Rule]] = defaultdict(list)
    for rule in book.rules:
        by_id[rule.id].append(rule)
    for name, versions in by_id.items():
        if len({one.jurisdiction for one in versions}) > 1:
            yield f"{name}: two packs have a rule of this name. Rename one."
        ordered = sorted(versions, key=lambda one: one.valid_from or date.min)
        for former, later in pairwise(ordered):
            if (former.valid_to or date.max) >= (later.valid_from or date.min):
                yield (
                    f"{name}: two versions hold on {later.valid_from or 'every day'}. "
                    "Let one end on the day before the next begins."
                )


def _of_rule(rule: Rule, today: date) -> Iterator[tuple[str, str]]:
    if rule.checked_on and rule.checked_on > today:
        yield (
            "checked_on",
            f"it was checked on {rule.checked_on}, which is to come. Enter the day of the check.",
        )
    if bool(rule.checked_on) != bool(rule.checked_by):
        yield "checked_on", "a check has a day and a name. Enter both, or neither."
    if rule.source_read_on and max(source.read_on for source in rule.sources) > today:
        yield "source", "a source was read on a day to come. Enter the day on which it was read."
    if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
        yield "valid_to", "it ends before it begins. Look at valid_from and valid_to."
    if rule.counting is Counting.REGULATION_1182_71 and rule.jurisdiction != EU:
        yield "counting", "Regulation 1182/71 counts periods of acts of the Union alone. Write not_known."
    for moment in sorted(contradicts(rule)):
        yield (
            "says",
            f"its words begin with “{moment}”, its first moment is {rule.trigger}. Let both say what the source says.",
        )
    if runs_before_it_opens(rule):
        yield (
            "starts",
            f"its time runs from {rule.starts}, before {rule.trigger} opens it. Correct one of them.",
        )
    for said in of_cooperation([rule]):
        yield "on_cooperation", said.removeprefix(f"{rule.id}: ")


def _dangling(book: Book) -> Iterator[str]:
    ids = {rule.id for rule in book.rules}
    for rule in book.rules:
        for name in rule.rests_on:
            if name not in ids:
                yield f"{rule.id}: it rests on {name}, which is in no pack. Correct the name, or take it out."


def _cycles(book: Book) -> Iterator[str]:
    rests = {rule.id: rule.rests_on for rule in book.rules}
    for start, below in rests.items():
        todo, seen = list(below), set[str]()
        while todo:
            name = todo.pop()
            if name == start:
                yield f"{start}: it rests on itself, by way of others. Take one of the references out."
                break
            if name not in seen:
                seen.add(name)
                todo += rests.get(name, ())
