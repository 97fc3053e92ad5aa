"""Addresses of the figures."""

from django.urls import path

from safeconduct.statistics import pages

urlpatterns = [
    path("figures/", pages.overview, name="figures"),
    path("figures/<str:code>/", pages.figure, name="figure"),
]
