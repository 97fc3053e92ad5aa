"""Addresses for other nodes."""

from django.urls import path

from safeconduct.exchange.pages import card, lanes, messages, services

urlpatterns = [
    path("messages", messages, name="messages"),
    path("lanes", lanes, name="lanes"),
    path("services", services, name="services"),
    path("card", card, name="card"),
]
