from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "safeconduct.referrals"
    label = "referrals"
