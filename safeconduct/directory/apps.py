from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "safeconduct.directory"
    label = "directory"
