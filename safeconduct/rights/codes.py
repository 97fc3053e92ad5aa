"""The codes of rules and of what a person has been told, with their labels: stored as they are, never renamed.

The list of rights begins with the items of the form F12 (Article 4 of Directive 2012/29/EU).
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words


class Right(StrEnum):
    """What a rule is about: one line of the page, and one topic of the coverage."""

    INFORMATION = "information"
    SUPPORT = "support"
    INTERPRETATION = "interpretation"
    IDENTIFICATION = "identification"
    REFLECTION_PERIOD = "reflection_period"
    RESIDENCE = "residence"
    LEGAL_AID = "legal_aid"
    COMPENSATION = "compensation"
    PROTECTION = "protection"
    ASSESSMENT = "assessment"
    CHILD = "child"
    NON_PUNISHMENT = "non_punishment"
    PRIVACY = "privacy"
    COMPLAINT = "complaint"
    INTERNATIONAL_PROTECTION = "international_protection"
    OWN_CASE = "own_case_contact"
    EXPENSES = "expenses"
    REDRESS = "redress"
    DATA_RIGHTS = "data_rights"
    SAFE_RETURN = "safe_return"


SERVICES = frozenset({
    Right.INFORMATION, Right.SUPPORT, Right.INTERPRETATION, Right.REFLECTION_PERIOD, Right.LEGAL_AID,
    Right.PROTECTION, Right.ASSESSMENT, Right.CHILD, Right.PRIVACY, Right.DATA_RIGHTS, Right.SAFE_RETURN,
})  # fmt: skip
"""What nobody may make depend on co-operation: Article 11(3) of Directive 2011/36/EU, Article 12(6) of CETS 197."""


class Trigger(StrEnum):
    """What opens a right, or starts a period. Of each the day is entered, where it is known."""

    FIRST_CONTACT = "first_contact"
    REASONABLE_GROUNDS = "reasonable_grounds"
    IDENTIFIED = "identified"
    REFLECTION_GRANTED = "reflection_granted"
    REFLECTION_UNTIL = "reflection_until"
    COMPLAINT = "complaint"
    PROCEEDINGS = "proceedings"
    PROCEEDINGS_ENDED = "proceedings_ended"


class Kind(StrEnum):
    """What a length of time is: only an exact one gives an end by itself."""

    MIN = "min"
    MAX = "max"
    EXACT = "exact"


class Unit(StrEnum):
    """In what a length of time is counted."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


class Counting(StrEnum):
    """By which rule a period is counted."""

    REGULATION_1182_71 = "regulation_1182_71"
    NOT_KNOWN = "not_known"
    """A period of national law follows national rules, and nobody has entered them: the earliest reading counts."""


class Person(StrEnum):
    """Of which age the person is."""

    ANY = "any"
    CHILD = "child"
    ADULT = "adult"


class Citizenship(StrEnum):
    """Of which citizenship, seen from the country whose rule it is."""

    ANY = "any"
    NATIONAL = "national"
    FOREIGN = "foreign"
    EU = "eu"
    THIRD_COUNTRY = "third_country"


class Exploited(StrEnum):
    """Where it happened, seen from the country in which the person is."""

    ANYWHERE = "anywhere"
    HERE = "here"
    OTHER_EU = "other_eu"


class Also(StrEnum):
    """What a rule asks for besides, and no file says: whoever knows the person and the law has to look."""

    ALONE = "alone"
    NO_PERMIT = "no_permit"
    WITH_CENTRE = "with_centre"
    VIOLENT_CRIME = "violent_crime"
    SERIOUS_CRIME = "serious_crime"
    NEEDED_FOR_PROCEEDINGS = "needed_for_proceedings"
    EXEMPTED = "exempted"


class Ends(StrEnum):
    """What ends a right before its time."""

    CONTACT_RENEWED = "contact_renewed"
    PUBLIC_ORDER = "public_order"
    IMPROPER_CLAIM = "improper_claim"
    COOPERATION_ENDS = "cooperation_ends"
    PROCEEDINGS_END = "proceedings_end"
    FALSE_COMPLAINT = "false_complaint"


class Addressee(StrEnum):
    """Who has to act."""

    COMPETENT_AUTHORITY = "competent_authority"
    POLICE = "police"
    PROSECUTION = "prosecution"
    COURT = "court"
    IMMIGRATION = "immigration"
    SOCIAL_SERVICES = "social_services"
    CHILD_PROTECTION = "child_protection"
    SUPPORT = "support"
    LEGAL_AID_BODY = "legal_aid_body"
    COMPENSATION_AUTHORITY = "compensation_authority"
    CONTROLLER = "controller"
    STATE = "state"


