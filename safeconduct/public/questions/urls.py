"""The addresses of this room: the language stands in each, behind the room. Each page has an easy one."""

from django.urls import URLPattern, path

from safeconduct.public.questions import pages
from safeconduct.public.questions.answering import EASY


def _room(names: str, below: str = "") -> list[URLPattern]:
    within = f"questions/<slug:tongue>/{below}"
    return [
        path(f"{within}ask/<uuid:desk>/", pages.ask, name=f"{names}_write"),
        path(f"{within}read/", pages.read, name=f"{names}_read"),
        path(f"{within}more/", pages.more, name=f"{names}_more"),
        path(f"{within}end/", pages.end, name=f"{names}_end"),
    ]


readers = [
    path("questions/", pages.languages, name="questions_languages"),
    path("questions/<slug:tongue>/", pages.first, name="questions_ask"),
    path(f"questions/<slug:tongue>/{EASY}", pages.first, name="questions_easy"),
    *_room("questions"),
    *_room("questions_easy", EASY),
    path("questions/<slug:tongue>/<path:rest>/", pages.not_here, name="questions_nothing"),
]
