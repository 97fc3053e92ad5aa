from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "safeconduct.site"
    label = "site"

    def ready(self) -> None:
        """Sign-ins are recorded, and peers that ask for services answered, from the first one on."""
        from safeconduct.site import federating
        from safeconduct.site.accounts import recording, sign_ins

        recording.listen()
        sign_ins.listen()
        federating.listen()
