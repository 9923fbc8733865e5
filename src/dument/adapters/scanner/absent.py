"""No antivirus: nothing is looked for, and it is said."""

from __future__ import annotations


class NoScanner:
    """Implements ports.scanner.Scanner; good for a demonstration, a choice to be made in production."""

    notice = "Aucun antivirus n'examine ici les fichiers joints : ouvrez-les sur un poste protégé."

    def found(self, content: bytes) -> str:  # noqa: ARG002 - the port's
        """Find nothing."""
        return ""
