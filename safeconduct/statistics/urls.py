"""Addresses of the figures."""

from django.urls import path

from safeconduct.statistics import objecting_page, pages

urlpatterns = [
    path("figures/", pages.overview, name="figures"),
    path("people/<uuid:case>/figures/", objecting_page.of_person, name="figures_of_person"),
    path("figures/<str:code>/", pages.figure, name="figure"),
]
