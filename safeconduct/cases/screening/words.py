"""Each sign as a short question about the person, in this project's own words; nobody competent has checked them.

Codes and what they are about: the lists named in `lists.toml`. "They" are those who recruited or used the person.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.screening.codes import OF_CHILDREN, Dimension, Profile
from safeconduct.vocabulary.decisions import Words

QUESTIONS: Mapping[str, Words] = {
    "DR1": _("Was it untrue what the work would be, where, or for whom?"),
    "DR2": _("Was it untrue what would be paid?"),
    "DR3": _("Was it untrue how the work would be done: hours, tasks, rules?"),
    "DR4": _("Was the contract not what was promised, or not a lawful one?"),
    "DR5": _("Was it untrue how the person would live: room, food, with whom?"),
    "DR6": _("Was it untrue that papers or a right to stay would be arranged?"),
    "DR7": _("Was it untrue how the journey or the recruitment would go, or what it would cost?"),
    "DR8": _("Was it untrue that the family would come together?"),
    "DR9": _("Was marriage or adoption promised, and was that untrue?"),
    "DR10": _("Was school or training promised, and was that untrue?"),
    "CR1": _("Was the person hurt in order to come along?"),
    "CR2": _("Was the person threatened with being hurt?"),
    "CR3": _("Was the person carried off, sold, or given away in marriage or adoption by force?"),
    "CR4": _("Was the person tied by a debt, such as for the journey?"),
    "CR5": _("Did somebody take the papers on the way?"),
    "CR6": _("Was the person kept apart, locked in or watched on the way?"),
    "CR7": _("Was there a threat to report the person to the authorities?"),
    "CR8": _("Was there a threat to tell the family, the community or the public?"),
    "CR9": _("Was the family hurt, or threatened with it?"),
    "CR10": _("Was the person's own money kept back?"),
    "RV1": _("Did they use trouble in the family?"),
    "RV2": _("Did they use that the person had no right to stay?"),
    "RV3": _("Did they use that the person had little schooling or did not know the language?"),
    "RV4": _("Did they use that the person was not informed?"),
    "RV5": _("Was the person already under their control?"),
    "RV6": _("Did they use that the person needed money?"),
    "RV7": _("Were there false stories of others who had done well abroad?"),
    "RV8": _("Was the person told untrue things about the law or about how authorities act?"),
    "RV9": _("Did they use that the person had a family to care for, or none?"),
    "RV10": _("Did they use something in the person's own situation, such as illness or loneliness?"),
    "RV11": _("Did they use love, trust or fear that the person had for them?"),
    "RV12": _("Did they use how the person stood with the authorities?"),
    "RV13": _("Did they use hard times that the person had been through?"),
    "RV14": _("Did they use that the person could not arrange the journey alone?"),
    "RV15": _("Did they use what the person believes, such as an oath or a rite?"),
    "RV16": _("Did they use the general situation there, such as war or a disaster?"),
    "EX1": _("Did the person have to work far too many hours or days?"),
    "EX2": _("Was there little pay, or none?"),
    "EX3": _("Was the pay reckoned falsely: deductions, fees, invented debts?"),
    "EX4": _("Were the conditions of living bad?"),
    "EX5": _("Were the conditions of work very bad?"),
    "EX6": _("Were the tasks dangerous, without protection?"),
    "EX7": _("Was labour law, or the contract that was signed, not kept to?"),
    "EX8": _("Was there no social security?"),
    "EX9": _("Was the person kept from school or training?"),
    "CD1": _("Did somebody take the papers there?"),
    "CD2": _("Was the person held there by a debt?"),
    "CD3": _("Was the person kept apart, locked in or watched there?"),
    "CD4": _("Was the person hurt there?"),
    "CD5": _("Was the person threatened there with being hurt?"),
    "CD6": _("Was the person made to do something forbidden by law?"),
    "CD7": _("Was the person made to take on tasks or clients?"),
    "CD8": _("Was the person kept under a strong influence, such as fear, drugs or promises?"),
    "CD9": _("Was the person made to act against others in the same situation?"),
    "CD10": _("Was the person made to lie to authorities or to the family?"),
    "CD11": _("Was there a threat there to report the person to the authorities?"),
    "CD12": _("Was there a threat that everything would become worse?"),
    "CD13": _("Was the family hurt, or threatened with it, while the person was there?"),
    "CD14": _("Were earnings kept back?"),
    "CD15": _("Was there a threat there to tell the family, the community or the public?"),
    "VD1": _("Did the person depend on them there, such as for room, food or papers?"),
    "VD2": _("Did they use that the person did not know the place?"),
    "VD3": _("Did they use there that the person needed money?"),
    "VD4": _("Did they use there how the family stood?"),
    "VD5": _("Did they use there how the person stood with the authorities?"),
    "VD6": _("Did they use there hard times that the person had been through?"),
    "VD7": _("Did they use there what the person is like, such as age or a disability?"),
    "FL1": _("Did they use a weak position of the person?"),
    "FL2": _("Was the person deceived about what would come?"),
    "FL3": _("Could the person not move about or leave freely?"),
    "FL4": _("Was the person cut off from others?"),
    "FL5": _("Was there bodily or sexual violence?"),
    "FL6": _("Was the person frightened or threatened?"),
    "FL7": _("Did somebody keep the papers?"),
    "FL8": _("Was pay kept back?"),
    "FL9": _("Was the person held by a debt?"),
    "FL10": _("Were the conditions of work or living degrading?"),
    "FL11": _("Was there far too much work?"),
}
"""Asked without any detail of violence: no sign needs one. Where the person answers, it is enough to tick."""

SEXUAL: Mapping[str, Words] = {
    "DR1": _("Was it untrue what would be done, or where?"),
    "DR3": _("Was it untrue under which conditions sexual services would be sold?"),
    "EX5": _("Were the conditions very bad?"),
    "CD7": _("Was the person made to do certain things, or to take certain clients?"),
}
"""What reads otherwise in the lists about sexual exploitation."""

WHY_DIMENSION: Mapping[Dimension, Words] = {
    Dimension.DR: _(
        "Being deceived is one of the means by which people are trafficked. "
        "It does not count that the person agreed."
    ),
    Dimension.CR: _(
        "Force, threat and abduction are means by which people are trafficked. "
        "The same act can speak more strongly at the other end of the way."
    ),
    Dimension.RV: _(
        "Using somebody's weak position is one of the means. "
        "That the position was weak is not enough: somebody must have used it."
    ),
    Dimension.EX: _(
        "This is what the person was used for. "
        "Without any means it is still a matter of labour rights, and help with it is offered."
    ),
    Dimension.CD: _(
        "This is how somebody is kept there. "
        "Papers, debts and isolation speak more strongly here than on the way."
    ),
    Dimension.VD: _("This is how a weak position is used to keep somebody there."),
    Dimension.FL: _(
        "One of the eleven signs of forced labour. "
        "None of them alone decides, and none is needed for help."
    ),
}  # fmt: skip

NO_MEANS_NEEDED: Words = _(
    "For a child no means is needed: that the child was brought there and exploited is enough, "
    "whether or not it agreed."
)
"""Palermo Protocol, Article 3 (c); no competent person has checked these words."""

OF_FORCED_LABOUR: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (_("use of a weak position"), ("VD", "RV", "CD8")),
    (_("deception"), ("DR", "RV7", "RV8", "EX7")),
    (_("restriction of movement or isolation"), ("CR6", "CD3", "VD2", "CD10")),
    (_("physical or sexual violence"), ("CR1", "CR3", "CR9", "CD4", "CD13")),
    (_("intimidation and threats"), ("CR2", "CR7", "CR8", "CD5", "CD9", "CD10", "CD11", "CD12", "CD15")),
    (_("papers kept by others"), ("CR5", "CD1")),
    (_("pay kept back"), ("CR10", "CD14", "EX2", "EX3", "DR2")),
    (_("debt bondage"), ("CR4", "CD2", "EX3")),
    (_("degrading conditions"), ("EX4", "EX5", "EX6", "EX8", "EX9")),
    (_("excessive overtime"), ("EX1",)),
)
"""Which of the eleven indicators of forced labour (ILO, 2012) a sign feeds; a name of two letters means all of them."""


def question(profile: Profile, code: str) -> Words:
    """The sign as it is asked in this list."""
    if profile in (Profile.SEXUAL_ADULT, Profile.SEXUAL_CHILD) and code in SEXUAL:
        return SEXUAL[code]
    return QUESTIONS[code]


def why(profile: Profile, dimension: Dimension) -> Words:
    """Why one side is asked."""
    if dimension is Dimension.EX and profile in OF_CHILDREN:
        return NO_MEANS_NEEDED
    return WHY_DIMENSION[dimension]


def feeds(code: str) -> list[Words]:
    """The indicators of forced labour that this sign feeds."""
    return [words for words, codes in OF_FORCED_LABOUR if code in codes or code[:2] in codes]
