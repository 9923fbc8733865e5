"""The addresses of the site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("dument.web.urls"))]

handler400 = "dument.web.public.errors.bad_request"
handler403 = "dument.web.public.errors.forbidden"
handler404 = "dument.web.public.errors.not_found"
handler500 = "dument.web.public.errors.broken"
