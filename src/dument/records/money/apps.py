"""Django's name for these records."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """The app."""

    name = "dument.records.money"
    label = "money"
