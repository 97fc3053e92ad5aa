"""What the room of keys refuses is said on pages in the reader's language, and in English by commands."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from safeconduct.keys import card as cards
from safeconduct.keys import parsing, recovery, turning
from safeconduct.keys.errors import BadCard, BadKey, KeyFileRefused, KeysError, Malformed
from safeconduct.keys.recovery import generate, read_back, spell
from safeconduct.site.key_faults import in_words

SHOWN = (cards, parsing, recovery, turning)
"""Whose faults a page shows: cards that are handed in, the typed recovery key, a change of keys."""


def a_card_of(**members: object) -> KeysError:
    with pytest.raises(BadCard) as refused:
        cards.verify_card({"v": 1, "type": "node/card", **members})
    return refused.value


def test_a_mistyped_recovery_key_is_said_in_the_readers_language() -> None:
    typed = spell(generate())
    wrong = typed[:-1] + ("0" if typed[-1] != "0" else "1")
    with pytest.raises(BadKey) as refused:
        read_back(wrong)
    with translation.override("ro"):
        assert in_words(refused.value).startswith("Unul dintre caractere nu este cel tipărit")
    with translation.override("en"):
        assert in_words(refused.value) == str(refused.value)


def test_a_card_says_what_is_wrong_with_it_in_one_language() -> None:
    fault = a_card_of(v="one")
    with translation.override("ro"):
        said = in_words(fault)
    assert said == (
        "Această fișă de nod nu poate fi folosită. Cereți una nouă. Câmpul v trebuie să fie un număr întreg."
    )
    assert str(fault) == (
        "This node card cannot be used. Ask for a new one. The member v must be a whole number."
    )


def test_words_of_python_never_reach_a_reader() -> None:
    bare = BadCard(cards.CANNOT_BE_USED)
    with translation.override("ro"):
        assert in_words(bare) == "Această fișă de nod nu poate fi folosită. Cereți una nouă."


def test_a_fault_that_names_a_file_is_said_as_it_is() -> None:
    assert in_words(KeyFileRefused("The key file /srv/x is missing.")) == "The key file /srv/x is missing."


@pytest.mark.parametrize("module", SHOWN, ids=lambda module: module.__name__.rpartition(".")[2])
def test_what_these_files_refuse_is_marked_for_the_catalogues(module: object) -> None:
    """Each sentence of a Malformed, BadKey, BadCard or KeyFileRefused there is in `_()`, or comes from a name."""
    source = Path(str(vars(module)["__file__"])).read_text()
    kinds = {kind.__name__ for kind in (Malformed, BadKey, BadCard, KeyFileRefused)}
    bare = [
        call.lineno
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in kinds
        and isinstance(call.args[0], ast.Constant | ast.JoinedStr)
    ]
    assert bare == []
