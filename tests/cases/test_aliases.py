"""The aliases that are offered: short words that name no country in any language of the pages."""

import re

import pytest
from babel import Locale

from safeconduct.cases.aliases import ALIASES
from safeconduct.vocabulary.languages import INTERFACE


@pytest.mark.parametrize("language", INTERFACE)
def test_no_alias_says_where_somebody_may_come_from(language: str) -> None:
    """Island is Iceland in Swedish, and the end of many names in English."""
    countries = " ".join(Locale(language).territories.values())
    assert [alias for alias in ALIASES if re.search(rf"\b{alias}\b", countries)] == []


def test_each_alias_is_offered_once() -> None:
    assert len(ALIASES) == len(set(ALIASES)) >= 30
