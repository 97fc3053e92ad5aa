"""Referrals for a member's own software, through the same actions and under the same rules as the pages."""

from ninja import Router

from safeconduct.referrals.api import events, moving, reading, sending, taking_back

router = Router()
for part in (reading.router, moving.router, sending.router, taking_back.router, events.router):
    router.add_router("", part)
