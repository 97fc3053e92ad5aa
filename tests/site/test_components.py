"""The components of the pages: what each must say, and what no template may hold."""

import re
from pathlib import Path

import pytest
from django.template import engines

from safeconduct.referrals.labels import ACTS, EVENTS, GLYPHS, NEXT, PAST, STATES
from safeconduct.referrals.meanings import MEANING
from safeconduct.referrals.moves import Event, State
from safeconduct.site.glyphs import GLYPHS as DRAWN
from safeconduct.vocabulary.questions import Question

ROOMS = Path(__file__).resolve().parents[2] / "safeconduct"
TEMPLATES = sorted(ROOMS.glob("*/templates/**/*.html"))


def rendered(source: str, **context: object) -> str:
    """A template that is written here, as a page would render it."""
    from django_cotton.compiler_regex import CottonCompiler

    made = engines["django"].from_string(CottonCompiler().process(source))
    return " ".join(made.render(context).split())


def test_a_field_with_an_error_says_so_and_points_to_it() -> None:
    field = Question(
        name="until", label="Until when?", kind="date", error="Enter the day.", hint="A day", prefix="c-"
    )
    html = rendered('<c-field :field="field" />', field=field)
    assert "Error: Enter the day." in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="c-until-hint c-until-error"' in html
    assert 'id="c-until-hint"' in html
    assert 'id="c-until-error"' in html


@pytest.mark.parametrize(
    "kind", ["text", "long", "date", "datetime-local", "number", "select", "radios", "tick", "ticks"]
)
def test_each_kind_of_field_has_its_name_and_a_label(kind: str) -> None:
    field = Question(name="answer", label="What?", kind=kind, options=[("a", "First")], value="a")
    html = rendered('<c-field :field="field" />', field=field)
    assert 'name="answer"' in html
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert labelled & set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html))


def test_several_answers_are_ticks_and_what_was_chosen_is_ticked() -> None:
    options = [("housing", "Housing"), ("house", "House")]
    html = rendered(
        '<c-field :field="field" />', field=Question("a", "A", "ticks", "housing, safety", options)
    )
    assert re.search(r'value="housing" checked', html)
    assert not re.search(r'value="house" checked', html)


def test_a_field_that_cannot_be_answered_now_is_disabled() -> None:
    assert " disabled" in rendered(
        '<c-field :field="field" :disabled="no" />', field=Question("a", "A"), no=["x"]
    )
    assert " disabled" not in rendered('<c-field :field="field" />', field=Question("a", "A"))


def test_a_question_may_stay_open() -> None:
    html = rendered('<c-field :field="field" />', field=Question("a", "Age", open="unknown"))
    assert 'name="a__open"' in html
    assert re.search(r'<option value="unknown" selected', html)


def test_what_was_typed_is_shown_as_text() -> None:
    typed = "<script>alert(1)</script> {{ request }} ['a'] True"
    html = rendered('<c-summary :facts="facts" />', facts=[("Wish", typed)])
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ request }} [&#x27;a&#x27;] True" in html


def test_a_line_is_said_to_be_wrong_by_a_link_or_by_a_button_that_names_it() -> None:
    told = {"what": "A <step>", "href": "/wrong/?line=a@1"}
    by_link = rendered('<c-wrong href="{{ href }}" :what="what">Wrong</c-wrong>', **told)
    assert 'href="/wrong/?line=a@1"' in by_link
    by_button = rendered('<c-wrong form="part" line="a@1" :what="what">Wrong</c-wrong>', **told)
    assert 'form="part" name="line" value="a@1"' in by_button
    assert all('<span class="unseen">: A &lt;step&gt;</span>' in one for one in (by_link, by_button))


def test_a_title_that_looks_like_code_stays_a_title() -> None:
    html = rendered('<c-door :what="what">x</c-door>', what="{% now 'Y' %} <b>")
    assert "{% now &#x27;Y&#x27; %} &lt;b&gt;" in html


def test_a_component_sees_nothing_of_the_page_around_it() -> None:
    assert "secret" not in rendered(
        '<c-tag kind="yours">Sent</c-tag>', glyph="", slot="secret", title="secret"
    )


def test_each_state_has_its_words_and_a_glyph_that_is_drawn() -> None:
    for words in (STATES, NEXT, MEANING, ACTS, GLYPHS):
        assert set(words) == set(State)
    assert set(GLYPHS.values()) <= set(DRAWN)


def test_each_event_is_told_as_a_step_and_as_what_happened() -> None:
    assert set(EVENTS) == set(PAST) == set(Event)


def test_each_glyph_that_a_template_names_is_drawn() -> None:
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"""(?:<c-[^>]* glyph=|% glyph )"([\w-]+)\"""", path.read_text())
    }
    assert named - set(DRAWN) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_template_holds_what_the_policy_of_the_browser_refuses(path: Path) -> None:
    text = path.read_text()
    for forbidden in (
        r"\sstyle=",
        r"<style",
        r"\son\w+=",
        r"\shx-on",
        r"[\"']js:",
        r"javascript:",
        r"hx-trigger=\"[^\"]*\[",
    ):
        assert re.search(forbidden, text) is None, forbidden
    for script in re.findall(r"<script[^>]*>", text):
        assert "nonce" in script, script


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_template_names_a_colour(path: Path) -> None:
    assert re.findall(r"""["':\s]#[0-9a-fA-F]{6}\b""", path.read_text()) == []
