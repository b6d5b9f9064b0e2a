"""What the pages for sending and for passing on have in common: to whom, on which ground, seen before it is told."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import cached_property

from accounts.addresses import number_of
from accounts.models import CareUnit
from cases.forms.base import StepForm
from cases.forms.ground import GroundForm
from cases.models import DutyToTell, LegalGround, Party
from cases.selectors.ground import duties_between, grounds_between, grounds_to_party, legal_grounds
from workflows.selectors.draft import draft_for
from workflows.task_views.referral import ReferralTask, receiving_units
from workflows.task_views.stale import resolved_post

# Not kept of what was typed: the consents are shown as they stand now.
NOT_KEPT = ("stood", "preview", "use", "save", "to_consent")


class TellingTask(ReferralTask):
    """A page whose second half follows the receiver and the ticks; `typed` is what it is drawn from."""

    typed: QueryDict | None = None

    def form(self, data: Any = None, *, is_judged: bool = True) -> GroundForm:
        raise NotImplementedError

    @cached_property
    def units(self) -> Any:
        return receiving_units(self.by.unit)

    @cached_property
    def receiving_unit(self) -> CareUnit | None:
        key = self.typed.get("receiver", "") if self.typed else ""
        return self.units.filter(pk=number_of(str(key))).first()

    @cached_property
    def receiver(self) -> CareUnit | Party | None:
        return self.receiving_unit

    @cached_property
    def grounds(self) -> list[LegalGround]:
        """Those that reach the chosen receiver; before one is chosen none."""
        if self.receiver is None:
            return []
        if isinstance(self.receiver, Party):
            fitting = grounds_to_party(self.by.unit, self.receiver)
        else:
            fitting = grounds_between(self.by.unit, [self.receiver]).get(self.receiver.pk, [])
        return [row for row in legal_grounds() if row.key in fitting]

    @property
    def duties(self) -> list[DutyToTell]:
        return duties_between(self.by.unit, self.receiver) if self.receiver else []

    @property
    def chosen(self) -> LegalGround | None:
        """The ground whose questions show."""
        key = self.typed.get("ground", "") if self.typed else ""
        return next((row for row in self.grounds if row.key == key), None)

    def post(self, request: HttpRequest, pk: Any, **kwargs: Any) -> HttpResponse:
        self.typed = resolved_post(request)
        # Who has chosen a file without script presses the preview's button: the file is kept all the same.
        if "preview" not in request.POST or request.FILES:
            return super().post(request, pk, **kwargs)
        self.open_task(pk)
        form = self.form_of_typed()
        if request.headers.get("HX-Request"):
            return render(request, "workflows/referral_ground.html", {"form": form, "case": self.case} | self.context())
        return self.show(form)

    def form_of_typed(self, *besides: str) -> GroundForm:
        """Not judged yet: what has not been asked for so far keeps what is proposed. `besides` is not taken up."""
        form = self.form(self.typed, is_judged=False)
        if self.typed is not None:
            form.take_up({name: each for name, each in kept_of(self.typed).items() if name not in besides})
        return form

    def form_taken_up(self) -> StepForm:
        draft = draft_for(self.by, self.draft_key)
        if draft is None:
            return self.form()
        self.draft_saved_at = draft.saved_at
        self.typed = QueryDict(mutable=True)
        for name, values in draft.data.items():
            self.typed.setlist(name, values)
        return self.form_of_typed()


def kept_of(typed: QueryDict) -> dict[str, list[str]]:
    """As a draft keeps it: name → what was typed."""
    return {name: [str(each) for each in values] for name, values in typed.lists() if name not in NOT_KEPT}
