"""What the components need beyond Django's own tags: glyphs, clocks, initials of an alias."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from safeconduct.site.clock import Face, face
from safeconduct.site.filling import filled, joined
from safeconduct.site.glyphs import GLYPHS
from safeconduct.vocabulary.codes import PartnerWay, Profession, Service
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import UNREVIEWED
from safeconduct.vocabulary.questions import Question, QuestionRow

register = template.Library()
OFFERED = '<option value="{}">{}</option>'
SUGGESTED = '<option value="{}" lang="{}">{}</option>'
MOST = 4096
"""Questions that a process keeps: open ones of six languages are about a thousand, empty rows among them."""
type Made = tuple[object, ...]
KEPT: dict[Made, SafeString] = {}
FRAMES: dict[Made, str] = {}
"""Questions with one text, without it: where it stood is the place of a format."""
TEXT = "\ue000"
"""A sign that nobody writes and no list has."""
FACT = (
    '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
    '<dd class="govuk-summary-list__value">{}</dd></div>'
)
CHOSEN = '<option value="{}" selected>{}</option>'


@register.simple_tag
@cache
def glyph(name: str) -> SafeString:
    """One of our own glyphs; KeyError for a name that has none."""
    return format_html(
        '<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"></path></svg>',
        GLYPHS[name],
    )


@register.simple_tag
def options(offered: Iterable[tuple[str, Words]], chosen: object) -> SafeString:
    """The options of a list, as HTML. A page of forms has hundreds: in one line here, and not by a template's loop."""
    return joined(filled(CHOSEN if code == chosen else OFFERED, code, words) for code, words in offered)


@register.simple_tag
def suggestions(offered: Iterable[tuple[str, str, str]]) -> SafeString:
    """What may be typed into a field, as HTML: each with another name, marked with the language of that."""
    return joined(filled(SUGGESTED, code, tag, words) for code, words, tag in offered)


@register.simple_tag
def facts(rows: Iterable[tuple[Words, Words]]) -> SafeString:
    """What the component `c-summary` shows, of words alone: a list of services has a hundred such rows."""
    return format_html('<dl class="govuk-summary-list">{}</dl>', format_html_join("", FACT, rows))


@register.simple_tag
def reasons(words: Iterable[str]) -> SafeString:
    """Why something stands where it stands, a line each."""
    return format_html(
        '<ul class="reasons">{}</ul>', format_html_join("", "<li>{}</li>", ((one,) for one in words))
    )


@register.simple_tag
def question(field: Question) -> SafeString:
    """One question, as the component `c-field` shows it.

    A person's page has a hundred. What an open one looks like, or one with one answer of a list, is the same for
    everybody, so it is kept for the next page in this process, by the language and all that it is made of. So is what
    stands around a text. What somebody wrote never is, nor several answers, nor what is wrong.
    """
    if field.is_of_lists:
        return _kept(KEPT, _key(field), lambda: _question(field))
    if field.is_one_text:
        empty = replace(field, value=TEXT)
        return format_html(_kept(FRAMES, _key(empty), lambda: _frame(empty)), field.value)
    return _question(field)


@register.simple_tag
def question_row(field: Question, row: QuestionRow) -> SafeString:
    """One row of answers, kept as a question is."""
    if not row.is_of_lists:
        return _question_row(field, row)
    return _kept(KEPT, (*_key(field), _made_of_row(row)), lambda: _question_row(field, row))


def _kept[S: str](kept: dict[Made, S], made: Made, show: Callable[[], S]) -> S:
    if (shown := kept.get(made)) is None:
        if len(kept) >= MOST:
            kept.clear()
        shown = kept[made] = show()
    return shown


def _key(field: Question) -> Made:
    return (get_language(), *_made_of(field))


def _made_of(field: Question) -> Made:
    options = tuple((code, str(words)) for code, words in field.options)
    words = str(field.label), str(field.hint), str(field.why)
    answer = field.value or "", field.open
    rows = tuple(_made_of_row(row) for row in field.rows)
    shape = (
        field.id,
        field.name,
        field.kind,
        field.option,
        field.longest,
        field.may_have_more,
        field.suggested,
    )
    return *shape, answer, words, options, rows


def _made_of_row(row: QuestionRow) -> Made:
    return (row.number, *(_made_of(part) for part in row.parts))


def _frame(empty: Question) -> str:
    return _question(empty).replace("{", "{{").replace("}", "}}").replace(TEXT, "{}")


def _question(field: Question) -> SafeString:
    return render_to_string("site/question.html", {"field": field})


def _question_row(field: Question, row: QuestionRow) -> SafeString:
    return render_to_string("site/question_row.html", {"field": field, "row": row})


@register.simple_tag
def clock_face(since: datetime | None, due: datetime | None, now: datetime) -> Face:
    """The clock at this moment; `now` is the domain's time."""
    return face(since, due, now)


@register.filter
def role(code: str) -> Words:
    """A profession in words; a code that a newer version sent stays as it is."""
    return label(Profession(code)) if code in set(Profession) else code


@register.filter
def partner_way(code: str) -> Words:
    """How a partner without a node is reached, in words."""
    return label(PartnerWay(code)) if code in set(PartnerWay) else code


@register.filter
def service(code: str) -> Words:
    """A service in words; a code that a newer version sent stays as it is."""
    return label(Service(code)) if code in set(Service) else code


@register.filter
def asked(label: object) -> str:
    """A label before its answer in the same line: with a colon, unless it is a question."""
    words = str(label)
    return words if words.endswith(("?", "؟")) else gettext("%(label)s:") % {"label": words}


@register.filter
def is_unreviewed(tag: str) -> bool:
    """Whether no speaker of this language has reviewed the translation of the pages."""
    return tag in UNREVIEWED


@register.filter
def initials(alias: object) -> str:
    """The first two signs of an alias."""
    return str(alias)[:2]
