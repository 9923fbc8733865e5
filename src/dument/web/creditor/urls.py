"""The addresses of this area."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "creditor"
urlpatterns: list[URLPattern | URLResolver] = []
