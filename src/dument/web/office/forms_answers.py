"""What an office fills of a debtor's answer that did not come online: on paper, at the office, by telephone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dument.law.representation import QUALITIES
from dument.queries.cases import CaseRead
from dument.queries.words import IDENTITIES
from dument.web.forms import DayField
from dument.web.office.forms import ActForm, radios

CHANNELS = {
    "post": _("Par courrier (formulaire signé)"),
    "office": _("À l'étude, contre émargement"),
    "phone": _("Par téléphone"),
}


class AnswerForm(ActForm):
    """What the debtor answered by another way than online."""

    means: tuple[str, ...] = ("post", "office", "phone")
    identified = False  # a refusal is received by any means, from whoever says it (R125-2 III 3°)
    dated = False  # an acceptance counts from its posting; a refusal, whenever it comes
    conditional = frozenset({"posted_on", "identity", "quality", "authority"})
    channel = forms.ChoiceField(label=_("Comment la réponse est venue"), widget=forms.RadioSelect)
    posted_on = DayField(
        label=_("Date d'envoi du formulaire"),
        required=False,
        help_text=_("Pour un courrier : celle du cachet de la poste."),
    )
    said_by = forms.CharField(
        label=_("Qui a répondu"),
        max_length=100,
        help_text=_("Le destinataire, ou la personne spécialement mandatée."),
        error_messages={
            "required": _("Dites qui a répondu : « le destinataire », ou le nom de qui l'a fait pour lui.")
        },
    )
    quality = forms.ChoiceField(
        label=_("En quelle qualité"),
        choices=lambda: [("", gettext("Le destinataire lui-même")), *radios(QUALITIES)],
        required=False,
        help_text=_("Sous tutelle, c'est le tuteur qui répond (C. civ. 473)."),
    )
    authority = forms.CharField(
        label=_("Le pouvoir de qui répond pour lui"),
        max_length=200,
        required=False,
        help_text=_("Par exemple : mandat écrit du 3 novembre, jugement du 12 mai."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    identity = forms.ChoiceField(
        label=_("Pièce d'identité vue"),
        choices=lambda: [("", gettext("Aucune")), *radios(IDENTITIES)],
        required=False,
        help_text=_("À l'étude, il en faut une. Sa nature suffit : ne notez pas son numéro."),
    )
    assisted = forms.BooleanField(label=_("Avec l'assistance du curateur (C. civ. 467)"), required=False)

    def __init__(self, data: Any = None, *, case: CaseRead, channel: str = "") -> None:
        """Offer the means of the act; ask about assistance only where it is needed."""
        super().__init__(data, case=case, channel=channel)
        self.fields["channel"].choices = radios(CHANNELS, self.means)  # type: ignore[attr-defined]
        if case.debtor.kind != "protected_adult":
            del self.fields["assisted"]
        if "office" not in self.means:
            del self.fields["identity"]

    def clean(self) -> dict[str, Any]:
        """Ask for the day of posting of what came by post."""
        given = super().clean() or self.cleaned_data
        undated = not given.get("posted_on") and "posted_on" not in self.errors
        if self.dated and given.get("channel") == "post" and undated:
            self.add_error(
                "posted_on",
                gettext("Indiquez la date d'envoi : une acceptation par courrier compte de ce jour."),
            )
        if given.get("channel") == "office" and self.identified and not given.get("identity"):
            self.add_error(
                "identity", gettext("Dites quelle pièce vous avez vue : l'émargement vaut par l'identité.")
            )
        if given.get("quality") not in {None, "", "relative"} and not given.get("authority"):
            self.add_error(
                "authority", gettext("Dites d'où vient son pouvoir : un mandat, un jugement, avec sa date.")
            )
        return given


class AcceptForm(AnswerForm):
    """An acceptance: never by telephone (R125-2 III 2°); signed for at the office, by somebody identified."""

    means = ("post", "office")
    identified = dated = True


class ConsentForm(AnswerForm):
    """The debtor's consent to the latest version, on paper or at the office."""

    means = ("post", "office")
    identified = dated = True
    written = forms.CharField(
        label=_("La somme, écrite de sa main en toutes lettres et en chiffres (C. civ. 1376)"),
        max_length=300,
        required=False,
    )
