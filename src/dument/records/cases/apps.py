"""Django's name for these records."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The app."""

    name = "dument.records.cases"
    label = "cases"
