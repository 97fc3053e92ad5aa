"""Rows that are written in Python say what a template would, and nothing of them is taken for HTML."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from safeconduct.site.days import day, day_and_time, day_and_year
from safeconduct.site.templatetags.rows import Said, people_of, rows_of

NOW = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)
EVIL = '<b title="x">&'


def line(**more: Any) -> dict[str, Any]:
    row = SimpleNamespace(
        reference="RO-DDA8-FPJ7", since=NOW, state="sent", side="sender", worker_id=None, due_at=None
    )
    other = SimpleNamespace(name="Phare", country="BE")
    empty = dict.fromkeys(("alias", "by_hand", "cites", "act", "glyph", "tag"), "")
    asked = {
        "row": row,
        "other": other,
        "until": NOW + timedelta(hours=30),
        "service": "Shelter",
        "state": "Sent",
    }
    flags = dict.fromkeys(("is_yours", "is_late", "is_emergency", "may_wait"), False)
    return {**empty, **asked, **flags, "urgency": "Normal", "next": "answer", **more}


@pytest.mark.parametrize("language", ["en", "bg", "es", "fr", "ro", "sv"])
def test_days_are_named_as_the_templates_name_them(language: str) -> None:
    with translation.override(language):
        for ahead in range(0, 400, 33):
            at = NOW + timedelta(days=ahead)
            wanted = Template("{{ at|date:'D j M' }}|{{ at|date:'D j M Y' }}|{{ at|date:'D j M, H:i' }}")
            assert "|".join((day(at), day_and_year(at), day_and_time(at))) == wanted.render(
                Context({"at": at})
            )


def test_nothing_that_somebody_wrote_is_taken_for_html() -> None:
    other = SimpleNamespace(name=EVIL, country="BE")
    away = {"until": NOW, "why": EVIL}
    shown = rows_of(
        [
            line(alias=EVIL, other=other, owner_name=EVIL, next=EVIL),
            line(asleep=away, state=EVIL, service=EVIL),
        ],
        NOW,
        uuid4(),
    )
    person = SimpleNamespace(case=uuid4(), alias=EVIL, opened_at=NOW)
    shown += people_of([(person, None), (person, line(next=EVIL)), (person, line(asleep=away))])
    assert "<b" not in shown
    assert shown.count("&lt;b title=&quot;x&quot;&gt;&amp;") == 12


def test_a_row_says_whose_it_is_and_what_may_be_done() -> None:
    me = UUID(int=7)
    yours = line(is_yours=True, act="Answer", may_wait=True, may_give=True, picked=True)
    shown = rows_of([yours], NOW, me, True)
    assert 'class="yours"' in shown
    assert 'href="/referrals/RO-DDA8-FPJ7/away/"' in shown
    assert 'aria-label="Choose RO-DDA8-FPJ7" checked' in shown
    assert "<input" not in rows_of([yours], NOW, me)
    late = rows_of([line(is_late=True, until=NOW - timedelta(days=2))], NOW, me)
    assert 'class="theirs late"' in late
    assert "2 days late" in late


def test_words_are_put_into_the_language_of_the_page_and_kept_for_one_table_only() -> None:
    words = _("Today")
    with translation.override("ro"):
        said = Said()
        assert said(words) == said(words) == str(words)
    with translation.override("fr"):
        assert Said()(words) == str(words)
