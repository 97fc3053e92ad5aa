from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "safeconduct.referrals"
    label = "referrals"

    def ready(self) -> None:
        """What a peer's messages do is known to the exchange from the start."""
        from safeconduct.referrals.inbound import register_all

        register_all()
