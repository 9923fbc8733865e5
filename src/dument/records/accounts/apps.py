"""Django's name for these records."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app."""

    name = "dument.records.accounts"
    label = "accounts"
