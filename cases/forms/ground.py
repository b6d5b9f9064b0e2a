"""On which ground something is told: what both the send page and the page for passing on ask."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from cases.forms.base import StepForm
from cases.forms.consent import PROPOSED, by_provider
from cases.forms.fields import Day, Text
from cases.models import DutyToTell, LegalGround
from cases.models.ground import Ground, GroundGroup
from cases.services.disclosure import Basis

OTHER = "other"


class GroundForm(StepForm):
    """To whom, on which ground, and what that one asks. `grounds` and `duties`: those that reach the receiver."""

    receiver = forms.ModelChoiceField(label=_("To"), queryset=CareUnit.objects.none(), required=False)
    ground = forms.ChoiceField(label=_("Why may you tell?"), widget=forms.RadioSelect, required=False)
    group = forms.ChoiceField(label=_("Whom is it about?"), required=False, widget=forms.RadioSelect)
    duty = forms.ChoiceField(label=_("Which section of law?"), required=False, widget=forms.RadioSelect)
    section = Text(
        label=_("Another section, in words"),
        required=False,
        limit=60,
        help_text=_("Only where none of those above says so. For example SoL 20 kap. 6 §."),
    )
    need = Text(label=_("Why does the receiver need to know?"), required=False, limit=500, rows=2)
    valid_to = Day(
        label=_("The receiver may read until"),
        required=False,
        help_text=_("The last day. After it the copy is the receiver's archive."),
    )

    def offer_grounds(self, units: Any, grounds: Iterable[LegalGround], duties: Iterable[DutyToTell]) -> None:
        self.offer_rows("receiver", units)
        self.fields["receiver"].choices = [("", _("Choose")), *by_provider(units)]  # type: ignore[attr-defined]
        self.grounds = {row.key: row for row in grounds}
        self.offer("ground", [(key, row.name) for key, row in self.grounds.items()])
        groups = dict.fromkeys(group for row in self.grounds.values() for group in row.groups)
        self.offer("group", [(group, str(GroundGroup(group).label)) for group in groups])
        known = [(row.section, f"{row.section}. {row.sentence}") for row in duties]
        self.offer("duty", [*known, (OTHER, str(_("Another section, in words")))])
        self.fields["valid_to"].initial = timezone.localdate() + PROPOSED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("duty") not in ("", None, OTHER) and cleaned.get("section"):
            self.add_error("section", _("Choose one of the sections above, or write another one. Not both."))
        return cleaned

    @property
    def ground_options(self) -> list[tuple[Any, LegalGround]]:
        """Each radio button with what its ground says."""
        return [(option, self.grounds[option.data["value"]]) for option in self["ground"]]

    def basis(self) -> Basis:
        """On what it is told, as chosen."""
        cleaned = self.cleaned_data
        ground = Ground(cleaned["ground"])
        if ground in (Ground.CONSENT, Ground.WITHIN_PROVIDER):
            return Basis(ground, valid_to=cleaned["valid_to"])
        named = cleaned["duty"] if cleaned["duty"] not in ("", OTHER) else cleaned["section"]
        section = named if self.grounds[ground].needs_section else ""
        return Basis(ground, cleaned["group"], section, cleaned["need"], cleaned["valid_to"])