class Status(StrEnum):
    """Whether a rule is law now."""

    IN_FORCE = "in_force"
    NOT_YET = "adopted_not_applicable"
    PROPOSED = "proposed"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How far a right has come for one person."""

    INFORMED = "informed"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    ENDED = "ended"


class Told(StrEnum):
    """Whether the person was told (F12)."""

    YES = "yes"
    LATER = "later"
    NO = "no"


class How(StrEnum):
    """In which way the person was told."""

    SPOKEN = "spoken"
    INTERPRETED = "interpreted"
    TELEPHONE = "telephone"
    PAPER = "paper"
    EASY_READ = "easy_read"


class Understood(StrEnum):
    """Whether they understood, in their own judgement."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_ASKED = "not_asked"


class Proof(StrEnum):
    """What shows that the person was told."""

    SIGNED = "signed"
    WITNESSED = "witnessed"
    NOT_SIGNED_FOR_SAFETY = "not_signed_for_safety"


class Wish(StrEnum):
    """What of the proceedings the person wants to hear (F12): the law gives it to who asks."""

    DECISION_NOT_TO_PROSECUTE = "decision_not_to_prosecute"
    TRIAL_DATE = "trial_date"
    JUDGMENT = "judgment"
    RELEASE_OR_ESCAPE = "release_or_escape"
    NOTHING = "nothing"


class Channel(StrEnum):
    """By which way they want to hear it."""

    LAWYER = "lawyer"
    SUPPORT = "support"
    DIRECT = "direct"


class Error(StrEnum):
    """Why something that was written is said to be wrong. It stays to be read."""

    NOT_SO = "not_so"
    DETAIL = "detail"
    TWICE = "twice"
    OTHER_PERSON = "other_person"


