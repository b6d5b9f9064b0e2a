from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.forms.base import StepForm
from cases.forms.participation import EndPartForm
from cases.models import Case, Participation
from cases.permissions import visible_to
from cases.selectors.participation import may_end_part, participations
from workflows.services.participation import end_participation
from workflows.task_views.page import StepPage


class EndPart(StepPage):
    """Ends a unit's part in the case, or one person's. Asks for the reason and says what will happen."""

    what = "end_part"

    def get(self, request: HttpRequest, pk: UUID, part: UUID) -> HttpResponse:  # type: ignore[override]
        self.key = part
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: UUID, part: UUID) -> HttpResponse:  # type: ignore[override]
        self.key = part
        return super().post(request, pk)

    def get_case(self, pk: UUID) -> Case:
        """With the part. Http404 for one that has ended, or is not the acting unit's to end."""
        case = super().get_case(pk)
        row = next((each for each in participations(case) if each.pk == self.key), None)
        if row is None or not may_end_part(self.by, case, unit=row.unit, user=row.user):
            raise Http404
        self.row = row
        return case

    def form(self, data: Any = None) -> StepForm:
        return EndPartForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        reason = Participation.EndReason(form.cleaned_data["reason"])
        end_participation(case=self.case, unit=self.row.unit, user=self.row.user, reason=reason, by=self.by)
        still_sees = visible_to(self.by).filter(pk=self.case.pk).exists()
        return redirect("case", self.case.pk) if still_sees else redirect("cases")

    @property
    def unit_is_open_to_all(self) -> bool:
        """The unit takes part as a whole, and is no closed one."""
        rows = [row for row in participations(self.case) if row.unit_id == self.row.unit_id]
        return not self.row.unit.is_closed and any(row.user is None for row in rows)

    def context(self) -> dict[str, Any]:
        unit, user = self.row.unit.name, self.row.user
        if user is not None:
            heading = _("End the part of %(name)s in the case?") % {"name": user.full_name}
            text = _("%(name)s no longer opens the case. Tasks that %(name)s has are free for %(unit)s again.")
            if self.unit_is_open_to_all:
                text = _(
                    "%(name)s is no longer named, and tasks that %(name)s has are free again. Everybody at %(unit)s "
                    "still opens the case."
                )
            return {
                "heading": heading,
                "intro": text % {"name": user.full_name, "unit": unit},
                "submit": _("End the part"),
            }
        text = _(
            "%(unit)s no longer opens the case. Its open tasks, its calls and what it was still to do in the plan end. "
            "What it has been told stays in its archive when the consent ends."
        )
        return {
            "heading": _("End the part of %(name)s in the case?") % {"name": unit},
            "intro": text % {"unit": unit},
            "submit": _("End the part"),
        }
