"""Django's name for these records."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The app."""

    name = "dument.records.outbox"
    label = "outbox"
