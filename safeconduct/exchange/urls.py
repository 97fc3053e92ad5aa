"""Addresses for other nodes."""

from django.urls import path

from safeconduct.exchange.pages import messages

urlpatterns = [path("messages", messages, name="messages")]
