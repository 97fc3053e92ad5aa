"""The catalogues: all that the source says is in them, translated whole, and a translation keeps what a text needs."""

import re
import string
from collections import Counter
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from safeconduct.commands.building import catalogues
from safeconduct.vocabulary.languages import TRANSLATED, UNREVIEWED

PYTHON = re.compile(r"%(?:\((\w+)\))?([sd%])")
TAG = re.compile(r"</?\w+[^>]*>|&\w+;")
OLD_COMMAS = re.compile("[şţŞŢ]")
"""Letters with a cedilla, which are not Romanian: s and t have a comma below."""
SHORTENED = re.compile(r"(?:(?:\w\.){2,}|Dvs\.|EE\. UU\.)$")


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogues.collected()


@pytest.fixture(scope="module", params=catalogues.languages())
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return catalogues.read(request.param)


def texts(said: Message) -> list[str]:
    """The text as it stands in the source: one, or one and several."""
    return [said.id] if isinstance(said.id, str) else list(said.id)


def translations(said: Message) -> list[str]:
    return [said.string] if isinstance(said.string, str) else list(said.string or ())


def key(said: Message) -> tuple[str, str]:
    return said.context or "", texts(said)[0]


def whole(catalog: Catalog) -> list[Message]:
    """What is translated; the rest is listed by its own test."""
    return [said for said in catalog if said.id and all(translations(said))]


# --- All of it ----------------------------------------------------------------------------------------------------


def test_a_language_that_can_be_chosen_has_a_catalogue_and_says_that_nobody_reviewed_it() -> None:
    assert set(TRANSLATED) == {"en", *catalogues.languages()}
    assert set(catalogues.languages()) == UNREVIEWED


def test_the_file_is_the_one_that_the_command_makes(catalog: Catalog, source: Catalog) -> None:
    said, kept = {key(one) for one in source if one.id}, {key(one) for one in catalog if one.id}
    assert not said - kept, f"not in the catalogue (./run messages adds them): {sorted(said - kept)}"
    assert not kept - said, f"not in the source (./run messages drops them): {sorted(kept - said)}"
    path = catalogues.path_of(str(catalog.locale))
    assert catalogues.written(catalogues.renewed(catalog, source)) == path.read_bytes(), "run ./run messages"


def test_everything_is_translated(catalog: Catalog) -> None:
    missing = catalogues.untranslated(catalog)
    assert not missing, f"{len(missing)} texts without a translation:\n" + "\n".join(missing)


def test_nothing_is_guessed(catalog: Catalog) -> None:
    assert [key(said) for said in catalog if said.id and said.fuzzy] == []


def test_no_text_stands_twice_in_letters_of_another_size(source: Catalog) -> None:
    found = sorted(
        (text.casefold(), text) for said in source if said.id and not said.context for text in texts(said)[:1]
    )
    twice = [(one[1], other[1]) for one, other in pairwise(found) if one[0] == other[0]]
    assert [pair for pair in twice if not is_sentence_and_word(*pair)] == []


def is_sentence_and_word(one: str, other: str) -> bool:
    """A word at the beginning of a line and within a sentence: both are meant when only the first letter differs."""
    return one[1:] == other[1:]


# --- What a text needs --------------------------------------------------------------------------------------------


def placeholders(text: str) -> Counter[str]:
    found = Counter(f"%({name}){kind}" if name else f"%{kind}" for name, kind in PYTHON.findall(text))
    return found + Counter(
        f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(bare(text)) if name is not None
    )


def bare(text: str) -> str:
    """Without the signs of printf, whose % may stand before a brace."""
    return PYTHON.sub(" ", text)


def test_placeholders_agree(catalog: Catalog) -> None:
    wrong = {}
    for said in whole(catalog):
        needed = placeholders(texts(said)[-1])
        for text in translations(said):
            if placeholders(text) != needed and not may_leave_the_number_out(said, text, needed):
                wrong[text] = texts(said)[-1]
    assert wrong == {}


def may_leave_the_number_out(said: Message, text: str, needed: Counter[str]) -> bool:
    """The form for one thing may name it without a figure, as English does."""
    is_first = isinstance(said.id, tuple | list) and text == translations(said)[0]
    return is_first and not placeholders(text) - needed


def test_every_plural_has_as_many_forms_as_the_language(catalog: Catalog) -> None:
    plural = [said for said in catalog if not isinstance(said.id, str)]
    assert plural
    assert {len(translations(said)) for said in plural} == {catalog.num_plurals}


def test_romanian_counts_in_three_forms() -> None:
    header = catalogues.path_of("ro").read_text().split("\n\n")[0]
    assert "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);" in header


