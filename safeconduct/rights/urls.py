"""Addresses of a person's rights. A case is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.rights import pages
from safeconduct.rights.deadlines import feed_pages
from safeconduct.rights.deadlines import pages as deadlines

urlpatterns = [
    path("people/<uuid:case>/rights/", pages.front, name="rights"),
    path("people/<uuid:case>/rights/known/", pages.known, name="rights_known"),
    path("people/<uuid:case>/rights/told/", pages.told, name="rights_told"),
    path("people/<uuid:case>/rights/of/<slug:right>/", pages.one, name="right"),
    path("people/<uuid:case>/rights/deadlines/", deadlines.front, name="deadlines"),
    path("people/<uuid:case>/rights/deadlines/enter/", deadlines.enter, name="enter_deadline"),
    path("people/<uuid:case>/rights/deadlines/take-over/", deadlines.take_over, name="take_over_deadline"),
    path("people/<uuid:case>/rights/deadlines/<uuid:one>/", deadlines.end, name="end_deadline"),
    path("rights/calendar/", feed_pages.own, name="own_calendar"),
    path("rights/calendar/<slug:secret>.ics", feed_pages.calendar, name="calendar_file"),
]
