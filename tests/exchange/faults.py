"""One helper of these tests."""

from collections.abc import Callable

import pytest

from safeconduct.exchange.faults import Fault, WireError


def fault_of(act: Callable[[], object]) -> Fault:
    """The code with which this is refused; fails when it is not."""
    with pytest.raises(WireError) as caught:
        act()
    return caught.value.fault
