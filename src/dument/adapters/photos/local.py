"""Reads photographs in a child of this machine, which keeps nothing of them."""

from __future__ import annotations

from dument.adapters.sandbox import Sandbox, SandboxError
from dument.ports.photos import MOST_BYTES, MOST_PIXELS, NotRead, is_heic

# A telephone's photograph is read in less than a second, and given up after all tries in three.
SECONDS = 15
SHARED = Sandbox("dument.adapters.photos.worker")
KINDS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
TOO_MUCH = (
    "Cette photo est trop lourde : reprenez-la en qualité ordinaire (10 Mo, 64 millions de points au plus)."
)
OTHER = "Ce fichier n'est pas une photo JPEG ou PNG."
IS_HEIC = (
    "Cette photo est au format HEIC, qui ne se lit pas ici. Sur un iPhone : Réglages, Appareil photo, Formats, « Le "
    "plus compatible », puis reprenez-la ; ou envoyez-en une capture d'écran."
)
DAMAGED = "Cette photo est abîmée ou incomplète : reprenez-la."


class LocalReader:
    """Implements ports.photos.PhotoReader."""

    def __init__(self, sandbox: Sandbox = SHARED) -> None:
        """Use that child."""
        self._sandbox = sandbox

    def codes(self, photo: bytes) -> tuple[str, ...]:
        """Return the texts of the QR codes; raises NotRead."""
        if len(photo) > MOST_BYTES:
            raise NotRead(TOO_MUCH)
        if not photo.startswith(KINDS):
            raise NotRead(IS_HEIC if is_heic(photo) else OTHER)
        try:
            told, _ = self._sandbox.call("codes", photo, seconds=SECONDS, most_pixels=MOST_PIXELS)
        except SandboxError:
            raise NotRead(TOO_MUCH) from None
        if told["problem"]:
            raise NotRead({"size": TOO_MUCH, "damaged": DAMAGED}[told["problem"]])
        return tuple(told["codes"])
