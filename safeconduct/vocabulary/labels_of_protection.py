"""The labels of grounds for sending outside the European Union. See `labels.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import TransferGround
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    TransferGround: {
        TransferGround.CLAUSES: _("Standard clauses are signed with them (Art. 46(2)(c))"),
        TransferGround.INSTRUMENT: _("A binding instrument between authorities (Art. 46(2)(a))"),
        TransferGround.ARRANGEMENT: _(
            "An arrangement that the supervisory authority has authorised (Art. 46(3)(b))"
        ),
        TransferGround.EXPLICIT_CONSENT: _(
            "The person agreed to it explicitly, knowing the risks (Art. 49(1)(a))"
        ),
        TransferGround.PUBLIC_INTEREST: _(
            "Important reasons of public interest, named in a law (Art. 49(1)(d))"
        ),
        TransferGround.LEGAL_CLAIMS: _("It is needed for a legal claim (Art. 49(1)(e))"),
        TransferGround.VITAL_INTERESTS: _(
            "A life is at stake, and the person cannot be asked (Art. 49(1)(f))"
        ),
    },
}
