"""Accounts: signing in, proving who one is, and ending it. Everything of django-allauth is met in this folder."""
