"""Fill the courses of a demonstration. They are put before readers as reviewed by nobody, because nobody has."""

from typing import Any

from django.utils.text import slugify

from safeconduct.public.learning.models import ChapterPage, CoursePage, CoursesPage, ExercisePage
from safeconduct.public.learning.seeding import content
from safeconduct.public.pages.models import HomePage


def below(home: HomePage, add: Any) -> None:
    """The list and each course with its chapters and its exercise; `add(parent, page)` puts a page before readers."""
    listed = CoursesPage(show_in_menus=True, **_ours(content.LIST))
    add(home, listed)
    for texts in content.COURSES:
        own = {name: value for name, value in texts.items() if name not in ("chapters", "exercise")}
        course = CoursePage(**_ours(own))
        add(listed, course)
        for chapter in texts["chapters"]:
            add(course, ChapterPage(speaks_of_law=True, **_ours(chapter)))
        exercise = texts["exercise"]
        add(course, ExercisePage(scenario=exercise["title"], **_ours(exercise)))


def _ours(texts: dict[str, Any]) -> dict[str, Any]:
    slug = texts.get("slug") or slugify(texts["title"])
    return texts | {"slug": slug, "answers_for_it": content.US, "reviewed_on": None}
