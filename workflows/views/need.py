from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.addresses import page_to_go_on
from accounts.roles import Action
from cases.errors import CaseError, NeedNotStated
from cases.forms.person import NeedForm
from cases.services.access import get_case_for
from workflows.services.need import state_need
from workflows.task_views.page import ActingPage


class StateNeed(ActingPage):
    """A colleague who is not named says why the case must open. To all others the page does not exist."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        self.require_colleague(pk)
        return self.show(NeedForm(initial={"next": request.GET.get("next", "")}))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        self.require_colleague(pk)
        form = NeedForm(request.POST)
        if form.is_valid():
            try:
                state_need(case_id=pk, need=form.cleaned_data["need"], by=self.by)
            except CaseError as refused:
                form.refuse(refused)
            else:
                return redirect(self.next_page(form, pk))
        return self.show(form, 422)

    def show(self, form: NeedForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "unit_name": self.by.unit.name, "back_url": reverse("inbox")}
        return render(self.request, "workflows/need.html", context, status=status)

    def require_colleague(self, pk: UUID) -> None:
        try:
            get_case_for(self.by, pk, Action.SEE, what="state_need")
        except NeedNotStated:
            return
        raise Http404

    def next_page(self, form: NeedForm, pk: UUID) -> str:
        return page_to_go_on(self.request, form.cleaned_data["next"] or reverse("case", args=[pk]))
