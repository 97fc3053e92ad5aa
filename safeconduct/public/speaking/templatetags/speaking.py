"""Words and numbers of a state."""

from collections.abc import Mapping
from typing import Any

from django import template

from safeconduct.public.speaking.rules import State

register = template.Library()


@register.filter
def words_of(words: Mapping[State, Any], state: State) -> Any:
    """The words of a state."""
    return words[state]


@register.filter
def in_words(counts: Mapping[State, int], words: Mapping[State, Any]) -> str:
    """Every state that occurs, with how often: what is to be done stands first."""
    order = (State.MISSING, State.STALE, State.UNREVIEWED, State.WAITS, State.REVIEWED)
    return ", ".join(f"{counts[state]} {words[state]}" for state in order if counts.get(state))
