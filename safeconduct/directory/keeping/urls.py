"""Addresses of what keeps services true, below /directory/."""

from django.urls import path

from safeconduct.directory.keeping import pages

urlpatterns = [
    path("own/", pages.own, name="own_services"),
    path("services/<uuid:entry>/", pages.service, name="kept_service"),
    path("services/<uuid:entry>/checked/", pages.still_right, name="service_checked"),
    path("services/<uuid:entry>/places/", pages.places, name="service_places"),
    path("services/<uuid:entry>/wrong/", pages.wrong, name="service_wrong"),
    path("own/<uuid:word>/", pages.answer, name="answer_service_wrong"),
]
