"""A pregnancy's birth, the hand-over of each child to child health, and a contact that goes on at another clinic."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import number_of
from cases.forms.base import StepForm
from cases.forms.birth import MOST_CHILDREN, BirthForm, DaysForm
from cases.models import Birth, Case
from cases.selectors.case import subject_of
from cases.selectors.health import contact_of
from cases.selectors.same_child import maybe_the_same
from cases.services.birth import births_of, correct_birth
from cases.services.health import correct_days
from workflows.services.birth import give_to_others, hand_over_child, move_contact, record_births, separate_child
from workflows.task_views.page import StepPage
from workflows.views.health import crumbs
from workflows.views.referral import redirect_to_writing


class OwnContactPage(StepPage):
    """An act on a contact of the acting unit."""

    kinds: tuple[str, ...] = Case.CONTACTS
    heading: Any = ""

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        if case.owner_unit_id != self.by.unit_id:
            raise PermissionDenied
        return case

    def context(self) -> dict[str, Any]:
        return {
            "heading": self.heading,
            "back_url": reverse("contact", args=[self.case.pk]),
            "crumbs": crumbs(self.case, subject_of(self.case, self.by), str(self.heading)),
        }


class RecordBirth(OwnContactPage):
    """One child or several, each with its own day; nobody is told by it."""

    what = "record_birth"
    kinds = (Case.Kind.PREGNANCY,)
    template_name = "workflows/record_birth.html"
    heading = gettext_lazy("The birth")

    def get(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        self.case = self.get_case(pk)
        if births_of(self.case):
            return redirect("contact", pk)
        return self.show(self.form_taken_up())

    def post(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        if "more" not in request.POST:
            return super().post(request, pk, **kwargs)
        self.case = self.get_case(pk)
        form = BirthForm(count=min(self.count + 1, MOST_CHILDREN))
        form.take_up(
            {name: [str(each) for each in values] for name, values in request.POST.lists() if name != "children"}
        )
        return self.show(form)

    @property
    def count(self) -> int:
        typed = number_of(self.request.POST.get("children", ""))
        return typed if typed is not None and 1 <= typed <= MOST_CHILDREN else 1

    def form(self, data: Any = None) -> StepForm:
        return BirthForm(data, count=self.count)

    def save(self, form: StepForm) -> HttpResponse:
        _rows, opened = record_births(case=self.case, children=form.newborns(), by=self.by)  # type: ignore[attr-defined]
        subject = subject_of(self.case, self.by)
        if subject is not None and maybe_the_same(subject, self.by):
            return redirect("same_child", self.case.pk, subject.pk)
        return redirect_to_writing(opened[0]) if opened else redirect("contact", self.case.pk)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "intro": _("Nobody is told. The hand-over to child health is begun from the page of the pregnancy after."),
            "submit": _("Save the birth"),
            "may_add": self.request.POST.get("children", "1") != str(MOST_CHILDREN),
            "births": births_of(self.case),
        }


class BirthPage(OwnContactPage):
    """An act on one child of the birth."""

    kinds = (Case.Kind.PREGNANCY,)

    @cached_property
    def birth(self) -> Birth:
        found = next((each for each in births_of(self.case) if each.pk == self.kwargs["birth"]), None)
        if found is None:
            raise Http404
        return found

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)


class HandOverChild(BirthPage):
    """Begins the hand-over; what is told to whom is chosen on the page that follows."""

    what = "hand_over_child"
    heading = gettext_lazy("Hand over to child health")

    def save(self, form: StepForm) -> HttpResponse:
        return redirect_to_writing(hand_over_child(birth=self.birth, by=self.by))

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "intro": _(
                "A warm handover is begun, with the birth date and the week filled in. You choose what is told and to "
                "which clinic on the next page. Nothing is sent before that."
            ),
            "submit": _("Begin the hand-over"),
        }


class GiveToOthers(BirthPage):
    """The child goes to other guardians."""

    what = "give_to_others"
    heading = gettext_lazy("The child goes to other guardians")

    def save(self, form: StepForm) -> HttpResponse:
        return redirect_to_writing(give_to_others(birth=self.birth, by=self.by))

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "intro": _(
                "The child's name and number leave this pregnancy, and searching for the child no longer leads here. "
                "The hand-over to child health is begun anew in a case that says nothing of who gave birth. Write the "
                "child's guardians there."
            ),
            "submit": _("Separate the child from this pregnancy"),
        }


class SeparateChild(OwnContactPage):
    """At child health: the child has got other guardians."""

    what = "separate_child"
    kinds = (Case.Kind.CHILD_HEALTH,)
    heading = gettext_lazy("The child has got other guardians")

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        return redirect("contact", separate_child(case=self.case, by=self.by).pk)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "intro": _(
                "A new contact begins, with the visits that are done and nothing of the former guardians. In this one, "
                "which ends, the child's name and number are taken away, and searching for the child no longer leads "
                "here. Write the new guardians in the new contact."
            ),
            "submit": _("Begin a new contact"),
        }


class CorrectDays(OwnContactPage):
    """The expected birth, or the weeks at birth, as they turned out to be: the schedule is renewed."""

    what = "correct_days"
    kinds = (Case.Kind.PREGNANCY, Case.Kind.CHILD_HEALTH)
    heading = gettext_lazy("Correct what the schedule is counted from")

    def form(self, data: Any = None) -> StepForm:
        subject = subject_of(self.case, self.by)
        is_unborn = subject is not None and subject.is_unborn
        if self.case.kind == Case.Kind.PREGNANCY and not is_unborn:
            raise Http404
        initial = {
            "expected_birth": subject and subject.expected_birth,
            "days_at_birth": contact_of(self.case).days_at_birth,
        }
        return DaysForm(data, is_born=self.case.kind == Case.Kind.CHILD_HEALTH, initial=initial)

    def save(self, form: StepForm) -> HttpResponse:
        correct_days(case=self.case, by=self.by, **form.cleaned_data)
        return redirect("contact", self.case.pk)

    def context(self) -> dict[str, Any]:
        return super().context() | {"intro": _("What is recorded stays as it is."), "submit": _("Save")}


class CorrectBirth(BirthPage):
    """The weeks at birth of one child, before it is handed over."""

    what = "correct_days"
    heading = gettext_lazy("Correct the week of the birth")

    def form(self, data: Any = None) -> StepForm:
        return DaysForm(data, is_born=True, initial={"days_at_birth": self.birth.days_at_birth})

    def save(self, form: StepForm) -> HttpResponse:
        birth = self.birth
        days = form.cleaned_data["days_at_birth"]
        correct_birth(row=birth, days_at_birth=days, edition=birth.edition, by=self.by)
        return redirect("contact", self.case.pk)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "intro": _("A hand-over that is begun already keeps what it says: correct it there, or at the clinic."),
            "submit": _("Save"),
        }


class MoveContact(OwnContactPage):
    """The family goes to another clinic."""

    what = "move_contact"
    kinds = (Case.Kind.CHILD_HEALTH, Case.Kind.PREGNANCY)
    heading = gettext_lazy("To another clinic")

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        return redirect_to_writing(move_contact(case=self.case, by=self.by))

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "intro": _(
                "A warm handover is begun, with the visits that are done as a part that you tell or keep. The other "
                "clinic knows only what it is told. End the contact here as moved when it has taken over."
            ),
            "submit": _("Begin the hand-over"),
        }
