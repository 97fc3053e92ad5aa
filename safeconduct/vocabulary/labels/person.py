"""The labels of who the person is: `codes/person.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.person import AgeBand, Answer3, Gender, NoCitizenship, Sex, Unanswered
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    AgeBand: {
        AgeBand.AGE_0_11: _("0 to 11 years"),
        AgeBand.AGE_12_15: _("12 to 15 years"),
        AgeBand.AGE_16_17: _("16 to 17 years"),
        AgeBand.AGE_18_20: _("18 to 20 years"),
        AgeBand.AGE_21_25: _("21 to 25 years"),
        AgeBand.AGE_26_35: _("26 to 35 years"),
        AgeBand.AGE_36_50: _("36 to 50 years"),
        AgeBand.AGE_51_PLUS: _("51 years and older"),
    },
    Sex: {
        Sex.F: _("Female"),
        Sex.M: _("Male"),
        Sex.X: _("Another entry"),
    },
    Gender: {
        Gender.WOMAN: _("Woman"),
        Gender.MAN: _("Man"),
        Gender.TRANS_WOMAN: _("Trans woman"),
        Gender.TRANS_MAN: _("Trans man"),
        Gender.NON_BINARY: _("Non-binary"),
        Gender.OWN_WORDS: _("In the person's own words"),
    },
    NoCitizenship: {
        NoCitizenship.STATELESS: _("Stateless"),
        NoCitizenship.UNKNOWN: _("Unknown"),
    },
    Answer3: {
        Answer3.YES: pgettext_lazy("answer3", "Yes"),
        Answer3.NO: pgettext_lazy("answer3", "No"),
        Answer3.UNKNOWN: _("Not known"),
    },
    Unanswered: {
        Unanswered.NOT_ASKED: _("Not asked"),
        Unanswered.DECLINED: _("The person did not want to answer"),
        Unanswered.UNKNOWN: _("The person does not know"),
    },
}
