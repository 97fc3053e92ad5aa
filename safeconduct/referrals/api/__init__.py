"""Referrals for a member's own software, through the same actions and under the same rules as the pages."""

from safeconduct.referrals.api import beds, enquiries, events, moving, reading, sending, taking_back, telling
from safeconduct.referrals.api.router import router

__all__ = ["beds", "enquiries", "events", "moving", "reading", "router", "sending", "taking_back", "telling"]
