"""Who may attach, take out and take away, and what is taken in."""

import pytest

from safeconduct.cases.attachments.codes import LABELS, RemovedWhy
from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.rules import (
    EMPTY,
    FAULTS,
    MOST_FILES,
    NO_REASON,
    NOT_AS_NAMED,
    NOT_YOURS,
    TOO_MANY,
    UNKNOWN_KIND,
    VIEW_ONLY,
    may_add,
    may_remove,
    may_take_in,
    may_take_out,
    too_large,
)
from safeconduct.cases.attachments.texts import MOST_LINES, MOST_SIGNS, pages_of
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused


def taken(
    size: int = 10, kind: Kind | None = Kind.PDF, claimed: Kind | None = None, files: int = 0
) -> Decision:
    return may_take_in(size, kind, claimed, most=100, files=files)


def test_who_writes_in_the_section_adds_takes_out_and_takes_away_and_who_reads_it_only_looks() -> None:
    assert may_add(edits=True) == may_take_out(edits=True) == Allowed()
    assert may_add(edits=False) == Refused(NOT_YOURS)
    assert may_take_out(edits=False) == Refused(VIEW_ONLY)
    assert may_remove(RemovedWhy.REPLACED, edits=False) == Refused(NOT_YOURS)
    assert may_remove(RemovedWhy.REPLACED, edits=True) == Allowed()


def test_nothing_is_taken_away_without_a_reason() -> None:
    assert may_remove(None, edits=True) == Refused(NO_REASON)


def test_the_limit_itself_is_taken_in_and_one_byte_more_is_not() -> None:
    assert taken(100) == Allowed()
    assert taken(101) == Refused(too_large(100))
    assert taken(0) == Refused(EMPTY)


def test_the_size_is_said_before_the_kind_since_nothing_of_a_larger_one_was_read() -> None:
    assert taken(101, kind=None, claimed=Kind.JPEG) == Refused(too_large(100))


def test_a_name_can_only_make_a_file_be_refused() -> None:
    assert taken(claimed=Kind.PDF) == taken(claimed=None) == Allowed()
    assert taken(kind=Kind.TEXT, claimed=Kind.JPEG) == Refused(NOT_AS_NAMED)
    assert taken(kind=None, claimed=Kind.JPEG) == Refused(NOT_AS_NAMED)
    assert taken(kind=Kind.PDF, claimed=Kind.TEXT) == Refused(NOT_AS_NAMED)
    assert taken(kind=None) == Refused(UNKNOWN_KIND)


def test_a_picture_under_the_ending_of_another_kind_of_picture_is_an_honest_slip() -> None:
    assert taken(kind=Kind.PNG, claimed=Kind.JPEG) == taken(kind=Kind.JPEG, claimed=Kind.PNG) == Allowed()


def test_a_text_in_an_old_encoding_is_told_so_and_not_that_it_pretends() -> None:
    assert taken(kind=None, claimed=Kind.TEXT) == Refused(UNKNOWN_KIND)


def test_a_section_holds_so_many_and_no_more() -> None:
    assert taken(files=MOST_FILES - 1) == Allowed()
    assert taken(files=MOST_FILES) == Refused(TOO_MANY)


@pytest.mark.parametrize(
    "reason", [*FAULTS.values(), EMPTY, NOT_AS_NAMED, UNKNOWN_KIND, too_large(20 * 1024 * 1024)]
)
def test_each_no_says_what_is_possible_instead(reason: Reason) -> None:
    assert str(reason.sentence).endswith(".")
    assert str(reason.instead).endswith(".")


def test_the_limit_is_said_in_the_sentence() -> None:
    reason = too_large(20 * 1024 * 1024)
    assert reason.code == "attachment_too_large"
    assert reason.whole == (
        "This file is larger than 20 MiB, and was not read. "
        "Save the picture smaller, or divide the PDF into several files."
    )


def test_each_reason_for_taking_away_has_its_words() -> None:
    assert set(LABELS) == set(RemovedWhy)


def test_a_text_is_paged_by_whole_lines_and_nothing_of_it_is_left_out() -> None:
    lines = [f"line {number}" for number in range(2 * MOST_LINES + 1)]
    pages = pages_of("\n".join(lines))
    assert len(pages) == 3
    assert "\n".join(pages).split("\n") == lines


def test_a_line_that_is_longer_than_a_page_is_divided() -> None:
    pages = pages_of("x" * (2 * MOST_SIGNS + 5))
    assert [len(page) for page in pages] == [MOST_SIGNS, MOST_SIGNS, 5]
    assert pages_of("") == [""]
