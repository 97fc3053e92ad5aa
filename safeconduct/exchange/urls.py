"""Addresses for other nodes."""

from django.urls import path

from safeconduct.exchange.pages import card, messages

urlpatterns = [path("messages", messages, name="messages"), path("card", card, name="card")]