LABELS: Mapping[type[StrEnum], Mapping[str, Words]] = {
    Right: {
        Right.INFORMATION: _("Information about rights"),
        Right.SUPPORT: _("Help and a safe place"),
        Right.INTERPRETATION: _("Interpreter and translation"),
        Right.IDENTIFICATION: pgettext_lazy("right", "Identification"),
        Right.REFLECTION_PERIOD: _("Time to recover and reflect"),
        Right.RESIDENCE: _("Permit to stay"),
        Right.LEGAL_AID: _("Legal advice and legal aid"),
        Right.COMPENSATION: pgettext_lazy("right", "Compensation"),
        Right.PROTECTION: _("Protection of the person, in court too"),
        Right.ASSESSMENT: _("Individual assessment"),
        Right.CHILD: _("Rights of a child"),
        Right.NON_PUNISHMENT: _("No penalty for what one was forced to do"),
        Right.PRIVACY: _("Protection of identity and private life"),
        Right.COMPLAINT: pgettext_lazy("right", "Making a complaint to the police"),
        Right.INTERNATIONAL_PROTECTION: _("Asylum and other international protection"),
        Right.OWN_CASE: _("News of the own case"),
        Right.EXPENSES: _("Expenses of taking part in proceedings"),
        Right.REDRESS: _("Means against a decision"),
        Right.DATA_RIGHTS: _("Rights over the own data"),
        Right.SAFE_RETURN: pgettext_lazy("right", "Safe return"),
    },
    Trigger: {
        Trigger.FIRST_CONTACT: _("First contact"),
        Trigger.REASONABLE_GROUNDS: _("An authority has reasonable grounds"),
        Trigger.IDENTIFIED: _("Formal identification"),
        Trigger.REFLECTION_GRANTED: _("Time to reflect granted"),
        Trigger.REFLECTION_UNTIL: _("Time to reflect ends, by the document"),
        Trigger.COMPLAINT: _("Complaint or statement made"),
        Trigger.PROCEEDINGS: _("Criminal proceedings opened"),
        Trigger.PROCEEDINGS_ENDED: _("Criminal proceedings ended for good"),
    },
    Also: {
        Also.ALONE: _("It asks whether the child is here without parents."),
        Also.NO_PERMIT: _("It asks whether the person has no permit to stay."),
        Also.WITH_CENTRE: _("It asks whether a recognised centre accompanies the person."),
        Also.VIOLENT_CRIME: _("It asks whether the crime was a violent one."),
        Also.SERIOUS_CRIME: _("It asks how serious the crime was, or whether the person is under 18."),
        Also.NEEDED_FOR_PROCEEDINGS: _("It asks whether the stay is needed for an investigation or trial."),
        Also.EXEMPTED: _("It asks whether the person was exempted from liability."),
    },
    Ends: {
        Ends.CONTACT_RENEWED: _("contact with the perpetrators is taken up again of the person’s own will"),
        Ends.PUBLIC_ORDER: _("public order"),
        Ends.IMPROPER_CLAIM: _("the status is claimed improperly"),
        Ends.COOPERATION_ENDS: _("co-operation ends"),
        Ends.PROCEEDINGS_END: _("the proceedings end"),
        Ends.FALSE_COMPLAINT: _("the complaint was fraudulent"),
    },
    Addressee: {
        Addressee.COMPETENT_AUTHORITY: _("The competent authority"),
        Addressee.POLICE: _("The police"),
        Addressee.PROSECUTION: _("The prosecution"),
        Addressee.COURT: _("The court"),
        Addressee.IMMIGRATION: _("The authority for residence"),
        Addressee.SOCIAL_SERVICES: _("The social services"),
        Addressee.CHILD_PROTECTION: _("The authority for the protection of children"),
        Addressee.SUPPORT: _("A support organisation"),
        Addressee.LEGAL_AID_BODY: _("Whoever grants legal aid"),
        Addressee.COMPENSATION_AUTHORITY: _("The authority for compensation"),
        Addressee.CONTROLLER: _("Whoever keeps the data"),
        Addressee.STATE: _("The state"),
    },
    Standing: {
        Standing.INFORMED: pgettext_lazy("right", "Informed"),
        Standing.ASKED: pgettext_lazy("right", "Asked for"),
        Standing.GRANTED: pgettext_lazy("right", "Granted"),
        Standing.REFUSED: pgettext_lazy("right", "Refused"),
        Standing.ENDED: pgettext_lazy("right", "Ended"),
    },
    Told: {
        Told.YES: pgettext_lazy("told of rights", "Yes, now"),
        Told.LATER: pgettext_lazy("told of rights", "Later: it was not the moment"),
        Told.NO: pgettext_lazy("told of rights", "No: the person does not want to hear it"),
    },
    How: {
        How.SPOKEN: _("Spoken, in a language both know well"),
        How.INTERPRETED: _("Spoken, with an interpreter"),
        How.TELEPHONE: pgettext_lazy("told of rights", "By telephone"),
        How.PAPER: _("On paper, and gone through together"),
        How.EASY_READ: _("In easy language, with pictures"),
    },
    Understood: {
        Understood.YES: pgettext_lazy("understood", "Yes"),
        Understood.PARTLY: pgettext_lazy("understood", "Partly"),
        Understood.NO: pgettext_lazy("understood", "No"),
        Understood.NOT_ASKED: pgettext_lazy("understood", "Not asked"),
    },
    Proof: {
        Proof.SIGNED: _("Signed by the person"),
        Proof.WITNESSED: _("Witnessed by a second person"),
        Proof.NOT_SIGNED_FOR_SAFETY: _("Not signed, for the person’s safety"),
    },
    Wish: {
        Wish.DECISION_NOT_TO_PROSECUTE: _("That nobody is prosecuted"),
        Wish.TRIAL_DATE: _("When and where the trial is"),
        Wish.JUDGMENT: _("The judgment"),
        Wish.RELEASE_OR_ESCAPE: _("That somebody was released or has escaped"),
        Wish.NOTHING: _("None of it"),
    },
    Channel: {
        Channel.LAWYER: _("Through their lawyer"),
        Channel.SUPPORT: _("Through whoever works with them here"),
        Channel.DIRECT: _("Directly, in the safe way that they named"),
    },
    Error: {
        Error.NOT_SO: _("It did not happen"),
        Error.DETAIL: _("A day or another detail is wrong"),
        Error.TWICE: _("It stands there twice"),
        Error.OTHER_PERSON: _("It is about somebody else"),
    },
}  # fmt: skip


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS[type(code)][code]


def choices[C: StrEnum](codes: type[C]) -> list[tuple[str, Words]]:
    """What a form offers of a list, in its order."""
    return [(code.value, label(code)) for code in codes]
