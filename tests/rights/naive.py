"""A second evaluator that knows nothing of the first: it tries every way in which what is not known could be."""

from itertools import product

from safeconduct.rights.facts import Facts
from safeconduct.rights.rule import Rule
from safeconduct.vocabulary.codes import Answer3

UNION = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}  # fmt: skip
SOMEWHERE = ["BE", "RO", "VN"]
"""One of each kind, whatever the country is."""


def covers(rule: Rule, facts: Facts) -> str:
    """“yes”, “no”, or “open” where it depends on what is not known."""
    children = [facts.child] if facts.child is not Answer3.UNKNOWN else [Answer3.YES, Answer3.NO]
    if facts.child is Answer3.UNKNOWN and rule.beneficiary.person == "child":
        children = [Answer3.YES]  # helped as a child until it is known
    worlds = product(
        children,
        [facts.citizenships] if facts.citizenships else [{facts.country}, *({one} for one in SOMEWHERE)],
        [facts.exploited_in] if facts.exploited_in else [{facts.country}, *({one} for one in SOMEWHERE)],
    )
    said = {_covers(rule, facts.country, child, set(held), set(where)) for child, held, where in worlds}
    if said == {False}:
        return "no"
    return "open" if False in said or rule.beneficiary.also else "yes"


def _covers(rule: Rule, country: str, child: Answer3, held: set[str], where: set[str]) -> bool:
    asked = rule.beneficiary
    return (
        {"any": True, "child": child == "yes", "adult": child == "no"}[asked.person]
        and {
            "any": True,
            "national": country in held,
            "foreign": country not in held,
            "eu": country in held or any(one in UNION for one in held),
            "third_country": country not in held and not any(one in UNION for one in held),
        }[asked.citizenship]
        and {
            "anywhere": True,
            "here": country in where,
            "other_eu": any(one in UNION for one in where if one != country),
        }[asked.exploited]
    )
