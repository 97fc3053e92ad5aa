"""The codes of a screening, with their labels: stored as they are, never renamed."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words


class Profile(StrEnum):
    """Which list is asked: by what it is about, and for an adult or for somebody who is or may be a child."""

    LABOUR_ADULT = "labour_adult"
    LABOUR_CHILD = "labour_child"
    SEXUAL_ADULT = "sexual_adult"
    SEXUAL_CHILD = "sexual_child"
    OTHER_ADULT = "other_adult"
    OTHER_CHILD = "other_child"


OF_CHILDREN: frozenset[Profile] = frozenset({Profile.LABOUR_CHILD, Profile.SEXUAL_CHILD, Profile.OTHER_CHILD})


class Dimension(StrEnum):
    """The six sides of trafficking in the list of ILO and European Commission, and one list that has no sides."""

    DR = "DR"
    CR = "CR"
    RV = "RV"
    EX = "EX"
    CD = "CD"
    VD = "VD"
    FL = "FL"


MEANS: frozenset[Dimension] = frozenset(
    {Dimension.DR, Dimension.CR, Dimension.RV, Dimension.CD, Dimension.VD}
)
"""By what somebody was brought into it or kept in it; EX is what was done."""


class Weight(StrEnum):
    """How strongly a sign speaks, where the list says so."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    NONE = ""


class Value(StrEnum):
    """What was said or seen. The last three are three answers, and none of them is a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    NOT_ASKED = "not_asked"


class Evidence(StrEnum):
    """How it is known."""

    OBSERVED = "observed"
    TOLD = "told"
    DOCUMENT = "document"


class Result(StrEnum):
    """What the rule finds for one dimension. Of a person it finds nothing."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    INCOMPLETE = "incomplete"
    NOT_COMPUTED = "not_computed"


class Conclusion(StrEnum):
    """What the professional concludes: reasonable grounds to believe that the person was trafficked."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


class Agreed(StrEnum):
    """The person's own word on the talk."""

    YES = "yes"
    NO = "no"
    STOPPED = "stopped"
    """First yes, then no: what was answered is taken away."""


class Place(StrEnum):
    """The kind of place, never the place."""

    OFFICE = "office"
    SHELTER = "shelter"
    OUTREACH = "outreach"
    HOSPITAL = "hospital"
    POLICE = "police"
    DETENTION = "detention"
    BORDER = "border"
    WORKPLACE = "workplace"
    OTHER = "other"


class Mode(StrEnum):
    """How they spoke."""

    FACE_TO_FACE = "face_to_face"
    PHONE = "phone"
    ONLINE = "online"


class Said(StrEnum):
    """What is said to the person before the first question."""

    SAFE_NOW = "safe_now"
    VOLUNTARY = "voluntary"
    INTERPRETER = "interpreter"
    NO_PROMISE = "no_promise"
    WHO_READS = "who_reads"
    HELP_ANYWAY = "help_anyway"


class Next(StrEnum):
    """What comes next, whatever the conclusion."""

    INFORMATION = "information"
    RISK = "risk"
    NEEDS = "needs"
    REFERRAL = "referral"
    REFLECTION = "reflection"
    NONE = "none"


