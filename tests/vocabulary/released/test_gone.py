"""What a correction says no longer: what the edition before printed, and no table of the new one does."""

from safeconduct.vocabulary.released.gone import no_longer_said
from safeconduct.vocabulary.released.reading import read
from tests.vocabulary.released.invented import BY_FORM, SEX, document

BEFORE = read(document())
BY_SEX = {"code": "A1", "title": {"en": "By sex"}, "dimensions": ["sex"], "codes": [list(SEX)]}


def test_the_same_tables_say_everything_still() -> None:
    assert no_longer_said(BEFORE, BEFORE) == []


def test_a_coarser_table_says_the_totals_over_what_it_lacks_and_not_the_rest() -> None:
    tables = [{**BY_SEX, "numbers": [43, 24, 67]}, document()["tables"][1]]
    found = no_longer_said(BEFORE, read(document(tables=tables)))
    assert [(one.table, one.at, one.number) for one in found] == [
        ("A1", ("F", "Y_LT18"), 12), ("A1", ("F", "Y_GE18"), 31),
    ]  # fmt: skip


def test_what_the_same_table_hides_now_is_a_change_and_stands_once() -> None:
    tables = [{**BY_SEX, "numbers": [43, None, None]}, document()["tables"][1]]
    found = no_longer_said(BEFORE, read(document(tables=tables)))
    assert [one.at for one in found] == [("F", "Y_LT18"), ("F", "Y_GE18")]


def test_a_table_that_is_left_out_is_gone_but_for_what_another_one_says() -> None:
    found = no_longer_said(BEFORE, read(document(tables=document()["tables"][:1])))
    assert [one.number for one in found] == BY_FORM[:3], "the total of all stands in the other table"
