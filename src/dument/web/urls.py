"""The addresses of the pages: one area, one line."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from dument.web import languages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dument.web.public.urls")),
    path("", include("dument.web.account.urls")),
    path("", include("dument.web.debtor.urls")),
    path("langue", languages.choose, name="language"),
    path("", include("dument.web.law.urls")),
    path("creance/", include("dument.web.creditor.urls")),
    path("etude/", include("dument.web.office.urls")),
]
