"""Enrolling who was handed over to the clinic, with what was told filled in."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.health import EnrolForm
from cases.models import Case, Programme, Referral
from cases.selectors.case import subject_of
from cases.selectors.handing_on import told_schedule
from cases.services.handing_on import enrol_handed_over
from workflows.selectors.handed_over import enrolled_from
from workflows.selectors.referral import referral_of
from workflows.task_views.page import StepPage

KNOWN = ("given_name", "family_name", "number", "language", "needs_interpreter", "protection")


class EnrolHandedOver(StepPage):
    """Once the receiving clinic has taken over."""

    what = "enrol_handed_over"
    kinds = Case.REFERRALS
    action = Action.WRITE

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        referral = referral_of(case)
        if not self.by.rights.opens_new:
            raise PermissionDenied
        if referral.purpose == Referral.Purpose.OTHER or referral.sender_unit_id == self.by.unit_id:
            raise Http404
        return case

    def form(self, data: Any = None) -> StepForm:
        return EnrolForm(data, initial=self.told())

    def told(self) -> dict[str, Any]:
        subject = subject_of(self.case, self.by)
        if subject is None:
            return {}
        is_unborn = subject.is_unborn and subject.carried_by is not None
        named = subject.carried_by if is_unborn and subject.carried_by else subject
        about = Programme.About.PREGNANCY if is_unborn else Programme.About.CHILD
        programme = Programme.objects.filter(about=about).order_by("pk").first()
        known: dict[str, Any] = {name: getattr(named, name) for name in KNOWN}
        return known | {
            "programme": programme,
            "birth_date": None if named.number else named.birth_date,
            "expected_birth": subject.expected_birth if is_unborn else None,
            "days_at_birth": told_schedule(self.case, self.by).days_at_birth,
        }

    def save(self, form: StepForm) -> HttpResponse:
        subject, carrier = form.subjects()  # type: ignore[attr-defined]
        case = enrol_handed_over(
            referral=self.case,
            programme=form.cleaned_data["programme"],
            subject=subject,
            carried_by=carrier,
            days_at_birth=form.cleaned_data["days_at_birth"],
            by=self.by,
        )
        return redirect("contact", case.pk)

    def context(self) -> dict[str, Any]:
        told = told_schedule(self.case, self.by).steps
        intro = _("Filled in with what your clinic was told. Correct what is not right.")
        if told:
            intro += " " + _("The visits you were told of are saved as done elsewhere: %(names)s.") % {
                "names": ", ".join(each.name for each in told)
            }
        return {
            "heading": _("Enrol who was handed over"),
            "intro": intro,
            "submit": _("Enrol"),
            "back_url": reverse("referral", args=[self.case.pk]),
            "enrolled": enrolled_from(self.case),
        }