LABELS: Mapping[type[StrEnum], Mapping[str, Words]] = {
    Profile: {
        Profile.LABOUR_ADULT: _("Work, an adult"),
        Profile.LABOUR_CHILD: _("Work, a child or perhaps a child"),
        Profile.SEXUAL_ADULT: _("Sexual exploitation, an adult"),
        Profile.SEXUAL_CHILD: _("Sexual exploitation, a child or perhaps a child"),
        Profile.OTHER_ADULT: _("Something else, an adult"),
        Profile.OTHER_CHILD: _("Something else, a child or perhaps a child"),
    },
    Dimension: {
        Dimension.DR: _("Deceived when recruited"),
        Dimension.CR: _("Forced when recruited"),
        Dimension.RV: _("Recruited by use of a weak position"),
        Dimension.EX: _("Exploited"),
        Dimension.CD: _("Forced where it happened"),
        Dimension.VD: _("A weak position used where it happened"),
        Dimension.FL: _("Signs of forced labour"),
    },
    Value: {
        Value.YES: pgettext_lazy("sign", "Yes"),
        Value.NO: pgettext_lazy("sign", "No"),
        Value.UNKNOWN: pgettext_lazy("sign", "Not known"),
        Value.DECLINED: pgettext_lazy("sign", "Declined to answer"),
        Value.NOT_ASKED: pgettext_lazy("sign", "Not asked"),
    },
    Evidence: {
        Evidence.OBSERVED: pgettext_lazy("evidence", "observed"),
        Evidence.TOLD: pgettext_lazy("evidence", "told"),
        Evidence.DOCUMENT: pgettext_lazy("evidence", "from a document"),
    },
    Result: {
        Result.POSITIVE: pgettext_lazy("dimension", "Positive"),
        Result.NEGATIVE: pgettext_lazy("dimension", "Negative"),
        Result.INCOMPLETE: pgettext_lazy("dimension", "Incomplete"),
        Result.NOT_COMPUTED: pgettext_lazy("dimension", "Not computed"),
    },
    Conclusion: {
        Conclusion.YES: _("Yes, there are reasonable grounds"),
        Conclusion.NO: _("No reasonable grounds found"),
        Conclusion.UNDETERMINED: _("Cannot be said yet"),
    },
    Agreed: {
        Agreed.YES: _("The person agreed to the talk"),
        Agreed.NO: _("The person did not want the talk"),
        Agreed.STOPPED: _("The person ended the talk"),
    },
    Place: {
        Place.OFFICE: pgettext_lazy("place", "Office or counselling room"),
        Place.SHELTER: pgettext_lazy("place", "Shelter"),
        Place.OUTREACH: pgettext_lazy("place", "Street or outreach"),
        Place.HOSPITAL: pgettext_lazy("place", "Hospital or practice"),
        Place.POLICE: pgettext_lazy("place", "Police station"),
        Place.DETENTION: pgettext_lazy("place", "Detention"),
        Place.BORDER: pgettext_lazy("place", "Border or transit"),
        Place.WORKPLACE: pgettext_lazy("place", "Workplace"),
        Place.OTHER: pgettext_lazy("place", "Elsewhere"),
    },
    Mode: {
        Mode.FACE_TO_FACE: _("Face to face"),
        Mode.PHONE: pgettext_lazy("mode", "By telephone"),
        Mode.ONLINE: pgettext_lazy("mode", "Online"),
    },
    Said: {
        Said.SAFE_NOW: _("We speak alone, and it is safe to speak here and now. We stop whenever you want."),
        Said.VOLUNTARY: _("You decide whether you answer. You may leave out any question and need not say why."),
        Said.INTERPRETER: _(
            "You choose the language, and may ask for another interpreter or another person to speak "
            "with."
        ),
        Said.NO_PROMISE: _("I write down what I see and hear. I cannot promise what an authority will decide."),
        Said.WHO_READS: _(
            "Who leads your case reads this. It is not sent to another agency. "
            "You may see it and correct it."
        ),
        Said.HELP_ANYWAY: _("Help does not depend on your answers, nor on speaking with the police."),
    },
    Next: {
        Next.INFORMATION: _("Tell the person about rights and help"),
        Next.RISK: _("Assess the danger"),
        Next.NEEDS: _("Look at the needs"),
        Next.REFERRAL: _("Make a referral"),
        Next.REFLECTION: _("Offer a recovery and reflection period"),
        Next.NONE: _("Nothing now"),
    },
}  # fmt: skip


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS[type(code)][code]


def choices[C: StrEnum](codes: type[C]) -> list[tuple[str, Words]]:
    """What a form offers of a list, in its order."""
    return [(code.value, label(code)) for code in codes]
