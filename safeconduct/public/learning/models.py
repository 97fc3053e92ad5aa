"""Courses by profession: chapters to read, exercises to try. Nothing is kept of who learns."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from safeconduct.public.learning.blocks import DEEDS, QUESTIONS
from safeconduct.public.learning.rules import chosen, has_begun
from safeconduct.public.pages.models import SitePage, professions
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.labels import LABELS


class CoursesPage(SitePage):
    """The list of courses."""

    is_list = True
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["learning.CoursePage"]

    class Meta:
        verbose_name = _("Training")


class CoursePage(SitePage):
    """What one profession learns, in which order."""

    is_list = True
    profession = models.CharField(_("Profession"), max_length=40, choices=professions)
    hours = models.DecimalField(_("Hours"), max_digits=4, decimal_places=1)
    content_panels = [*SitePage.content_panels, FieldPanel("profession"), FieldPanel("hours")]
    parent_page_types = ["learning.CoursesPage"]
    subpage_types = ["learning.ChapterPage", "learning.ExercisePage"]

    class Meta:
        verbose_name = _("Course")

    @property
    def profession_in_words(self) -> Any:
        """Its label in the language of the page."""
        return LABELS[Profession][Profession(self.profession)]


class ChapterPage(SitePage):
    """A chapter of a course."""

    parent_page_types = ["learning.CoursePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("Chapter")


class ExercisePage(SitePage):
    """A situation of invented people: questions to decide, and steps to do in the training demonstration."""

    questions = StreamField(QUESTIONS, blank=True, verbose_name=_("Questions"))
    deeds = StreamField(DEEDS, blank=True, verbose_name=_("In the training demonstration"))
    scenario = models.CharField(
        _("Name of the exercise in the training demonstration"),
        max_length=120,
        blank=True,
        help_text=_("As the page “Exercises” there shows it. Empty: there is none."),
    )
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("questions"),
        FieldPanel("deeds"),
        FieldPanel("scenario"),
    ]
    parent_page_types = ["learning.CoursePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("Exercise")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:  # noqa: ARG002
        """Its own."""
        return "learning/exercise.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what was chosen, as the address says it, beside each question."""
        context = super().get_context(request, *args, **kwargs)
        questions = [block.value for block in self.questions]
        answers = chosen(request.GET.dict(), [len(each["options"]) for each in questions])
        context["decided"] = [
            {"question": question, "chosen": answer.option}
            for question, answer in zip(questions, answers, strict=True)
        ]
        context["has_begun"] = has_begun(answers)
        context["is_asked"] = "compare" in request.GET
        return context
