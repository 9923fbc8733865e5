"""What a provider answers when it fails: again, or never. Every provider error is one of the two."""

from __future__ import annotations


class TryAgain(Exception):
    """The provider may succeed later with the same request: the caller keeps it and asks again.

    The message is a French sentence naming the provider, the cause and what happens next.
    """


class NeverAgain(Exception):
    """The provider refuses this request for good: somebody must change something first.

    The message is a French sentence saying what is wrong and what to do.
    """
