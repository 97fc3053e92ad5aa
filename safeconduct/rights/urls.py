"""Addresses of a person's rights. A case is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.rights import pages
from safeconduct.rights.documents.urls import urlpatterns as of_documents

urlpatterns = [
    path("people/<uuid:case>/rights/", pages.front, name="rights"),
    path("people/<uuid:case>/rights/known/", pages.known, name="rights_known"),
    path("people/<uuid:case>/rights/told/", pages.told, name="rights_told"),
    path("people/<uuid:case>/rights/of/<slug:right>/", pages.one, name="right"),
    *of_documents,
]
