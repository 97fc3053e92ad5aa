"""The labels of what a profession asks in its own section, and of what others ask its holder. See `labels.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes import (
    AskAnswer,
    AskFor,
    AuthorityNo,
    ComplaintAbout,
    ComplaintAnswer,
    ComplaintKind,
    ComplaintWish,
    Constraint,
    Feasibility,
    Fitness,
    LegalAid,
    Mandate,
    PartnerWay,
    PartOfCountry,
    Proceeding,
    ProceedingRole,
    StatementAnswer,
)
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Constraint: {
        Constraint.CHILDREN_WITH: _("Children come along"),
        Constraint.DISABILITY_ACCESS: _("Access for a disability"),
        Constraint.PETS: _("An animal comes along"),
        Constraint.WOMEN_ONLY: _("Only among women"),
        Constraint.MEN: _("A man is asked for"),
        Constraint.LGBTI_SAFE: _("Safe for LGBTI people"),
        Constraint.NO_DOCUMENTS: _("No documents"),
        Constraint.MEDICATION: _("Takes medication"),
    },
    PartOfCountry: {
        PartOfCountry.ANYWHERE: _("Anywhere in the country"),
        PartOfCountry.CAPITAL: _("The capital and around it"),
        PartOfCountry.NORTH: _("The north"),
        PartOfCountry.EAST: _("The east"),
        PartOfCountry.SOUTH: _("The south"),
        PartOfCountry.WEST: _("The west"),
        PartOfCountry.CENTRE: _("The centre"),
    },
    Feasibility: {
        Feasibility.POSSIBLE: pgettext_lazy("feasibility", "Possible"),
        Feasibility.POSSIBLE_FROM: _("Possible from a day"),
        Feasibility.NOT_POSSIBLE: pgettext_lazy("feasibility", "Not possible"),
        Feasibility.ASK_OTHER: _("Ask another service"),
    },
    Fitness: {
        Fitness.YES: pgettext_lazy("fitness", "Yes"),
        Fitness.WITH_CONDITIONS: _("With conditions"),
        Fitness.NO: pgettext_lazy("fitness", "No"),
    },
    Proceeding: {
        Proceeding.CRIMINAL: _("Criminal proceedings"),
        Proceeding.CIVIL: _("Civil proceedings"),
        Proceeding.LABOUR: _("Labour proceedings"),
        Proceeding.ASYLUM: _("International protection"),
        Proceeding.RESIDENCE: _("Right to stay"),
        Proceeding.NON_PUNISHMENT: _("Not to be punished for what was forced"),
        Proceeding.COMPENSATION: pgettext_lazy("proceeding", "Compensation"),
        Proceeding.FAMILY: _("Family proceedings"),
    },
    ProceedingRole: {
        ProceedingRole.WITNESS: _("Witness"),
        ProceedingRole.INJURED_PARTY: _("Injured party"),
        ProceedingRole.CIVIL_PARTY: _("Civil party"),
        ProceedingRole.ACCUSED_WHO_IS_VICTIM: _("Accused, and trafficked"),
        ProceedingRole.APPLICANT: _("Applicant"),
    },
    Mandate: {
        Mandate.NOT_YET: _("Not given yet"),
        Mandate.ADVICE_ONLY: _("Advice only"),
        Mandate.GIVEN: _("Given in writing"),
        Mandate.ENDED: pgettext_lazy("mandate", "Ended"),
    },
    LegalAid: {
        LegalAid.NOT_ASKED_FOR: _("Not asked for"),
        LegalAid.APPLIED: _("Asked for"),
        LegalAid.GRANTED: _("Granted"),
        LegalAid.REFUSED: pgettext_lazy("legal aid", "Refused"),
    },
    ComplaintAbout: {
        ComplaintAbout.SOMEBODY_HERE: _("Somebody of this agency"),
        ComplaintAbout.ANOTHER_AGENCY: _("Another agency that helps"),
        ComplaintAbout.AUTHORITY: _("An authority"),
        ComplaintAbout.INTERPRETER: _("An interpreter"),
        ComplaintAbout.SERVICE: _("A service or a place, and nobody by themselves"),
    },
    ComplaintKind: {
        ComplaintKind.NOT_LISTENED_TO: _("Was not listened to"),
        ComplaintKind.TOLD_WITHOUT_A_YES: _("Something was told without a yes"),
        ComplaintKind.PRESSED: _("Was pressed to do or say something"),
        ComplaintKind.TREATED_WORSE: _("Was treated worse than others"),
        ComplaintKind.HELP_NOT_GIVEN: _("Help was not given, or came too late"),
        ComplaintKind.PROMISE_NOT_KEPT: _("A promise was not kept"),
        ComplaintKind.HURT_OR_USED: _("Was hurt, threatened or used by somebody who helps"),
        ComplaintKind.MONEY_ASKED: _("Was asked for money or a favour"),
        ComplaintKind.SOMETHING_ELSE: _("Something else, which is spoken"),
    },
    ComplaintWish: {
        ComplaintWish.TO_BE_HEARD: _("To speak with somebody who is not involved"),
        ComplaintWish.ANSWER: _("An answer"),
        ComplaintWish.ANOTHER_WORKER: _("Another worker"),
        ComplaintWish.TO_BE_PUT_RIGHT: _("That it is put right"),
        ComplaintWish.ONLY_WRITTEN_DOWN: _("That it is written down, and nothing else"),
    },
    ComplaintAnswer: {
        ComplaintAnswer.PUT_RIGHT: _("The person was right; it is put right"),
        ComplaintAnswer.PARTLY: _("Partly so; what can be put right is"),
        ComplaintAnswer.NOT_SO: _("It was looked into, and was not so"),
        ComplaintAnswer.PASSED_ON: _("Passed on to whom it concerns, as the person wished"),
        ComplaintAnswer.TAKEN_BACK: _("The person has taken it back"),
    },
    AskFor: {
        AskFor.SAFETY_PLAN: _("To keep the person safe"),
        AskFor.JOURNEY: _("To prepare a journey"),
        AskFor.INTERVIEW: _("To prepare an interview or a hearing"),
        AskFor.APPOINTMENT: _("To arrange an appointment, or to go along"),
        AskFor.DEADLINE: _("To keep a deadline"),
        AskFor.SERVICE: _("To find a service that fits"),
    },
    PartnerWay: {
        PartnerWay.TELEPHONE: pgettext_lazy("way to a partner", "By telephone"),
        PartnerWay.PAPER: pgettext_lazy("way to a partner", "On paper"),
        PartnerWay.FILE: pgettext_lazy("way to a partner", "By a sealed file"),
    },
    AskAnswer: {
        AskAnswer.TOLD: _("Told by word of mouth, with the person’s yes"),
        AskAnswer.NOT_TOLD: pgettext_lazy("answer of a holder", "No"),
        AskAnswer.PERSON_SAYS_NO: _("The person says no"),
    },
    AuthorityNo: {
        AuthorityNo.NOT_NEEDED: _("It is not needed for this purpose"),
        AuthorityNo.NOT_SAFE: _("It could bring somebody into danger"),
        AuthorityNo.THROUGH_LAWYER: _("Ask through the person’s lawyer"),
        AuthorityNo.NO_REASON: _("No reason is given"),
    },
    StatementAnswer: {
        StatementAnswer.YES: pgettext_lazy("statement", "Yes, the person wants to make one"),
        StatementAnswer.NO: pgettext_lazy("statement", "No"),
        StatementAnswer.LATER: pgettext_lazy("statement", "Not now"),
    },
}
