from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "safeconduct.vocabulary"
    label = "vocabulary"
