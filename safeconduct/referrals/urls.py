"""Addresses of referrals: the reference is the only name in them."""

from django.urls import path

from safeconduct.referrals import pages

urlpatterns = [
    path("", pages.today, name="today"),
    path("people/<uuid:case>/refer/", pages.refer, name="refer"),
    path("referrals/<str:reference>/", pages.referral, name="referral"),
    path("referrals/<str:reference>/consent/", pages.consent, name="consent"),
    path("referrals/<str:reference>/send/", pages.send, name="send"),
    path("referrals/<str:reference>/discard/", pages.discard, name="discard"),
    path("referrals/<str:reference>/withdraw/", pages.withdraw, name="withdraw"),
    path("referrals/<str:reference>/move/<slug:event>/", pages.move, name="move"),
]
