from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "safeconduct.site"
    label = "site"

    def ready(self) -> None:
        """Sign-ins are recorded from the first one on."""
        from safeconduct.site.accounts import recording, sign_ins

        recording.listen()
        sign_ins.listen()
