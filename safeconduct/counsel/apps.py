from django.apps import AppConfig


class CounselConfig(AppConfig):
    name = "safeconduct.counsel"
    label = "counsel"

    def ready(self) -> None:
        """The rooms below know from the start what a peer's messages do, and what follows a taking back here."""
        from safeconduct.counsel.channel import registering

        registering.register()
