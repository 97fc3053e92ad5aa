"""The built style sheet: its colours are tokens, the tokens can be told apart, and all that it names is served."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.test import Client

from safeconduct.commands.building import frontend
from safeconduct.commands.places import REPOSITORY

TEXT, MEANT = 4.5, 3.0
"""What WCAG 2.2 AA asks of text, and of borders and glyphs that carry meaning."""
GROUNDS = ("ground", "surface", "sunken")
SOFT = ("plum-soft", "honey-soft", "brick-soft", "moss-soft", "lake-soft")
ON_GROUNDS = ("ink", "ink-2", "plum", "plum-2", "brick", "moss", "lake", "honey-ink")
PAIRS = [
    *[(text, ground, TEXT) for text in ON_GROUNDS for ground in GROUNDS],
    *[(text, ground, TEXT) for text in ("ink", "ink-2") for ground in SOFT],
    ("plum", "plum-soft", TEXT),
    ("plum-2", "plum-soft", TEXT),
    ("brick", "brick-soft", TEXT),
    ("moss", "moss-soft", TEXT),
    ("lake", "lake-soft", TEXT),
    ("honey-ink", "honey-soft", TEXT),
    *[("on-plum", ground, TEXT) for ground in ("plum", "plum-2", "brick")],
    *[("edge", ground, MEANT) for ground in (*GROUNDS, "plum-soft", "honey-soft")],
    *[("path", ground, MEANT) for ground in GROUNDS],
    *[("focus-outer", ground, MEANT) for ground in ("ground", "surface")],
    ("focus-outer", "focus-inner", MEANT),
]
SHOWN = {
    ("light", "ink", "ground"): 14.1, ("dark", "ink", "ground"): 15.3, ("light", "ink-2", "sunken"): 6.0,
    ("light", "plum", "surface"): 10.9, ("dark", "plum", "surface"): 8.9, ("light", "brick", "brick-soft"): 6.5,
    ("dark", "moss", "moss-soft"): 7.7, ("light", "edge", "sunken"): 3.6, ("light", "path", "sunken"): 3.0,
    ("dark", "honey-ink", "honey-soft"): 8.3, ("light", "on-plum", "brick"): 7.8, ("dark", "lake", "sunken"): 11.1,
}  # fmt: skip
"""Some of the figures of the design, to one place."""


@pytest.fixture(scope="module")
def css() -> str:
    frontend.ensure()
    return (frontend.built_folder() / "site.css").read_text()


@pytest.fixture(scope="module")
def themes(css: str) -> dict[str, dict[str, str]]:
    """The tokens of both themes, as built. Media rules come after the plain ones and are left out here."""
    light = next(_tokens(body) for body in re.findall(r":root\{([^}]*)\}", css) if "--ground:" in body)
    dark = next(_tokens(body) for body in re.findall(r":root\[data-theme=\"?dark\"?\]\{([^}]*)\}", css))
    return {"light": light, "dark": dark}


def _tokens(body: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6})", body))


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("front, ground, least", PAIRS)
def test_each_colour_can_be_told_from_its_ground(
    themes: dict[str, dict[str, str]], theme: str, front: str, ground: str, least: float
) -> None:
    tokens = themes[theme]
    assert _contrast(tokens[front], tokens[ground]) >= least


@pytest.mark.parametrize("where, figure", SHOWN.items())
def test_the_figures_of_the_design_hold(
    themes: dict[str, dict[str, str]], where: tuple[str, str, str], figure: float
) -> None:
    theme, front, ground = where
    assert _contrast(themes[theme][front], themes[theme][ground]) == pytest.approx(figure, abs=0.06)


def test_both_themes_name_the_same_tokens(themes: dict[str, dict[str, str]]) -> None:
    assert themes["light"].keys() == themes["dark"].keys()


def test_the_device_decides_unless_somebody_has_chosen(css: str, themes: dict[str, dict[str, str]]) -> None:
    body = re.search(
        r"prefers-color-scheme: ?dark\)\{:root:not\(\[data-theme=\"?light\"?\]\)\{([^}]*)\}", css
    )
    assert body is not None
    assert _tokens(body[1]) == themes["dark"]


def test_no_colour_stands_outside_the_tokens(css: str) -> None:
    rest = re.sub(r":root[^{}]*\{[^{}]*\}", "", css)
    rest = re.sub(r"var\([^()]*\)", "", rest)
    assert re.findall(r"#(?:[0-9a-fA-F]{3,4}){1,2}(?![\w-])(?=[^{}]*\})", rest) == []
    assert set(re.findall(r"(?:rgb|hsl)a?\([^)]*\)", rest)) <= {"rgba(0,0,0,0)"}  # which is "transparent"


def test_nothing_looks_like_a_government_service(css: str) -> None:
    assert re.findall(r"(?i)crown|gds transport|govuk-crest|royal", css) == []


def test_there_is_no_shadow_but_the_ring_of_the_focus(css: str) -> None:
    shadows = set(re.findall(r"box-shadow:\s*([^;}]*)", css))
    overridden = "0 -2px var(--govuk-focus-colour, #ffdd00),0 4px var(--govuk-focus-text-colour, #0b0c0c)"
    assert {shadow for shadow in shadows if not re.match(r"none|initial|0 0 0 |inset 0 ", shadow)} == {
        overridden
    }
    last = re.findall(r"\.govuk-error-summary__list a:focus\{([^}]*)\}", css)[-1]
    assert "box-shadow:0 0 0 3px var(--focus-inner)" in last


@pytest.mark.django_db  # Django looks after the connection that a test before left open
def test_all_that_the_style_sheet_names_is_served(css: str) -> None:
    client = Client()
    named = set(re.findall(r"url\([\"']?([^\"')]+)[\"']?\)", css))
    assert {name for name in named if name.endswith(".woff2")} == {
        f"fonts/noto-sans-{subset}-wght-normal.woff2" for subset in frontend.SUBSETS
    }
    for name in named:
        path = name if name.startswith("/") else f"/static/built/{name}"
        with closing(client.get(path)) as answer:
            assert answer.status_code == 200, path


def test_no_head_of_a_column_is_narrower_than_its_longest_word(css: str) -> None:
    """The page lets words break anywhere, and a narrow column of a table would take that."""
    assert ".figures.compared thead th{overflow-wrap:break-word}" in css


def test_no_font_of_others_is_named(css: str) -> None:
    families = set(re.findall(r"font-family:\s*([^;}]*)", css))
    allowed = re.compile(r"""^["']?Noto Sans Variable|^sans-serif$|^inherit$|^monospace""")
    assert [family for family in families if not allowed.match(family)] == []


def test_the_licences_go_with_what_was_built() -> None:
    frontend.ensure()
    text = (frontend.built_folder() / "licences.txt").read_text()
    for name in (*frontend.WITHOUT_A_TEXT, "SIL Open Font License", "Permission is hereby granted"):
        assert name in text


def components() -> Iterator[str]:
    """The classes of borrowed components that the style sheet is told to take."""
    source = (REPOSITORY / frontend.SITE / "scss" / "site.scss").read_text()
    for kind, name in re.findall(r"@use \"\S*/(govuk|moj)/components/([\w-]+)", source):
        yield f"{kind}-{name}"


def test_only_borrowed_components_in_use_are_taken() -> None:
    rooms = (REPOSITORY / "safeconduct").glob("*/templates/**/*.html")
    pages = " ".join(path.read_text() for path in rooms)
    assert [name for name in components() if name not in pages] == []
