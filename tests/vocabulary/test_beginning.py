"""While a process loads, nothing is collected; afterwards it is again, and what was loaded stays out of it."""

import gc

import pytest

from safeconduct.vocabulary.beginning import loading


def test_what_is_loaded_is_left_out_of_every_later_search() -> None:
    before = gc.get_freeze_count()
    with loading():
        assert not gc.isenabled()
        kept = [[number] for number in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(kept)


def test_a_fault_while_loading_leaves_collecting_on() -> None:
    with pytest.raises(ModuleNotFoundError), loading():
        raise ModuleNotFoundError
    assert gc.isenabled()
