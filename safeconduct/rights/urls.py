"""Addresses of a person's rights and of step cards. A case is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.rights import in_error, pages
from safeconduct.rights.cards import pages as cards
from safeconduct.rights.compensation import pages as of_claims
from safeconduct.rights.deadlines import feed_pages
from safeconduct.rights.deadlines import pages as deadlines
from safeconduct.rights.documents.urls import urlpatterns as of_documents
from safeconduct.rights.editing import anew_pages, lists, wrong_pages
from safeconduct.rights.editing import pages as editing

urlpatterns = [
    path("people/<uuid:case>/rights/", pages.front, name="rights"),
    path("people/<uuid:case>/rights/known/", pages.known, name="rights_known"),
    path("people/<uuid:case>/rights/told/", pages.told, name="rights_told"),
    path("people/<uuid:case>/rights/of/<slug:right>/", pages.one, name="right"),
    path("cards/", cards.cards, name="cards"),
    path("cards/of/<slug:profession>/", cards.cards, name="cards_of"),
    path("cards/of/<slug:profession>/cards.pdf", cards.cards_as_pdf, name="cards_pdf"),
    path("cards/<slug:slug>/", cards.card, name="card"),
    path("cards/<slug:slug>/card.pdf", cards.card_as_pdf, name="card_pdf"),
    path("in-court/", cards.court, name="rights_in_court"),  # for everybody: a judge has no account
    path("in-court/sheet.pdf", cards.court_as_pdf, name="rights_in_court_pdf"),
    path("rights/rules/", lists.rules, name="rules"),
    path("rights/rules/new/<str:country>/", editing.new, name="rule_new"),
    path("rights/rules/proposals/<uuid:proposal>/", editing.proposal, name="rule_proposal"),
    path("rights/rules/remarks/<uuid:remark>/", wrong_pages.answer, name="rule_answer"),
    path("rights/rules/<slug:rule>/", editing.one, name="rule"),
    path("rights/rules/<slug:rule>/anew/", anew_pages.anew, name="rule_anew"),
    path("rights/rules/<slug:rule>/change/", editing.change, name="rule_change"),
    path("rights/rules/<slug:rule>/compared/", editing.compared, name="rule_compared"),
    path("rights/rules/<slug:rule>/wrong/", wrong_pages.wrong, name="rule_wrong"),
    path(
        "people/<uuid:case>/rights/in-error/<slug:what>/<int:number>/", in_error.page, name="rights_in_error"
    ),
    path("people/<uuid:case>/compensation/", of_claims.front, name="claims"),
    path("people/<uuid:case>/compensation/new/", of_claims.begin, name="claim_new"),
    path("people/<uuid:case>/compensation/<uuid:claim>/", of_claims.claim, name="claim"),
    path("people/<uuid:case>/compensation/<uuid:claim>/known/", of_claims.known, name="claim_known"),
    path("people/<uuid:case>/compensation/<uuid:claim>/losses/", of_claims.losses, name="claim_losses"),
    path("people/<uuid:case>/compensation/<uuid:claim>/step/", of_claims.step, name="claim_step"),
    path("people/<uuid:case>/compensation/<uuid:claim>/payment/", of_claims.payment, name="claim_payment"),
    path(
        "people/<uuid:case>/compensation/<uuid:claim>/in-error/<int:number>/",
        of_claims.in_error,
        name="claim_in_error",
    ),
    path("compensation/", of_claims.listed, name="compensation"),
    path("people/<uuid:case>/rights/deadlines/", deadlines.front, name="deadlines"),
    path("people/<uuid:case>/rights/deadlines/enter/", deadlines.enter, name="enter_deadline"),
    path("people/<uuid:case>/rights/deadlines/take-over/", deadlines.take_over, name="take_over_deadline"),
    path("people/<uuid:case>/rights/deadlines/<uuid:which>/", deadlines.end, name="end_deadline"),
    path("rights/calendar/", feed_pages.own, name="own_calendar"),
    path("rights/calendar/<slug:secret>.ics", feed_pages.calendar, name="calendar_file"),
    *of_documents,
]
