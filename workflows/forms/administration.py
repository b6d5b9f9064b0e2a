"""The system administrator's forms. What may be chosen lies under the own principal; the services ask again."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Assignment, CareUnit, Provider, User
from accounts.roles import RIGHTS, ROLES_OF_PEOPLE, Role
from accounts.selectors.administration import own_assignments, own_providers, units_still_there
from accounts.selectors.service_account import people
from agreements.forms.length import LengthForm
from agreements.models import Clock
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text
from workflows.selectors.appointment import Offer

OPEN, CLOSED = "open", "closed"
OPENNESS = [
    (OPEN, pgettext_lazy("unit", "Open: everybody at the unit with the right role")),
    (CLOSED, pgettext_lazy("unit", "Closed: only those named on the case, their substitutes and the manager")),
]


class UnitForm(StepForm):
    """What can be changed about a unit that exists."""

    name = Text(label=_("Name"), limit=120)
    hsa_id = Text(label=_("HSA-ID"), limit=40, required=False)
    phone = Text(label=_("Telephone"), limit=40, required=False)
    valid_from = Day(label=_("First day"))
    openness = forms.ChoiceField(
        label=_("Who at the unit sees its cases?"),
        choices=OPENNESS,
        widget=forms.RadioSelect,
        help_text=_("From closed to open, the unit's cases open to everybody there at once."),
    )
    is_undocumented = forms.BooleanField(
        label=_("Undocumented activity"),
        required=False,
        help_text=_("The board has decided that nobody is identified there (SoL 14 kap. 5 §)."),
    )
    undocumented_decision = Text(
        label=_("The decision it rests on"),
        required=False,
        help_text=_("Who decided, the day and the number of the decision."),
    )

    @staticmethod
    def initial_of(unit: CareUnit) -> dict[str, Any]:
        names = ("name", "hsa_id", "phone", "valid_from", "is_undocumented", "undocumented_decision")
        return {name: getattr(unit, name) for name in names} | {"openness": CLOSED if unit.is_closed else OPEN}

    def facts(self) -> dict[str, Any]:
        """The keyword arguments of `change_unit`."""
        facts = dict(self.cleaned_data)
        return facts | {"is_closed": facts.pop("openness") == CLOSED}


class NewUnitForm(StepForm):
    provider = forms.ModelChoiceField(label=_("Provider"), queryset=Provider.objects.none(), empty_label=_("Choose"))
    name = Text(label=_("Name"), limit=120)
    service = forms.ChoiceField(label=_("Service"), choices=[("", _("Choose")), *CareUnit.Service.choices])
    hsa_id = Text(label=_("HSA-ID"), limit=40, required=False)
    phone = Text(label=_("Telephone"), limit=40, required=False)
    valid_from = Day(label=_("First day"))
    openness = forms.ChoiceField(
        label=_("Who at the unit sees its cases?"),
        choices=[("", _("As is usual: social services and addiction care closed, all others open")), *OPENNESS],
        widget=forms.RadioSelect,
        required=False,
    )
    asked_for = ("openness",)

    def __init__(self, *args: Any, by: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("provider", own_providers(by))

    def facts(self) -> dict[str, Any]:
        """The keyword arguments of `add_unit`."""
        facts = dict(self.cleaned_data)
        chosen = facts.pop("openness")
        return facts | {"is_closed": {OPEN: False, CLOSED: True}.get(chosen)}


class EndForm(StepForm):
    """The last day of something."""

    valid_to = Day(label=_("Last day"))


class EndUnitForm(EndForm):
    successor = forms.ModelChoiceField(
        label=_("Which unit takes over?"),
        queryset=CareUnit.objects.none(),
        required=False,
        empty_label=_("No unit"),
    )

    def __init__(self, *args: Any, unit: CareUnit, by: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("successor", units_still_there(by).exclude(pk=unit.pk))


class CentreNameForm(StepForm):
    name = Text(label=_("Name"), limit=120, widget=forms.TextInput(attrs={"class": "field-medium"}))


class PlaceForm(StepForm):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=CareUnit.objects.none(), empty_label=_("Choose"))
    valid_from = Day(label=_("First day"))

    def __init__(self, *args: Any, by: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("unit", units_still_there(by))


class NewCentreForm(CentreNameForm, PlaceForm):
    """A centre begins with one unit; the others are placed there afterwards, each by its own principal."""

    field_order = ["name", "unit", "valid_from"]


class JoinTeamForm(PlaceForm):
    """A unit of the own principal that is in the team from a day on."""


class NewTeamForm(CentreNameForm, PlaceForm):
    """A team begins with its clinic."""

    field_order = ["name", "unit", "valid_from"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].label = _("Clinic")


class DatedForm(StepForm):
    valid_from = Day(label=_("First day"))
    valid_to = Day(label=_("Last day"), required=False, help_text=_("Leave empty until further notice."))


class AssignForm(DatedForm):
    """An assignment for somebody who has an account, also one opened by another principal: known by the address."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=CareUnit.objects.none(), empty_label=_("Choose"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose")), *ROLES_OF_PEOPLE])
    substitute_for = forms.ModelChoiceField(
        label=_("Substitute for"),
        queryset=Assignment.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("A substitute also sees what is in the hands of the one who is away."),
    )
    field_order = ["email", "full_name", "phone", "unit", "role", "valid_from", "valid_to", "substitute_for"]

    def __init__(self, *args: Any, by: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("unit", units_still_there(by))
        there = own_assignments(by).in_force()  # type: ignore[attr-defined]
        self.offer_rows("substitute_for", there.filter(role__in=opens_cases()))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def facts(self) -> dict[str, Any]:
        """The keyword arguments of `assign`, but for the user."""
        names = ("unit", "role", "valid_from", "valid_to", "substitute_for")
        return {name: self.cleaned_data[name] for name in names}


class KnownUserForm(AssignForm):
    def clean_email(self) -> str:
        email = super().clean_email()
        user = people(User.objects.filter(email__iexact=email)).first()
        if user is None:
            raise forms.ValidationError(_("Nobody signs in with this address. Add the user first."))
        self.user = user
        return email


class NewUserForm(AssignForm):
    full_name = Text(label=_("First and last name"), limit=120)
    phone = Text(label=_("Telephone"), limit=40, required=False)


class GrantForm(DatedForm):
    """`what` is one permission on one object; `permission` and `on` are what was chosen."""

    what = forms.ChoiceField(label=_("What?"))
    reason = Text(label=_("Why?"), limit=300, rows=2, help_text=_("For example who decided, and when."))
    field_order = ["what", "valid_from", "valid_to", "reason"]

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {f"{offer.permission}:{each.pk}": (offer, each) for offer in offers for each in offer.objects}
        groups = [
            (offer.label, [(f"{offer.permission}:{each.pk}", str(each)) for each in offer.objects]) for offer in offers
        ]
        cast("forms.ChoiceField", self.fields["what"]).choices = [("", _("Choose")), *groups]

    def facts(self) -> dict[str, Any]:
        """The keyword arguments of `give_grant`."""
        facts = dict(self.cleaned_data)
        offer, on = self.given[facts.pop("what")]
        return facts | {"permission": offer.permission, "on": on}


class ReasonForm(StepForm):
    reason = Text(label=_("Why?"), limit=100, rows=2, help_text=_("It is kept in the user's history."))


class ClockForm(LengthForm):
    """A new version of a clock; what starts it stays as it is."""

    source = Text(label=_("Source"), limit=300, rows=2, help_text=_("Where it is written, as others can find it."))
    certainty = forms.ChoiceField(label=_("How sure is it?"), choices=Clock.Certainty.choices, widget=forms.RadioSelect)
    valid_from = Day(label=_("Holds from"))


def opens_cases() -> list[Role]:
    """The roles in whose stead somebody can act."""
    return [role for role, rights in RIGHTS.items() if rights.opens_cases]
