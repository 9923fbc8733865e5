"""The identities of public providers linked to an account."""

from __future__ import annotations

from uuid import UUID

from allauth.socialaccount.models import SocialAccount


def linked(user_id: UUID) -> frozenset[str]:
    """Return the words of the providers whose identity opens that user's account."""
    return frozenset(SocialAccount.objects.filter(user_id=user_id).values_list("provider", flat=True))
