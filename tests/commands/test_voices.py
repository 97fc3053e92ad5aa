"""The door `voices`, with stand-ins for the engine and the encoder: what is made, kept, taken away and refused."""

from pathlib import Path

import pytest

from safeconduct.commands import voices as door
from safeconduct.commands.faults import CannotRun
from safeconduct.public.helping.speaking import name_of, sections, voices
from safeconduct.rights.plain.words import spoken

ENGINE = """#!/bin/sh
[ "$1 $2 $3 $5 $6 $7 $8" = "-v en-gb -s -b 1 --stdin -w" ] || exit 3
cat > "$9"
"""
ENCODER = """#!/bin/sh
shift 5
cp "$1" "$2"
"""
BROKEN = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A node with a public site, whose pages are read aloud in English alone."""
    monkeypatch.setattr(door, "voices", lambda: {"en": voices()["en"], "uk": voices()["uk"]})
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "database.json").write_text("{}")
    return tmp_path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with stand-ins, before all others."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name, text in {"espeak-ng": ENGINE, "lame": ENCODER}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def _sounds(home: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in (home / "public" / "voices").iterdir()}


def test_every_section_and_card_has_a_sound_of_its_text_once(
    home: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert door.main(["--home", str(home)]) == 0
    texts = list(sections("en", [rule.parts for rule in spoken()["en"].rules.values()]))
    assert _sounds(home) == {name_of("en", text): text for text in texts}
    assert "Without sounds: uk." in capsys.readouterr().out
    assert door.main(["--home", str(home)]) == 0
    assert capsys.readouterr().out.startswith("0 sounds made, ")


def test_what_belongs_to_no_text_any_more_goes_and_only_what_is_missing_is_made(
    home: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    door.main(["--home", str(home)])
    folder = home / "public" / "voices"
    first = min(folder.iterdir())
    first.rename(folder / f"{'0' * 32}.mp3")
    capsys.readouterr()
    door.main(["--home", str(home)])
    assert capsys.readouterr().out.startswith("1 sounds made, ")
    assert f"{'0' * 32}" not in _sounds(home)


def test_without_the_programs_it_says_what_to_install_and_the_pages_go_on(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(CannotRun, match=r"espeak-ng and lame cannot be found: .* go on without sounds"):
        door.main(["--home", str(home)])
    assert not (home / "public" / "voices").exists()


@pytest.mark.parametrize("broken", ["espeak-ng", "lame"])
def test_a_program_that_fails_leaves_no_half_of_a_sound(home: Path, programs: Path, broken: str) -> None:
    (programs / broken).write_text(BROKEN)
    with pytest.raises(CannotRun, match=f"{broken} did not make a sound"):
        door.main(["--home", str(home)])
    assert _sounds(home) == {}
    assert [path.name for path in (home / "public").iterdir() if path.name.startswith("tmp")] == []


def test_a_node_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="no public site"):
        door.main(["--home", str(tmp_path)])
