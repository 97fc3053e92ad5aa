"""A language of the pages that knows a few words only."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils.translation import trans_real


@contextmanager
def speaking(**words: str) -> Iterator[None]:
    """As if the catalogue of the page held these translations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "django.utils.translation._trans.gettext",
            lambda text: words.get(text) or trans_real.gettext(text),
        )
        yield
