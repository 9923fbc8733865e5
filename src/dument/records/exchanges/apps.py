"""Django's name for these records."""

from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    """The app."""

    name = "dument.records.exchanges"
    label = "exchanges"
