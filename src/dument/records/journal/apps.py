"""Django's name for these records."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The app."""

    name = "dument.records.journal"
    label = "journal"
