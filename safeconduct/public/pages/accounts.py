"""Accounts of editors, made by whoever runs the node: nobody signs up, and nobody is made a superuser."""

import secrets

from django.contrib.auth.models import Group
from django.db import transaction

from safeconduct.public.editors.models import Editor
from safeconduct.public.pages.furnishing import EDITORS, MODERATORS
from safeconduct.vocabulary.errors import SafeconductError


class NameTaken(SafeconductError):
    """There is an account of this name already."""


def make_account(name: str, *, approves: bool) -> str:
    """Make an account that writes, or one that approves what others wrote; the password to hand over."""
    if Editor.objects.filter(username=name).exists():
        raise NameTaken(f"There is an account {name} already: choose another name.")
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        account = Editor.objects.create_user(name, password=password)
        account.groups.add(Group.objects.get(name=MODERATORS if approves else EDITORS))
    return password
