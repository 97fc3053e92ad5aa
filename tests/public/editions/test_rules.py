"""Which editions are believed: each nonsense has its reason, and nothing of it is taken."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.public.editions import rules
from safeconduct.public.editions.rules import Shown, Signed, Wrong, listed, may_show, signed_in
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.editions import ARTICLE_19A
from safeconduct.vocabulary.labels.around import bounds
from safeconduct.vocabulary.released.handing_over import FORMAT, LARGEST, MOST
from tests.vocabulary.released.invented import Document, correction, document, signed

KEY = Ed25519PrivateKey.generate()
FIRST = Shown("19a-RO-2025-1", "ab" * 32, "article_19a", "RO", 2025, 1)


def taken(said: Document) -> Signed:
    """As it is read from the file."""
    found = signed_in(signed(said, KEY))
    assert isinstance(found, Signed), found
    return found


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"[" * 100_000, b'{"editions": []}', json.dumps({"format": "other", "editions": []}).encode(),
     json.dumps({"format": FORMAT, "editions": [1] * (MOST + 1)}).encode()],
)  # fmt: skip
def test_a_file_that_is_none_is_not_readable(raw: bytes) -> None:
    assert listed(raw) == rules.NOT_READABLE


def test_a_file_lists_up_to_its_most() -> None:
    raw = json.dumps({"format": FORMAT, "editions": [1] * MOST}).encode()
    assert listed(raw) == [1] * MOST
    assert listed(raw + b" " * (LARGEST - len(raw))) == [1] * MOST
    assert listed(raw + b" " * (LARGEST - len(raw) + 1)) == rules.NOT_READABLE


def test_an_edition_is_kept_as_it_was_signed_with_all_that_can_be_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = signed(document(), KEY)
    found = taken(document())
    assert (found.document, found.digest) == (whole["document"], whole["digest"])
    assert (found.key, found.signature, found.content) == (whole["key"], whole["signature"], canonical(whole))
    KEY.public_key().verify(base64.b64decode(whole["signature"]), found.payload())
    monkeypatch.setattr(rules, "LARGEST_EDITION", len(found.content))
    assert isinstance(signed_in(whole), Signed)
    monkeypatch.setattr(rules, "LARGEST_EDITION", len(found.content) - 1)
    assert signed_in(whole) == Wrong("19a-RO-2025-1", rules.NOT_AN_EDITION, "size")


def _tables(change: Callable[[dict[str, Any]], object]) -> Document:
    said = document()
    change(said["tables"][0])
    return said


@pytest.mark.parametrize(
    ("said", "member"),
    [
        (document(id="19a/RO"), "id"), (document(id=""), "id"), (document(country="Romania"), "country"),
        (document(year="2025"), "year"), (document(year=True), "year"), (document(edition=0), "edition"),
        (document(made_on="yesterday"), "made_on"), (document(cut_off=None), "cut_off"),
        (document(years=4), "years"), (document(years="2"), "years"),
        (document(reason="x" * 501), "reason"), (document(rules=[]), "rules"),
        (document(coverage={"agencies": -1}), "coverage.agencies"), (document(tables=[]), "tables"),
        (document(tables=document()["tables"][:1] * 2), "tables"),
        (document(changed=[{"table": "A1", "at": ["F"], "was": 1, "is": 2}]), "changed"),
        (document(changed=[{"table": "A9", "at": [], "was": 1, "is": 2}]), "changed"),
        (document(dimensions={"sex": {"label": {"ro": "Sex"}, "codes": {"F": {"en": "F"}}}}), "dimensions.sex.label"),
        (_tables(lambda one: one.update(roles=["small"])), "tables: members"),
        (_tables(lambda one: one["numbers"].pop()), "tables.A1.numbers"),
        (_tables(lambda one: one["numbers"].__setitem__(3, -1)), "tables.A1.numbers"),
        (_tables(lambda one: one["numbers"].__setitem__(3, True)), "tables.A1.numbers"),
        (_tables(lambda one: one["numbers"].__setitem__(3, "few")), "tables.A1.numbers"),
        (_tables(lambda one: one["codes"][0].__setitem__(0, "X")), "tables.A1.codes"),
        (_tables(lambda one: one["codes"][0].__setitem__(0, "M")), "tables.A1.codes"),
        (_tables(lambda one: one.update(title={"en": ""})), "tables.A1.title"),
    ],
)  # fmt: skip
def test_a_document_that_is_no_edition_says_which_member_is_wrong(said: Document, member: str) -> None:
    assert signed_in(signed(said, KEY)) == Wrong(
        rules.name_of({"document": said}), rules.NOT_AN_EDITION, member
    )


def test_a_number_with_a_fraction_has_no_canonical_form() -> None:
    said = signed(document(), KEY)
    said["document"]["tables"][0]["numbers"][0] = 12.5
    assert signed_in(said) == Wrong("19a-RO-2025-1", rules.NOT_AN_EDITION, "canonical form")


def test_a_table_that_was_changed_after_it_was_signed_has_another_digest() -> None:
    said = signed(document(), KEY)
    said["document"]["tables"][0]["numbers"][0] = 13
    assert signed_in(said) == Wrong("19a-RO-2025-1", rules.OTHER_DIGEST)


@pytest.mark.parametrize(
    "said", [None, 7, [], {}, {"document": {}}, signed(document(), KEY) | {"embargo": ""}]
)
def test_what_has_other_members_is_no_signed_edition(said: object) -> None:
    assert signed_in(said) == Wrong(rules.name_of(said), rules.NOT_AN_EDITION, "members")


@pytest.mark.parametrize("name", [None, 7, "", "19a/RO"])
def test_what_has_no_name_that_is_one_is_called_nothing(name: object) -> None:
    assert rules.name_of({"document": {"id": name}}) == ""
    assert rules.name_of({"document": {"id": "19a-RO-2025-1"}}) == "19a-RO-2025-1"


@pytest.mark.parametrize(
    ("said", "has_keys", "is_signed", "shown", "expected"),
    [
        (document(), True, True, [], None),
        (document(), False, False, [], rules.NO_KEYS),
        (document(), True, False, [], rules.WRONG_SIGNATURE),
        # the same name again: with other tables it is refused, and what is shown is not verified again
        (document(), True, True, [FIRST], rules.SHOWN_OTHERWISE),
        # another name for the same number
        (document(id="19a-RO-2025-1b"), True, True, [FIRST], rules.NUMBER_TAKEN),
        (document(id="19a-BG-2025-1", country="BG"), True, True, [FIRST], None),
        (document(id="19a-RO-2024-2025-1", years=2), True, True, [FIRST], None),
        # corrections
        (correction(), True, True, [FIRST], None),
        (correction(), True, True, [], None),
        (correction(corrects="19a-RO-2025-2"), True, True, [], rules.CORRECTS_ANOTHER),
        (correction(year=2024), True, True, [FIRST], rules.CORRECTS_ANOTHER),
        (correction(years=2), True, True, [FIRST], rules.CORRECTS_ANOTHER),
        (correction(edition=2), True, True, [FIRST, Shown("x", "", "article_19a", "RO", 2025, 3)], None),
    ],
)  # fmt: skip
def test_which_edition_is_shown(
    said: Document, has_keys: bool, is_signed: bool, shown: list[Shown], expected: Reason | None
) -> None:
    known = {each.id: each for each in shown}
    decision = may_show(taken(said), has_keys=has_keys, is_signed=is_signed, shown=known)
    assert decision == (Allowed() if expected is None else Refused(expected))


def test_the_same_edition_again_is_what_is_shown_already() -> None:
    one = taken(document())
    known = {"19a-RO-2025-1": Shown("19a-RO-2025-1", one.digest, "article_19a", "RO", 2025, 1)}
    assert may_show(one, has_keys=False, is_signed=False, shown=known)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ([{"status", "form"}], "asks for sex and age too"), ([{"sex", "form"}, {"age"}], "asks for sex and age too"),
        ([{"sex", "age", "form"}], ""), ([{"form"}, {"sex", "age"}], "asks for sex and age in each of its tables"),
    ],
)  # fmt: skip
def test_what_the_law_asks_for_and_the_tables_lack_is_said(tables: list[set[str]], said: str) -> None:
    _everywhere, *bound, _knows_more, _likely = map(str, bounds(ARTICLE_19A, tables))
    assert [each for each in bound if said not in each] == []
    assert len(bound) == bool(said)
