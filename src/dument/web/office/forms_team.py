"""What the pages of the team ask: an absence, a person of the list of associates and employees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dument.queries.team import CAPACITIES, Member
from dument.web.forms import DayField
from dument.web.office.forms import radios


class AbsenceForm(forms.Form):
    """Who is away, from when to when, and who stands in."""

    user = forms.ChoiceField(label=_("Qui s'absente"))
    stand_in = forms.ChoiceField(label=_("Qui le remplace"))
    since = DayField(label=_("Du"))
    until = DayField(label=_("Au"), help_text=_("Compris."))

    def __init__(self, data: Any = None, *, members: Sequence[Member], only: str = "", on: date) -> None:
        """Offer the members of the office; `only` is the one who may be away, when the person is no officer."""
        super().__init__(data, initial={"user": only, "since": on}, auto_id="absence_%s")
        named = [(str(one.id), one.name) for one in members]
        fields: Any = self.fields
        fields["user"].choices = [one for one in named if not only or one[0] == only]
        fields["stand_in"].choices = [("", gettext("Choisissez")), *named]


class AssociateForm(forms.Form):
    """A person whose ties count."""

    name = forms.CharField(label=_("Nom et prénom"), max_length=160)
    capacity = forms.ChoiceField(
        label=_("Qualité"), choices=lambda: radios(CAPACITIES), widget=forms.RadioSelect
    )
    since = DayField(label=_("Depuis le"))

    def __init__(self, data: Any = None, *, on: date) -> None:
        """Begin today."""
        super().__init__(data, initial={"since": on}, auto_id="personne_%s")
