from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "safeconduct.directory"
    label = "directory"

    def ready(self) -> None:
        """The tables that searches read are known from the start."""
        from safeconduct.directory.bringing import kept  # noqa: F401  (and these)
        from safeconduct.directory.federation import models as _feeds  # noqa: F401  (and these)
        from safeconduct.directory.keeping import models  # noqa: F401  (these too)
        from safeconduct.directory.reading import laid_out  # noqa: F401  (its tables belong to this room)
