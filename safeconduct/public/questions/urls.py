"""The addresses of this room: the language stands in each, behind the room."""

from django.urls import path

from safeconduct.public.questions import pages

readers = [
    path("questions/", pages.languages, name="questions_languages"),
    path("questions/<slug:tongue>/", pages.first, name="questions_ask"),
    path("questions/<slug:tongue>/ask/<uuid:desk>/", pages.ask, name="questions_write"),
    path("questions/<slug:tongue>/read/", pages.read, name="questions_read"),
    path("questions/<slug:tongue>/more/", pages.more, name="questions_more"),
    path("questions/<slug:tongue>/end/", pages.end, name="questions_end"),
]
