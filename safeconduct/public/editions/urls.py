"""The addresses of editions: for people below the language, for programs and as files below `/statistics/`."""

from django.urls import path

from safeconduct.public.editions import pages
from safeconduct.public.editions.feeds import Editions
from safeconduct.public.editions.machines.views import addresses

machines = addresses
readers = [
    path("statistics/", pages.editions, name="statistics"),
    path("statistics/<slug:name>/", pages.edition, name="statistics_edition"),
    path("statistics/<slug:name>/<slug:code>/", pages.table, name="statistics_table"),
    path("statistics.atom", Editions(), name="statistics_atom"),
]
