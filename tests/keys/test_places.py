"""Where each kind of wrapped key lies: another release would not open what lies under another name."""

from collections.abc import Callable
from uuid import UUID

import pytest

from safeconduct.keys import blind, file_keys, yearly

ROW = UUID("0192f3a0-0000-7000-8000-000000000001")


@pytest.mark.parametrize("place, table", [
    (blind._place, "keys.blind_key"), (file_keys._place, "keys.file_key"), (yearly._place, "keys.year_key"),
])  # fmt: skip
def test_the_place_of_a_wrapped_key_is_its_table_and_its_row(
    place: Callable[[UUID], bytes], table: str
) -> None:
    assert place(ROW) == f"safeconduct/v1|{table}|wrapped|{ROW}".encode()
