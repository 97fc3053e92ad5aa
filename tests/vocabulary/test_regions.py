"""Parts of countries: every code is of its country, and what is a part of a part is found."""

from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.regions import REGIONS, are_neighbours, chain, country_of, of_country, region_name


def test_every_part_is_of_a_country_that_we_know_and_of_a_part_that_is_there() -> None:
    assert len(REGIONS) == 228
    for code, region in REGIONS.items():
        assert country_of(code) in COUNTRIES
        assert region.name
        assert not region.part_of or region.part_of in REGIONS


def test_a_province_lies_in_its_region() -> None:
    assert chain("BE-VAN") == ["BE-VAN", "BE-VLG"]
    assert chain("RO-B") == ["RO-B"]
    assert chain("XX-1") == []


def test_the_parts_of_a_country_stand_by_name() -> None:
    names = [one.name for one in of_country("BG")]
    assert names == sorted(names)
    assert len(names) == 28
    assert of_country("FR") == []
    assert region_name("XX-1") == "XX-1"


def test_a_land_border_goes_both_ways() -> None:
    assert are_neighbours("RO", "BG")
    assert are_neighbours("BG", "RO")
    assert not are_neighbours("RO", "BE")
    assert not are_neighbours("RO", "RO")
