"""What the pages say that classes unite is what the facts are counted by."""

from safeconduct.statistics import classes
from safeconduct.statistics.editions.tables import CLASSES, GROUPS
from safeconduct.vocabulary.codes.agencies import Sector
from safeconduct.vocabulary.codes.assessment import Exploitation
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.labels.editions import of_code
from safeconduct.vocabulary.labels.united import AUTHORITIES, HELP, UNITES, united


def test_the_classes_are_those_that_are_said() -> None:
    said = united({"by": CLASSES["by"]}, classes.version())
    assert [str(one.name) for one in said] == ["Others"]
    assert united({"by": CLASSES["by"]}, "2031-1/abc") == [], "of other classes nothing is said"


def test_groups_of_classes_are_said_as_they_are_made() -> None:
    assert GROUPS["by"] == {"AUTH": AUTHORITIES, "CARE": HELP}
    assert UNITES["citizen"]["FOR"] == tuple(of_code("citizen", code) for code in GROUPS["citizen"]["FOR"])
    assert {(name, code) for name, of in GROUPS.items() for code in of} <= {
        (name, code) for name, of in UNITES.items() for code in of
    }


def test_others_are_all_kinds_of_agencies_that_have_no_class_of_their_own() -> None:
    others = {
        label(one) for one in Sector if classes.registered_by(one) == "other" and one is not Sector.OTHER
    }
    assert set(UNITES["by"]["other"][:-1]) == others
    assert len(UNITES["by"]["other"]) == 8


def test_forms_unite_what_the_classes_count_together() -> None:
    for code in ("LAB", "OTH"):
        of = {
            label(one)
            for one in Exploitation
            if classes.form([one]) == code and one is not Exploitation.OTHER
        }
        assert set(UNITES["form"][code]) - {UNITES["form"]["OTH"][-1]} == of
