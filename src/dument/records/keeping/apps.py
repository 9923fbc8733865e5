"""Django's name for these records."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """The app."""

    name = "dument.records.keeping"
    label = "keeping"
