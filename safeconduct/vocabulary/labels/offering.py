"""The labels of to which nodes a service is offered: `codes/offering.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes.offering import OfferedTo
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    OfferedTo: {
        OfferedTo.PEERS: _("Every node that we know"),
        OfferedTo.NAMED: _("The nodes that are named"),
        OfferedTo.OWN: _("This node alone"),
    },
}
