"""Fill the courses of a demonstration. They are put before readers as reviewed by nobody, because nobody has."""

from typing import Any

from django.utils.text import slugify

from safeconduct.public.learning.models import ChapterPage, CoursePage, CoursesPage, ExercisePage
from safeconduct.public.learning.seeding import content
from safeconduct.public.pages.models import HomePage


def below(home: HomePage, add: Any) -> None:
    """The list and each course with its chapter and its exercise; `add(parent, page)` puts a page before readers."""
    listed = CoursesPage(show_in_menus=True, **_ours(content.LIST))
    add(home, listed)
    for texts in content.COURSES:
        own = {name: value for name, value in texts.items() if name not in ("chapter", "exercise")}
        course = CoursePage(**_ours(own))
        add(listed, course)
        add(course, ChapterPage(**_ours(texts["chapter"])))
        add(course, ExercisePage(**_ours(texts["exercise"])))


def _ours(texts: dict[str, Any]) -> dict[str, Any]:
    slug = texts.get("slug") or slugify(texts["title"])
    return texts | {"slug": slug, "answers_for_it": content.US, "reviewed_on": None}
