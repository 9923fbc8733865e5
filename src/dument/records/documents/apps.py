"""Django's name for these records."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The app."""

    name = "dument.records.documents"
    label = "documents"
