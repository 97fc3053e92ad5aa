"""The seed and the standard's examples are read by the same reader; where they are not at hand, rows like theirs."""

import json
from pathlib import Path

import pytest

from safeconduct.directory.bringing.proposed import Note, Proposed
from tests.directory.bringing.test_bad_input import proposed, read

SHARED = Path(__file__).resolve().parents[4] / "shared"
SEED = SHARED / "seed"
EXAMPLES = SHARED / "standards" / "hsds" / "examples-3.1"

LIKE_THE_SEED = {
    "note": "Invented.", "source_read_on": "2026-11-25",
    "rows": [
        {
            "country": "BE", "role": "specialised_support", "organisation": "Huis Wilg", "service": "Reception",
            "phone": ["+3220000001"], "confidence": "uncertain", "notes": "a digit too many", "languages": ["fr"],
            "address": "Rue Longue 1", "confidential_location": False, "checked_on": None, "url": None,
        },
        {
            "country": "AL", "role": "specialised_support", "organisation": "Shtepia", "service": "Strehim",
            "phone": ["+35540000001"], "confidence": "verified", "address": "Rruga e Gjate 3",
            "confidential_location": True,
        },
        {"country": "UA", "role": "compensation_deciding", "organisation": "(none found)", "service": "None"},
        {"country": "EU", "role": "hotline", "organisation": "112", "service": "Emergency", "phone": ["112"]},
    ],
}  # fmt: skip


def test_rows_like_those_of_the_seed_keep_source_date_and_confidence() -> None:
    found = [proposed(one) for one in read(json.dumps(LIKE_THE_SEED).encode()).values()]
    uncertain, secret, gap, everywhere = found
    assert (uncertain.confidence, str(uncertain.source_date)) == ("uncertain", "2026-11-25")
    assert uncertain.contact == uncertain.agency_contact == ""
    assert "+3220000001" in uncertain.note
    assert (secret.place, secret.address, secret.contact) == ("shelter", "", "")
    assert gap.is_gap
    assert (everywhere.country, everywhere.contact) == ("", "112")
    assert Note.COUNTRY_NOT_SAID in everywhere.notes


@pytest.mark.skipif(not SEED.exists(), reason="the seed lies beside the clone, and is not here")
@pytest.mark.parametrize("name, rows", [
    ("seed_directory_flat.json", 54), ("seed_directory_flat.csv", 54), ("seed_services_hsds31.json", 52),
])  # fmt: skip
def test_the_seed_is_read_whole(name: str, rows: int) -> None:
    found = [proposed(one) for one in read((SEED / name).read_bytes()).values()]
    assert len(found) == rows
    assert not [
        one.name for one in found if one.place == "shelter" and (one.address or one.contact or one.note)
    ]
    assert not [
        one.name for one in found if one.confidence == "uncertain" and (one.contact or one.agency_contact)
    ]
    assert sum(one.confidence == "uncertain" for one in found) == 2
    assert sum(one.is_gap for one in found) == rows - 52


def test_csv_and_json_of_the_seed_say_the_same() -> None:
    if not SEED.exists():
        pytest.skip("the seed lies beside the clone, and is not here")
    one, other = (
        [_said(found) for found in read((SEED / f"seed_directory_flat.{kind}").read_bytes()).values()]
        for kind in ("json", "csv")
    )
    assert one == other


def _said(found: object) -> dict[str, object]:
    assert isinstance(found, Proposed)
    return {name: value for name, value in found.to_json().items() if name != "source_date"}


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the standard lies beside the clone, and is not here")
@pytest.mark.parametrize(
    "name", ["service_full", "organization_full", "service_list", "service_at_location_full"]
)
def test_the_examples_of_the_standard_are_read(name: str) -> None:
    (found,) = read((EXAMPLES / f"{name}.json").read_bytes()).values()
    assert (proposed(found).name, proposed(found).min_age) == ("Community Counselling", 12)
    assert "Ann Persona" not in json.dumps(proposed(found).to_json()), "a single person is named nowhere"
