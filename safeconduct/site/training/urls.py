"""Addresses of the exercises: each answers in a demonstration only."""

from django.urls import path

from safeconduct.site.training.pages import done, exercise, exercises, paper

urlpatterns = [
    path("", exercises, name="exercises"),
    path("<slug:code>/", exercise, name="exercise"),
    path("<slug:code>/<uuid:case>/", done, name="exercise_done"),
    path("<slug:code>/<uuid:case>/paper/", paper, name="exercise_paper"),
]
