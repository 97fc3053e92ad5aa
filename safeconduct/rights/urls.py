"""Addresses of a person's rights. A case is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.rights import in_error, pages
from safeconduct.rights.compensation import pages as of_claims

urlpatterns = [
    path("people/<uuid:case>/rights/", pages.front, name="rights"),
    path("people/<uuid:case>/rights/known/", pages.known, name="rights_known"),
    path("people/<uuid:case>/rights/told/", pages.told, name="rights_told"),
    path("people/<uuid:case>/rights/of/<slug:right>/", pages.one, name="right"),
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
]
