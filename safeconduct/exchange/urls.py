"""Addresses for other nodes."""

from django.urls import path

from safeconduct.exchange.pages import card, lanes, messages

urlpatterns = [
    path("messages", messages, name="messages"),
    path("lanes", lanes, name="lanes"),
    path("card", card, name="card"),
]
