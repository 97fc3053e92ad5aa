"""A rule that says one first moment in its words and has another as its data. Pure.

A page adds the first moment of its data to the words of a rule (`why.py`): where the words name another one, the
person reads two days from which the same right is theirs. Only phrases that open something are looked for.
"""

import re

from safeconduct.rights.codes import Trigger
from safeconduct.rights.rule import Rule

_BETWEEN = r"(?: (?:the|a|an|his|her|their|formal|moment|day|of|on|which))* "
_FROM = rf"\b(?:from|since|once|after|as soon as)\b{_BETWEEN}"
_SAID: dict[Trigger, str] = {
    Trigger.FIRST_CONTACT: r"first contact\b",
    Trigger.REASONABLE_GROUNDS: r"(?:authority (?:has|knows of) )?(?:reasonable grounds|concrete signs)\b",
    Trigger.IDENTIFIED: r"(?:identification\b|(?:person |you )?(?:is |are |was |were )?(?:formally )?identified\b)",
    Trigger.COMPLAINT: r"complaint\b(?! or)",
    Trigger.PROCEEDINGS_ENDED: r"(?:final judgment|end of (?:the )?proceedings)\b",
}
_OPENS = {trigger: re.compile(_FROM + words, re.IGNORECASE) for trigger, words in _SAID.items()}


def said_in(text: str) -> set[Trigger]:
    """The moments from which something begins, as English words name them."""
    return {trigger for trigger, phrase in _OPENS.items() if phrase.search(text)}


def contradicts(rule: Rule) -> set[Trigger]:
    """First moments that its words name, where its data has none of them."""
    said = said_in(rule.says)
    return set() if said & {rule.trigger, rule.starts} else said


_CHAINS = (
    (Trigger.FIRST_CONTACT, Trigger.REASONABLE_GROUNDS, Trigger.REFLECTION_GRANTED, Trigger.REFLECTION_UNTIL),
    (Trigger.FIRST_CONTACT, Trigger.PROCEEDINGS, Trigger.PROCEEDINGS_ENDED),
)
"""Moments of which each comes behind the one before it."""


def runs_before_it_opens(rule: Rule) -> bool:
    """Whether its time begins at a moment that comes before the one that opens the right."""
    return any(
        rule.trigger in chain and rule.starts in chain[: chain.index(rule.trigger)] for chain in _CHAINS
    )
