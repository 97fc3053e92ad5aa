"""Names and numbers of the set-up that the database cannot keep are said beside their field."""

import pytest

from safeconduct.site.setup.administrator import _errors
from safeconduct.site.setup.pages import _agency_errors

UNSEEN = "Remove the characters that cannot be shown."
ADMINISTRATOR = {"name": "Ana Pop", "email": "ana@agency.example"}
AGENCY = {
    "name": "Casa Salcia",
    "country": "RO",
    "sector": "ngo",
    "languages": "ro",
    "duty_number": "+00 000",
}


def test_what_is_whole_is_taken() -> None:
    assert _errors(ADMINISTRATOR) == _agency_errors(AGENCY) == {}


@pytest.mark.parametrize("field", ["name", "duty_number"])
def test_a_nul_in_what_is_said_of_the_agency_is_refused_beside_its_field(field: str) -> None:
    assert _agency_errors(AGENCY | {field: "a\0b"}) == {field: UNSEEN}


def test_a_nul_in_the_name_of_the_administrator_is_refused_beside_it() -> None:
    assert _errors(ADMINISTRATOR | {"name": "a\0b"}) == {"name": UNSEEN}
    assert set(_errors(ADMINISTRATOR | {"email": "a\0b@agency.example"})) == {"email"}
