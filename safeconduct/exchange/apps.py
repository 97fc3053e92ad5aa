from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "safeconduct.exchange"
    label = "exchange"
