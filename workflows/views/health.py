"""The clinic: its list, a contact with its schedule, and each parent's own answers."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import number_of
from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.health import EndContactForm, EnrolForm
from cases.models import Case, CasePerson, HealthContact
from cases.permissions import may
from cases.selectors.case import persons_in, subject_of
from cases.selectors.health import answers_about, contact_of, findings_about, recorded_steps, schedule_of
from cases.selectors.schedule import recorded_alone
from cases.services.health import endings_of
from cases.services.overdue import is_overdue
from workflows.selectors import contact_page
from workflows.selectors.answers_page import listed
from workflows.selectors.clinic import TABS, contacts_of
from workflows.selectors.handed_over import born_children, moves_shown
from workflows.services.contact import cases_of_the_same, end_contact, enrol
from workflows.task_views.page import ActingPage, CasePage, StepPage


def clinic_crumb() -> dict[str, str]:
    return {"label": _("Visits"), "url": reverse("clinic")}


def crumbs(case: Case, subject: CasePerson | None, *here: str) -> list[dict[str, str]]:
    """The clinic, the contact, and the page within it."""
    name = {"label": contact_page.title_of(case, subject)}
    if not here:
        return [clinic_crumb(), name]
    return [clinic_crumb(), name | {"url": reverse("contact", args=[case.pk])}, {"label": here[0]}]


class Clinic(ActingPage):
    """What should have happened by now, for whom, and what comes."""

    needs = "opens_new"

    def get(self, request: HttpRequest) -> HttpResponse:
        tab = request.GET.get("show", "now")
        number = number_of(request.GET.get("page", "1"))
        page = number if number is not None and 0 < number < 1000 else 1
        tab = tab if tab in TABS else "now"
        context = {"page": contacts_of(self.by, tab, page=page), "tab": tab, "number": page, "next_page": page + 1}
        return render(request, "workflows/clinic.html", context)


class Enrol(ActingPage):
    """A new contact: a child, a pregnancy or a patient."""

    needs = "opens_new"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(EnrolForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EnrolForm(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, lambda: redirect("contact", self.enrol(form).pk))

    def enrol(self, form: EnrolForm) -> Case:
        subject, carrier = form.subjects()
        return enrol(
            programme=form.cleaned_data["programme"],
            subject=subject,
            carried_by=carrier,
            days_at_birth=form.cleaned_data["days_at_birth"],
            by=self.by,
        )

    def show(self, form: EnrolForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "heading": _("Enrol somebody"),
            "intro": _("The schedule follows from the birth date, or from the expected birth."),
            "submit": _("Enrol"),
            "back_url": reverse("clinic"),
            "crumbs": [clinic_crumb(), {"label": _("Enrol somebody")}],
        }
        return render(self.request, "workflows/step.html", context, status=status)


class Contact(CasePage):
    """The schedule as a line and a table, own growth values, and what was found. No parent's answers."""

    what = "contact"
    kinds = Case.CONTACTS

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        contact, subject, today = contact_of(case), subject_of(case, self.by), timezone.localdate()
        schedule, recorded = schedule_of(case, self.by), recorded_steps(case, self.by)
        writes = may(self.by, Action.WRITE, case)
        is_silent = contact.ending in HealthContact.WITHOUT_SCHEDULE
        listed = recorded_alone(recorded) if is_silent else schedule
        context = {
            "case": case,
            "contact": contact,
            "subject": subject,
            "crumbs": crumbs(case, subject),
            "picture": contact_page.picture(schedule, today),
            "rows": contact_page.rows_of(listed, case, today, may_write=writes),
            "measured": contact_page.measured(recorded),
            "curve": contact_page.curve(recorded, subject.birth_date if subject else None),
            "adults": contact_page.parents_of(persons_in(case, self.by), case, self.by),
            "findings": contact_page.findings_shown(findings_about(case, subject, self.by)) if subject else [],
            "is_silent": is_silent,
            "title": contact_page.title_of(case, subject),
            "moves": moves_shown(contact),
            "born": born_children(case, self.by, may_write=writes),
            "writes": writes,
            "is_overdue": writes and is_overdue(contact, today),
            "next_url": self.next_url(contact, case) if writes else "",
            "parenthood_url": reverse("parenthood", args=[pk]) if case.kind == Case.Kind.ADDICTION_CARE else "",
        }
        return render(request, "workflows/contact.html", context)

    def next_url(self, contact: HealthContact, case: Case) -> str:
        step = contact.next_step
        if step is None or contact.next_from is None or contact.next_from > timezone.localdate():
            return ""
        return reverse("record_step", args=[case.pk, step.key])


class Answers(CasePage):
    """What one adult has answered, on a page of its own: it says nothing of the other, nor is it the child's."""

    what = "answers"
    kinds = Case.CONTACTS

    def get(self, request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
        case = self.get_case(pk)
        about = next((each for each in persons_in(case, self.by) if each.pk == person), None)
        if about is None:
            raise Http404
        context = {
            "case": case,
            "about": about,
            "answers": listed(answers_about(case, about, self.by)),
            "findings": contact_page.findings_shown(findings_about(case, about, self.by)),
            "writes": may(self.by, Action.WRITE, case),
            "crumbs": crumbs(case, subject_of(case, self.by), str(about)),
        }
        return render(request, "workflows/answers.html", context)


class EndContact(StepPage):
    """The contact ends: moved, done, or for a reason after which nothing is ever sent."""

    template_name = "workflows/end_contact.html"

    what = "end_contact"
    kinds = Case.CONTACTS
    action = Action.WRITE

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        if case.owner_unit_id != self.by.unit_id:
            raise PermissionDenied
        return case

    def form(self, data: Any = None) -> StepForm:
        form = EndContactForm(data)
        # Other guardians have a page of their own, which begins another contact.
        endings = [each for each in endings_of(self.case, self.by) if each != HealthContact.Ending.SEPARATED]
        form.offer("ending", [(each.value, str(each.label)) for each in endings])
        return form

    def save(self, form: StepForm) -> HttpResponse:
        ending = HealthContact.Ending(form.cleaned_data["ending"])
        end_contact(case=self.case, ending=ending, ended_on=form.cleaned_data["ended_on"], by=self.by)
        return redirect("contact", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("End the contact"),
            "intro": _(
                "What is recorded can still be read. After a miscarriage, a termination, a stillbirth or a death "
                "nothing more is scheduled, and nothing is sent or reminded of."
            ),
            "submit": _("End the contact"),
            "crumbs": crumbs(self.case, subject_of(self.case, self.by), _("End the contact")),
            "ending_too": cases_of_the_same(self.case, self.by),
        }
