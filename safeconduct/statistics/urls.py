"""Addresses of the figures and of the editions."""

from django.urls import path

from safeconduct.statistics import not_counted_page, objecting_page, pages, persons_page
from safeconduct.statistics.asking import pages as asking
from safeconduct.statistics.editions import choosing, prepared_page, showing, taking_out, year_page
from safeconduct.statistics.editions import pages as editions
from safeconduct.statistics.once import pages as once

PREPARED = "figures/editions/prepared/<uuid:preparation>/"

urlpatterns = [
    path("figures/", pages.overview, name="figures"),
    path("people/<uuid:case>/figures/", objecting_page.of_person, name="figures_of_person"),
    path("counted-once/", once.pairs, name="counted_once"),
    path("figures/not-counted/", not_counted_page.not_counted, name="not_counted"),
    path("figures/ask/", asking.questions, name="ask_figures"),
    path("figures/editions/", editions.front, name="editions"),
    path("figures/editions/year/<int:year>/", year_page.of_year, name="edition_year"),
    path(PREPARED, prepared_page.prepared, name="edition_prepared"),
    path(f"{PREPARED}show/", showing.show, name="edition_show"),
    path(f"{PREPARED}approve/", prepared_page.approve, name="edition_approve"),
    path(f"{PREPARED}drop/", prepared_page.drop, name="edition_drop"),
    path(f"{PREPARED}reason/", choosing.reword, name="edition_reword"),
    path(f"{PREPARED}choose/", choosing.choose, name="edition_choose"),
    path(f"{PREPARED}file/<slug:form>/", taking_out.of_prepared, name="edition_draft_file"),
    path("figures/editions/<slug:name>/", editions.edition, name="edition"),
    path("figures/editions/<slug:name>/file/<slug:form>/", taking_out.of_edition, name="edition_file"),
    path("figures/of-persons/<slug:code>/", persons_page.figure_of_persons, name="figure_of_persons"),
    path("figures/<str:code>/", pages.figure, name="figure"),
]
