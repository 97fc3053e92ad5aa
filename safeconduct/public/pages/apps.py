from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "safeconduct.public.pages"
    label = "pages"
