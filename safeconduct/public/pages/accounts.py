"""Accounts of editors, made by whoever runs the node: nobody signs up, and nobody is made a superuser."""

import secrets

from django.contrib.auth.models import Group
from django.db import transaction

from safeconduct.public.editors import counting, factor
from safeconduct.public.editors.models import Editor
from safeconduct.public.editors.rules import SPEAKERS
from safeconduct.public.pages.furnishing import EDITORS, MODERATORS, ORGANISERS
from safeconduct.vocabulary.errors import SafeconductError


class NameTaken(SafeconductError):
    """There is an account of this name already."""


class NoSuchAccount(SafeconductError):
    """There is no account of this name."""


class NoSuchLanguage(SafeconductError):
    """It is none of the languages of the pages for the person."""


GROUPS = {"writes": EDITORS, "approves": MODERATORS, "organises": ORGANISERS}
"""What an account is for, and the group that may do it."""


def make_account(name: str, does: str) -> str:
    """Make an account for one of GROUPS: who writes, who approves what others wrote, who holds conferences.

    Returns the password to hand over. Raises NameTaken.
    """
    if Editor.objects.filter(username=name).exists():
        raise NameTaken(f"There is an account {name} already: choose another name.")
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        account = Editor.objects.create_user(name, password=password)
        account.groups.add(Group.objects.get(name=GROUPS[does]))
    return password


def let_speak(name: str, tag: str) -> str:
    """Let this account review the words for the person in a language; one that is not there is made for it alone.

    Returns the password to hand over, and "" for an account that was there. Raises NoSuchLanguage.
    """
    group = Group.objects.filter(name=f"{SPEAKERS}{tag}").first()
    if group is None:
        raise NoSuchLanguage(f"The pages for the person do not speak {tag}.")
    account = Editor.objects.filter(username=name).first()
    password = "" if account else secrets.token_urlsafe(12)
    with transaction.atomic():
        account = account or Editor.objects.create_user(name, password=password)
        account.groups.add(group)
    return password


def reset_account(name: str) -> str:
    """A new password, no second factor, no place that is known; whoever is signed in with the old one is signed out.

    Returns the password to hand over. Raises NoSuchAccount.
    """
    account = Editor.objects.filter(username=name).first()
    if account is None:
        raise NoSuchAccount(f"There is no account {name}: look at how it is spelt.")
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        factor.remove(account)
        counting.forget(account)
    return password
