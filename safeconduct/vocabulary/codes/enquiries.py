"""What is asked before anybody has a name, and what a service says to it."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("constraint")
class Constraint(Code):
    """What a service must be able to do, as far as that decides whether it can help."""

    CHILDREN_WITH = "children_with"
    DISABILITY_ACCESS = "disability_access"
    PETS = "pets"
    WOMEN_ONLY = "women_only"
    MEN = "men"
    LGBTI_SAFE = "lgbti_safe"
    NO_DOCUMENTS = "no_documents"
    MEDICATION = "medication"


@listed("part_of_country")
class PartOfCountry(Code):
    """Where in a country, as coarse as can be: a smaller place could say who it is."""

    ANYWHERE = "anywhere"
    CAPITAL = "capital"
    NORTH = "north"
    EAST = "east"
    SOUTH = "south"
    WEST = "west"
    CENTRE = "centre"


@listed("feasibility")
class Feasibility(Code):
    """What a service answers to an enquiry."""

    POSSIBLE = "possible"
    POSSIBLE_FROM = "possible_from"
    NOT_POSSIBLE = "not_possible"
    ASK_OTHER = "ask_other"
