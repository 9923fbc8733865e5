"""Django's name for these records."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app."""

    name = "dument.records.desk"
    label = "desk"
