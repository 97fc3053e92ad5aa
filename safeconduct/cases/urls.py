"""Addresses of the person's page. A case is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.cases.bringing_in import pages as bringing_in
from safeconduct.cases.emergency import pages as emergency
from safeconduct.cases.keeping_on import keep_on_page
from safeconduct.cases.pages import open_case, person, save, seen

urlpatterns = [
    path("people/new/", open_case, name="open_case"),
    path("people/bring-in/", bringing_in.front, name="bring_in"),
    path("people/bring-in/<uuid:bringing>/", bringing_in.bringing, name="bringing"),
    path("people/bring-in/<uuid:bringing>/columns/", bringing_in.columns, name="bringing_columns"),
    path("people/bring-in/<uuid:bringing>/change/", bringing_in.change, name="bringing_change"),
    path("people/bring-in/<uuid:bringing>/answers/", bringing_in.answers, name="bringing_answers"),
    path("people/bring-in/<uuid:bringing>/undo/", bringing_in.undo, name="bringing_undo"),
    path("people/bring-in/<uuid:bringing>/drop/", bringing_in.drop, name="bringing_drop"),
    path("people/bring-in/<uuid:bringing>/faults.csv", bringing_in.faults, name="bringing_faults"),
    path("people/bring-in/<uuid:bringing>/rows.csv", bringing_in.left_out, name="bringing_rows"),
    path("people/emergency/", emergency.find, name="find_in_emergency"),
    path("people/<uuid:case>/emergency/", emergency.page, name="emergency"),
    path("people/<uuid:case>/emergency/end/", emergency.end, name="end_emergency"),
    path("emergency/<uuid:use>/", emergency.second, name="review_emergency"),
    path("emergency/<uuid:use>/note/", emergency.noted, name="note_emergency"),
    path("people/<uuid:case>/", person, name="person"),
    path("people/<uuid:case>/keep/", keep_on_page, name="keep_on"),
    path("people/<uuid:case>/seen/", seen, name="seen"),
    path("people/<uuid:case>/sections/", save, name="save_sections"),
]
