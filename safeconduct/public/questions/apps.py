"""The room of questions without a name."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.questions"
    label = "questions"
