"""Remarks on places and cards, handed to the node: its agencies keep them, and the editors of the site do not."""

import logging
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from safeconduct.public import settings
from safeconduct.public.helping.models import Remark
from safeconduct.public.helping.remarking import PLACE
from safeconduct.public.pages.announcing import lay
from safeconduct.public.questions.desks import handed_over
from safeconduct.vocabulary import remarks

logger = logging.getLogger(__name__)


def carry_remarks(*, now: datetime) -> None:
    """Note what became of those that were laid, then lay those that were not handed over. Editors keep all of them."""
    if settings.HOME is None:
        return
    try:
        found = remarks.became(handed_over(remarks.TO_SITE, remarks.LARGEST))
    except remarks.Malformed:
        logger.warning("the node's file about remarks was not taken: it is none")
        return
    today = timezone.localdate(now)
    on_their_way = Remark.objects.filter(handed_on=None, is_left=False)
    on_their_way.filter(number__in=found.kept).update(handed_on=today)
    on_their_way.filter(number__in=found.left).update(is_left=True)
    waiting = on_their_way.filter(done_on=None).exclude(about="").order_by("made_on", "number")
    lay(remarks.TO_NODE, remarks.written(_one(each) for each in waiting[: remarks.AT_ONCE]))


def _one(row: Remark) -> remarks.Remark:
    is_place = row.about.startswith(PLACE)
    about = UUID(row.about.removeprefix(PLACE)) if is_place else row.about
    return remarks.Remark(row.number, about, row.text, row.language, row.made_on)
