"""`./run package`: a sealed file is looked at, then opened as a case, or refused in one sentence and recorded."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from safeconduct.cases.queries import read_sections
from safeconduct.commands import packaging
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.package import _parser, main
from safeconduct.exchange import own_card
from safeconduct.exchange.package import open_package
from safeconduct.keys.card import fingerprint, verify_card
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.world import staff
from tests.conftest import ConnectAs
from tests.connections import briefly
from tests.referrals.elsewhere.files import NEEDS, card, case, given
from tests.referrals.papers.desk import agreed

__all__ = ["card", "case", "staff"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff", "card")]


@pytest.fixture
def file(case: CaseId, tmp_path: Path) -> Path:
    """A package of Ana's for Bea's agency."""
    path = tmp_path / "file.package.json"
    path.write_bytes(given(case, agreed(case)))
    return path


def ran(do: str, file: Path, *words: object) -> int:
    asked = _parser().parse_args([do, str(file), *map(str, words)])
    return packaging.look(asked) if do == "look" else packaging.open_it(asked)


def recorded(connect_as: ConnectAs) -> list[tuple[Any, ...]]:
    with briefly("owner") as owner:
        return owner.execute(
            "SELECT outcome, reason, case_id FROM audit.record WHERE action = 'package:opened' ORDER BY recorded_at"
        ).fetchall()


def test_it_is_looked_at_and_then_opened(
    file: Path, capsys: pytest.CaptureFixture[str], connect_as: ConnectAs
) -> None:
    assert ran("look", file) == 0
    said = capsys.readouterr().out
    assert "says it is from node ro" in said
    assert "None of it is proved" in said
    assert ran("look", file, "--member", "bea") == 0
    said = capsys.readouterr().out
    assert "Needs" in said
    assert "Nothing was stored." in said
    assert "Near my sister" not in said, "a terminal is read by others"
    assert recorded(connect_as) == []

    assert ran("open", file, "--member", "bea") == 0
    said = capsys.readouterr().out
    assert "Ask the person before anything leaves here" in said
    [(outcome, _reason, new)] = recorded(connect_as)
    assert outcome == "done"
    assert f"file {new.hex[:12]}" in said
    with member_acts("bea") as by:
        found = read_sections(new, [Section.NEEDS], by=by, at=timezone.now())
    assert found[Section.NEEDS].content == NEEDS


@pytest.mark.parametrize("changed,code", [
    (lambda raw: raw.replace(b'"purpose":"', b'"purpose":"x'), "package_cannot_open"),
    (lambda raw: raw[:-1], "package_malformed"),
    (lambda raw: raw.replace(b'"source":"ro"', b'"source":"be"'), "package_unknown_peer"),
])  # fmt: skip
def test_what_was_changed_is_refused_and_recorded(
    changed: Any, code: str, file: Path, capsys: pytest.CaptureFixture[str], connect_as: ConnectAs
) -> None:
    file.write_bytes(changed(file.read_bytes()))
    assert ran("open", file, "--member", "bea") == 1
    assert "It is not opened." in capsys.readouterr().out
    assert recorded(connect_as) == [("refused", code, None)]


def test_a_colleague_of_another_agency_does_not_open_it(
    file: Path, capsys: pytest.CaptureFixture[str], connect_as: ConnectAs
) -> None:
    for do in ("look", "open"):
        assert ran(do, file, "--member", "ana") == 1
        assert "This package is for another agency of this node." in capsys.readouterr().out
    assert {row[:2] for row in recorded(connect_as)} == {("refused", "package_of_another_agency")}


def test_what_does_not_fit_is_told_by_its_place_and_not_by_what_it_says(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stranger(*args: Any, **named: Any) -> Any:
        package = open_package(*args, **named)
        package.parts[Section.NEEDS].content["colour"] = "blue"
        return package

    monkeypatch.setattr(packaging, "open_package", stranger)
    assert ran("look", file, "--member", "bea") == 1
    said = capsys.readouterr().out
    assert "not taken over, Needs, colour: There is no question for it here." in said
    assert "blue" not in said


def test_a_card_that_came_beside_it_needs_the_fingerprint_that_was_read_aloud(
    file: Path, tmp_path: Path
) -> None:
    with member_acts("adam"):
        document = own_card.publish()
    beside = tmp_path / "card.json"
    beside.write_text(json.dumps(document))
    spoken = fingerprint(verify_card(document))
    for wrong in ([], ["--fingerprint", "12345"]):
        with pytest.raises(CannotRun, match="not the fingerprint"):
            ran("open", file, "--member", "bea", "--card", beside, *wrong)
    assert ran("open", file, "--member", "bea", "--card", beside, "--fingerprint", spoken) == 0


def test_the_door_asks_for_whom(file: Path) -> None:
    with pytest.raises(CannotRun, match="--member"):
        main(["open", str(file)])