def test_spaces_at_the_ends_agree(catalog: Catalog) -> None:
    def ends(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [
        text for said in whole(catalog) for text in translations(said) if ends(text) != ends(texts(said)[-1])
    ] == []


def test_tags_agree(catalog: Catalog) -> None:
    def tags(text: str) -> list[str]:
        return sorted(TAG.findall(text))

    assert [
        text for said in whole(catalog) for text in translations(said) if tags(text) != tags(texts(said)[-1])
    ] == []


def test_a_sentence_stays_a_sentence(catalog: Catalog) -> None:
    """The sign at the end: page and screen reader put sentences together by it."""
    signs = ".?:!…"
    wrong = {}
    for said in whole(catalog):
        for text in translations(said):
            end, meant = text.rstrip()[-1], texts(said)[-1].rstrip()[-1]
            if (end in signs or meant in signs) and end != meant and not SHORTENED.search(text):
                wrong[text] = texts(said)[-1]
    assert wrong == {}


def test_romanian_is_written_with_its_own_letters() -> None:
    catalog = catalogues.read("ro")
    assert [text for said in whole(catalog) for text in translations(said) if OLD_COMMAS.search(text)] == []


def test_nobody_is_called_a_victim_on_a_screen() -> None:
    catalog = catalogues.read("ro")
    said_so = {
        texts(said)[0]
        for said in whole(catalog)
        if any("victim" in text.lower() for text in translations(said))
    }
    assert {text for text in said_so if "victim" not in text.lower()} == set()


# --- The command --------------------------------------------------------------------------------------------------

PAGE = """{% load i18n %}
<c-card title="{% trans 'In a component' %}">
    {% blocktrans count n=number %}One of them{% plural %}{{ n }} of them{% endblocktrans %}
  {% trans "100 % of it" context "share" %}
</c-card>
"""
CODE = 'from somewhere import gettext_lazy as _\n\nWORDS = _("First "\n          "and second")\n'


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A small source with a page and a module."""
    (tmp_path / "safeconduct").mkdir()
    (tmp_path / "safeconduct" / "page.html").write_text(PAGE)
    (tmp_path / "safeconduct" / "words.py").write_text(CODE)
    return tmp_path


def test_texts_are_found_in_components_plurals_contexts_and_broken_lines(top: Path) -> None:
    found = catalogues.collected(top)
    assert [(said.context, said.id) for said in found if said.id] == [
        (None, "In a component"),
        (None, ("One of them", "%(n)s of them")),
        ("share", "100 %% of it"),
        (None, "First and second"),
    ]


def test_what_was_translated_stays_and_what_is_gone_goes(top: Path) -> None:
    before = catalogues.renewed(catalogues.read("ro", top), catalogues.collected(top))
    before["First and second"].string = "Prima și a doua"
    before.add("Gone", "Dus")
    after = catalogues.renewed(before, catalogues.collected(top))
    assert after["First and second"].string == "Prima și a doua"
    assert after.get("Gone") is None
    assert catalogues.untranslated(after) == ["In a component", "One of them", "share: 100 %% of it"]


def test_a_changed_text_is_not_translated_by_what_it_was(top: Path) -> None:
    before = catalogues.renewed(catalogues.read("ro", top), catalogues.collected(top))
    before["First and second"].string = "Prima și a doua"
    (top / "safeconduct" / "words.py").write_text(CODE.replace("second", "third"))
    assert "First and third" in catalogues.untranslated(catalogues.renewed(before, catalogues.collected(top)))


def test_names_of_countries_come_from_the_common_tables(top: Path) -> None:
    (top / "safeconduct" / "words.py").write_text('_("Belgium")\n_("Albanian")\n')
    found = catalogues.renewed(catalogues.read("ro", top), catalogues.collected(top))
    assert (found["Belgium"].string, found["Albanian"].string) == ("Belgia", "albaneză")


def test_the_same_source_makes_the_same_file_without_lines_or_dates(top: Path) -> None:
    first = catalogues.written(catalogues.renewed(catalogues.read("ro", top), catalogues.collected(top)))
    (top / "safeconduct" / "words.py").write_text("\n\n\n" + CODE)
    assert (
        catalogues.written(catalogues.renewed(catalogues.read("ro", top), catalogues.collected(top))) == first
    )
    assert b"#: safeconduct/words.py\n" in first
    assert b"Date" not in first


def test_it_is_compiled_once_and_again_when_the_file_changes(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = catalogues.path_of("ro", top)
    path.parent.mkdir(parents=True)
    path.write_bytes(
        catalogues.written(catalogues.renewed(catalogues.read("ro", top), catalogues.collected(top)))
    )
    compiled: list[str] = []
    make = catalogues._compile

    def noted(language: str, where: Path) -> None:
        compiled.append(language)
        make(language, where)

    monkeypatch.setattr(catalogues, "languages", lambda: ("ro",))
    monkeypatch.setattr(catalogues, "_compile", noted)
    for _ in range(2):
        catalogues.ensure(top)
    assert (compiled, path.with_suffix(".mo").exists()) == (["ro"], True)
    path.write_text(path.read_text() + "\n")
    catalogues.ensure(top)
    assert compiled == ["ro", "ro"]


def test_what_is_borrowed_is_still_a_text_of_theirs(source: Catalog) -> None:
    """A text that Django or django-allauth has changed would be shown in English, or by their own translation."""
    theirs = {
        one
        for package in (django, allauth)
        for path in Path(package.__file__ or "").parent.rglob("locale/en/LC_MESSAGES/django.po")
        for said in read_po(BytesIO(path.read_bytes()))
        if said.id
        for one in texts(said)
    }
    borrowed = [
        said
        for said in source
        if said.id and "safeconduct/site/borrowed.py" in [name for name, _ in said.locations]
    ]
    assert len(borrowed) > 50
    assert [text for said in borrowed for text in texts(said) if text not in theirs] == []
