"""What stands in a return dossier."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("return_will")
class ReturnWill(Code):
    """What the person says about returning."""

    OWN_WILL = "own_will"
    UNDECIDED = "undecided"
    NO = "no"
    TAKEN_BACK = "taken_back"


@listed("leaflet_given")
class LeafletGiven(Code):
    """How the person has the contacts of the country of return: paper can be found by others."""

    GIVEN = "given"
    READ_ALOUD = "read_aloud"
    KEPT_FOR_PERSON = "kept_for_person"


@listed("lawyer_after")
class LawyerAfter(Code):
    """Whether a lawyer goes on with the person's matters after the return."""

    GOES_ON = "goes_on"
    HANDED_OVER = "handed_over"
    NO_MATTER = "no_matter"
    NOT_ARRANGED = "not_arranged"
