"""What is asked before a rule of law answers. Each form is read from the address, so that a result is a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dument.law import competence
from dument.law.competence import Place
from dument.law.money import in_french
from dument.web.below import spoken
from dument.web.creditor.forms import COUNTRIES, choices, communes, shared
from dument.web.forms import AmountField, DayField
from dument.web.languages import StrOrPromise
from dument.web.templatetags.french import day

ASKED = "calculer"
"""The word of the address that asks for an answer; without it, what the address holds only fills the form."""


def chosen_of(
    words: Mapping[str, str], but: Iterable[str] = ()
) -> Callable[[], list[tuple[str, StrOrPromise]]]:
    """Return what tells the choices of a field in the language of the page, none being chosen at first."""
    return lambda: [("", _("Choisissez")), *choices(dict(words), but)]


class RuleForm(forms.Form):
    """A form read from the address. `today` is the day when none is given."""

    on = DayField(
        label=_("Au jour du"),
        required=False,
        help_text=_("Le droit de ce jour s'applique. Laissez la date pour garder ce résultat par lien."),
    )

    def __init__(self, given: QueryDict, *, today: date, **options: Any) -> None:
        """Answer to the address when it asks; else be filled with what it holds."""
        self.today = today
        asked = ASKED in given
        super().__init__(given if asked else None, initial=None if asked else given.dict(), **options)
        if not asked:
            self.initial.update((name, self._day_given(name, given)) for name in self._days())
            self.initial["on"] = self.initial.get("on") or today
        self.order_fields([*(name for name in self.fields if name != "on"), "on"])

    def clean_on(self) -> date:
        """Return the day of the law, today's when none was given."""
        return self.cleaned_data["on"] or self.today

    def link(self) -> str:
        """Return the words of the address that give this very answer again, its day included."""
        return urlencode(self.kept())

    def kept(self) -> list[tuple[str, str]]:
        """Return what was answered, as names and values; the day is told even when it was not given."""
        told = [pair for name in self.fields if name != "on" for pair in self._typed(name) if pair[1]]
        on: date = self.cleaned_data.get("on") or self.today
        days = [("on_day", str(on.day)), ("on_month", str(on.month)), ("on_year", str(on.year))]
        return [*told, *days, (ASKED, "1")]

    def told(self) -> list[dict[str, str]]:
        """Return what was answered, in words: the printed page shows it in place of the form."""
        rows = [(str(field.label), self._in_words(name)) for name, field in self.fields.items()]
        return [{"label": label, "value": value} for label, value in rows if value]

    def _in_words(self, name: str) -> str:
        value, field = self.cleaned_data.get(name), self.fields[name]
        if isinstance(value, date):
            return day(value)
        if isinstance(field, AmountField):
            return in_french(value) if value is not None else ""
        if isinstance(field, forms.BooleanField):
            return gettext("oui") if value else ""
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, ""))  # type: ignore[arg-type]
        return "" if value is None else str(value)

    def _typed(self, name: str) -> Iterator[tuple[str, str]]:
        keys = [f"{name}_{part}" for part in ("day", "month", "year")] if name in self._days() else [name]
        for key in keys:
            yield key, str(self.data.get(key, ""))

    def _days(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, DayField)]

    @staticmethod
    def _day_given(name: str, given: QueryDict) -> list[str] | None:
        parts = [given.get(f"{name}_{part}", "") for part in ("day", "month", "year")]
        return parts if any(parts) else None


class PlacedForm(RuleForm):
    """A form with the debtor's place; where a postcode is shared by several courts, the commune is asked too."""

    country = forms.ChoiceField(label=_("Pays du débiteur"), choices=COUNTRIES, initial="FR")
    postcode = forms.CharField(
        label=_("Code postal du débiteur"),
        max_length=10,
        help_text=_("En France."),
        error_messages={"required": _("Indiquez le code postal du débiteur : le ressort en dépend.")},
    )

    def __init__(self, given: QueryDict, **options: Any) -> None:
        """Ask the commune when the postcode does not tell the court of appeal."""
        super().__init__(given, **options)
        self.initial.setdefault("country", "FR")
        postcode = "".join(given.get("postcode", "").split())
        in_france = given.get("country", "FR") == "FR"
        self.fields["postcode"].required = in_france and self.needs_place()
        candidates = communes(postcode) if in_france else ()
        if shared(candidates):
            self.fields["insee"] = forms.ChoiceField(
                label=_("Commune du débiteur"),
                choices=[(one.insee, f"{one.name} ({one.departement})") for one in candidates],
                widget=forms.RadioSelect,
                help_text=_(
                    "Plusieurs communes partagent ce code postal : elles ne relèvent pas du même ressort."
                ),
                error_messages={
                    "required": gettext(
                        "Le code postal %(postcode)s est partagé entre plusieurs ressorts : choisissez la commune."
                    )
                    % {"postcode": postcode}
                },
            )
            names = list(self.fields)
            names.remove("insee")
            names.insert(names.index("postcode") + 1, "insee")
            self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """Find the place of law; a debtor abroad has none."""
        given = super().clean() or self.cleaned_data
        given["place"] = None
        postcode = "".join(str(given.get("postcode") or "").split())
        if given.get("country", "FR") != "FR" or "postcode" in self.errors or "insee" in self.errors:
            return given
        if not postcode:
            return given
        try:
            given["place"] = competence.court_of(postcode=postcode, insee=given.get("insee") or None)
        except (competence.UnknownPlace, competence.AmbiguousPlace) as unknown:
            self.add_error("postcode", spoken(str(unknown)))
        return given

    def needs_place(self) -> bool:
        """Tell whether the postcode must be given."""
        return True

    @property
    def place(self) -> Place | None:
        """Return the place of the debtor, None abroad or when not told."""
        found: Place | None = self.cleaned_data["place"]
        return found
