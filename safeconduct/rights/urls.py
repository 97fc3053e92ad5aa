"""Addresses of a person's rights and of step cards. A case is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.rights import pages
from safeconduct.rights.cards import pages as cards

urlpatterns = [
    path("people/<uuid:case>/rights/", pages.front, name="rights"),
    path("people/<uuid:case>/rights/known/", pages.known, name="rights_known"),
    path("people/<uuid:case>/rights/told/", pages.told, name="rights_told"),
    path("people/<uuid:case>/rights/of/<slug:right>/", pages.one, name="right"),
    path("cards/", cards.cards, name="cards"),
    path("cards/of/<slug:profession>/", cards.cards, name="cards_of"),
    path("cards/of/<slug:profession>/cards.pdf", cards.cards_as_pdf, name="cards_pdf"),
    path("cards/<slug:slug>/", cards.card, name="card"),
    path("in-court/", cards.court, name="rights_in_court"),  # for everybody: a judge has no account
    path("in-court/sheet.pdf", cards.court_as_pdf, name="rights_in_court_pdf"),
]
