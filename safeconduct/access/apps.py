from django.apps import AppConfig
from django.db.backends.signals import connection_created


class AccessConfig(AppConfig):
    name = "safeconduct.access"
    label = "access"

    def ready(self) -> None:
        """Every new connection gets the fuse."""
        from safeconduct.access.guard import watch

        connection_created.connect(watch, dispatch_uid="access.guard")
