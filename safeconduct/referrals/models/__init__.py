"""The tables of referrals. Those of a room within lie in that room, and are known to Django from here."""

from safeconduct.referrals.conferring import models as _conferring  # noqa: F401 - known to Django from here
from safeconduct.referrals.holders import models as _holders  # noqa: F401 - known to Django from here
from safeconduct.referrals.letters import models as _letters  # noqa: F401 - known to Django from here
from safeconduct.referrals.lists import models as _lists  # noqa: F401 - known to Django from here
from safeconduct.referrals.models.clocks import (
    AboutChild,
    AgreedOnce,
    AgreedPeriod,
    Escalation,
    Mailed,
    Nudge,
    Spoken,
)
from safeconduct.referrals.models.referral import Referral, StoredMove, Text
from safeconduct.referrals.models.telling import FeedLine, Gap
from safeconduct.referrals.partners import models as _partners  # noqa: F401 - known to Django from here
from safeconduct.referrals.tasks import models as _tasks  # noqa: F401 - known to Django from here

__all__ = [
    "AboutChild",
    "AgreedOnce",
    "AgreedPeriod",
    "Escalation",
    "FeedLine",
    "Gap",
    "Mailed",
    "Nudge",
    "Referral",
    "Spoken",
    "StoredMove",
    "Text",
]
