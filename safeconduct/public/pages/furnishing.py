"""What the site must have before anybody writes: who approves, the address, and what its role may touch."""

from urllib.parse import urlsplit

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Q
from psycopg import sql
from wagtail.models import Locale, Page, Site, Task, Workflow, WorkflowPage, WorkflowTask
from wagtail.users.models import UserProfile

from safeconduct.public import settings
from safeconduct.public.editors.rules import SPEAKERS
from safeconduct.public.helping.languages import TEN
from safeconduct.public.pages.models import HomePage, SecondPerson
from safeconduct.vocabulary.roles import PUBLIC

EDITORS, MODERATORS = "Editors", "Moderators"
"""Wagtail's two groups: who writes, and who approves what others wrote."""
ORGANISERS = "Organisers"
"""Who holds conferences. They may sign in and organise, and write no page."""
WORKFLOW = "Approval by a second person"


def furnish() -> None:
    """Bring all of it up to this release; as the owner. Safe to repeat."""
    with transaction.atomic():
        let_serve()
        ask_a_second_person()
        let_translate()
        let_organise()
        let_decide()
        let_speak()
        mail_no_comments()
        answer_at(settings.ADDRESS)


def let_serve() -> None:
    """The serving role reads and writes rows and owns nothing; which migrations there were it may only read."""
    role = sql.Identifier(PUBLIC)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
            "REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM {}",
        ):
            cursor.execute(sql.SQL(statement).format(role).as_string(cursor.connection))


def ask_a_second_person() -> None:
    """All pages go through our one step; the workflow that Wagtail brings is put away."""
    task, _made = SecondPerson.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    task.groups.set(Group.objects.filter(name=MODERATORS))
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    Workflow.objects.exclude(pk=workflow.pk).update(active=False)
    Task.objects.exclude(pk=task.pk).update(active=False)


def let_translate() -> None:
    """Whoever writes may also begin a translation."""
    found = Permission.objects.filter(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    )
    for group in Group.objects.filter(name__in=(EDITORS, MODERATORS)):
        group.permissions.add(*found)


def let_organise() -> None:
    """A group of its own for those who hold conferences."""
    group, _made = Group.objects.get_or_create(name=ORGANISERS)
    needed = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    needed |= Q(content_type__app_label="conferences", codename="organise")
    group.permissions.set(Permission.objects.filter(needed))


def let_decide() -> None:
    """Whoever approves pages decides about comments and confirms the sites of other nodes."""
    decides = Q(content_type__app_label="recommendations", codename="decide_comment")
    decides |= Q(content_type__app_label="releases", codename="confirm_source")
    for group in Group.objects.filter(name=MODERATORS):
        group.permissions.add(*Permission.objects.filter(decides))


def let_speak() -> None:
    """A group for each language of the pages for the person: those who review in it, and write no page."""
    enters = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    for tag in TEN:
        group, _made = Group.objects.get_or_create(name=f"{SPEAKERS}{tag}")
        group.permissions.set(enters)


def mail_no_comments() -> None:
    """Profiles that were made before `telling.nothing_of_comments` kept it so."""
    UserProfile.objects.update(updated_comments_notifications=False)


def answer_at(address: str) -> None:
    """The one site: at this address, from the first page of the first language, or Wagtail's empty page before that."""
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    there = {"hostname": parts.hostname or "localhost", "port": port, "site_name": settings.WAGTAIL_SITE_NAME}
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None:
        Site.objects.filter(pk=site.pk).update(**there, **({"root_page": home} if home else {}))
    ContentType.objects.clear_cache()
