"""Addresses of the person's page. A case is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.cases.pages import open_case, person, save, seen

urlpatterns = [
    path("people/new/", open_case, name="open_case"),
    path("people/<uuid:case>/", person, name="person"),
    path("people/<uuid:case>/seen/", seen, name="seen"),
    path("people/<uuid:case>/sections/", save, name="save_sections"),
]
