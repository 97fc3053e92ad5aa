"""What an editor does with a page, by the editor's own forms."""

import re

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, page_form, rows


def news(site: Node) -> int:
    """The list of news, in English: where a piece is translated its list is there in that language too."""
    return int(rows(site, "SELECT id FROM wagtailcore_page WHERE url_path = '/safeconduct/news/'")[0])


def write(by: Browser, title: str, **more: str) -> tuple[int, str]:
    """A piece of news, with one button of the editor pressed; its number and its address for readers."""
    slug = title.lower().replace(" ", "-")
    form = page_form(title=title, slug=slug, day="2026-11-29", **more)
    answer = by.post(f"/edit/pages/add/pages/newspage/{news(by.node)}/", form)
    found = rows(by.node, "SELECT id FROM wagtailcore_page WHERE slug = %s", slug)
    assert found, re.findall(r"error-message[^>]*>\s*(.*?)\s*<", answer.text)
    return int(found[0]), f"/en/news/{slug}/"


def change(by: Browser, page: int, **more: str) -> None:
    """Say something else in it, with one button of the editor pressed."""
    slug, title = rows(by.node, "SELECT slug, draft_title FROM wagtailcore_page WHERE id = %s", page)[0]
    form = page_form(title=title, slug=slug, day="2026-11-29", introduction="Changed.", **more)
    by.post(f"/edit/pages/{page}/edit/", form)


def approve(by: Browser, page: int) -> None:
    """Press the button, whether or not it is shown."""
    task = rows(
        by.node,
        "SELECT t.id FROM wagtailcore_taskstate t JOIN wagtailcore_workflowstate w ON w.id = t.workflow_state_id "
        "WHERE w.object_id = %s ORDER BY t.id DESC LIMIT 1",
        str(page),
    )
    by.post(f"/edit/pages/workflow/action/{page}/approve/{task[0]}/", {"comment": ""})
