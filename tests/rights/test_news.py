"""What the person wants to hear of the proceedings: asked as codes, a no is an answer, and old talks have none."""

from datetime import date

import pytest

from safeconduct.rights import news
from safeconduct.rights.codes import Channel, Right, Told, Wish
from safeconduct.rights.news import NOT_ASKED, News
from safeconduct.rights.sheet import Sheet, Telling, sheet_of, stored
from safeconduct.vocabulary.errors import BadInput


def telling(day: int, said: News = NOT_ASKED) -> Telling:
    return Telling((Right.INFORMATION,), Told.YES, date(2026, 11, day), "lawyer", news=said)


def test_the_last_talk_in_which_it_was_asked_counts() -> None:
    first, last = News((Wish.JUDGMENT,), Channel.LAWYER), News((Wish.NOTHING,))
    assert Sheet(tellings=(telling(1, first), telling(9))).news == first
    assert Sheet(tellings=(telling(5, last), telling(1, first))).news == last
    assert Sheet(tellings=(telling(1),)).news.facts == []


def test_it_is_sealed_and_read_again_and_what_was_sealed_before_has_none() -> None:
    sheet = Sheet(tellings=(telling(1, News((Wish.TRIAL_DATE,), Channel.DIRECT)),))
    assert sheet_of(stored(sheet)) == sheet
    old = stored(sheet)
    for name in ("wishes", "channel", "interpreter"):
        del old["tellings"][0][name]
    assert sheet_of(old).tellings[0].news == NOT_ASKED


@pytest.mark.parametrize(
    ("entered", "at"),
    [
        ({"wishes": ["judgment"]}, "channel"),
        ({"wishes": ["judgment"], "channel": ["pigeon"]}, "channel"),
        ({"wishes": ["judgment", "nothing"], "channel": ["lawyer"]}, "wishes"),
    ],
)
def test_a_wish_needs_a_way_and_a_no_stands_alone(entered: dict[str, list[str]], at: str) -> None:
    with pytest.raises(BadInput) as wrong:
        news.entered_as(entered)
    assert list(wrong.value.errors) == [at]
    assert news.entered_as({"channel": ["lawyer"]}) == NOT_ASKED, "a way without a wish says nothing"
