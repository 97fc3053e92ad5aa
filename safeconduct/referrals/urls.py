"""Addresses of referrals: the reference is the only name in them."""

from django.urls import path

from safeconduct.referrals.pages import (
    choose,
    draft,
    paper,
    progress,
    referral,
    review,
    silent,
    taking_back,
    today,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("find/", today.find, name="find"),
    path("review/", review.review, name="review"),
    path("people/<uuid:case>/refer/", choose.refer, name="refer"),
    path("referrals/<str:reference>/", referral.referral, name="referral"),
    path("referrals/<str:reference>/progress/", progress.progress, name="progress"),
    path("referrals/<str:reference>/consent/", draft.consent, name="consent"),
    path("referrals/<str:reference>/ground/", draft.ground, name="ground"),
    path("referrals/<str:reference>/phoned/", draft.phoned, name="phoned"),
    path("referrals/<str:reference>/script/", paper.script, name="script"),
    path("referrals/<str:reference>/receipt/", paper.receipt, name="receipt"),
    path("referrals/<str:reference>/say/", paper.say, name="say"),
    path("forms/referral/", paper.blank, name="blank_form"),
    path("reviews/<uuid:review>/", draft.reviewed, name="reviewed"),
    path("referrals/<str:reference>/send/", draft.send, name="send"),
    path("referrals/<str:reference>/discard/", draft.discard, name="discard"),
    path("referrals/<str:reference>/spoke/", referral.spoke, name="spoke"),
    path("referrals/<str:reference>/nudge/", silent.nudge, name="nudge"),
    path("silent/<str:reference>/", silent.silent, name="silent"),
    path("silent/<str:reference>/nudge/", silent.ask, name="silent_nudge"),
    path("referrals/<str:reference>/tell/", referral.tell, name="tell"),
    path("referrals/<str:reference>/withdraw/", taking_back.withdraw, name="withdraw"),
    path("referrals/<str:reference>/tell-again/", taking_back.tell_again, name="tell_again"),
    path("referrals/<str:reference>/confirm-anew/", taking_back.confirm_anew, name="confirm_anew"),
    path("referrals/<str:reference>/seen/", referral.yielded_seen, name="yielded_seen"),
    path("referrals/<str:reference>/hold/", referral.hold, name="hold"),
    path("referrals/<str:reference>/onwards/", referral.onwards, name="onwards"),
    path("referrals/<str:reference>/move/<slug:event>/", referral.move, name="move"),
]
