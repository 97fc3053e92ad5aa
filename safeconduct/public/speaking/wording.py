"""The states of a text as people read them."""

from django.utils.translation import gettext_lazy as _

from safeconduct.public.speaking.rules import State

WORDS = {
    State.MISSING: _("missing"),
    State.UNREVIEWED: _("not reviewed"),
    State.WAITS: _("waits for a second speaker"),
    State.REVIEWED: _("reviewed"),
    State.STALE: _("stale"),
}
