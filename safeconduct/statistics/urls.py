"""Addresses of the figures."""

from django.urls import path

from safeconduct.statistics import objecting_page, pages
from safeconduct.statistics.once import pages as once

urlpatterns = [
    path("figures/", pages.overview, name="figures"),
    path("people/<uuid:case>/figures/", objecting_page.of_person, name="figures_of_person"),
    path("counted-once/", once.pairs, name="counted_once"),
    path("figures/<str:code>/", pages.figure, name="figure"),
]
