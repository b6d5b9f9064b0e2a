"""Users, what they may act as, and what they are granted beside it."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import number_of
from accounts.models import User
from accounts.selectors.administration import (
    own_assignments,
    own_grants,
    own_users,
    with_own_assignments,
)
from accounts.services.user import add_user, assign, reactivate_user
from agreements.permissions import ANSWER
from cases.forms.base import StepForm
from workflows.forms.administration import EndForm, GrantForm, KnownUserForm, NewUserForm, ReasonForm
from workflows.selectors.appointment import can_be_given, held_by, offers_for
from workflows.services.user import deactivate_user, end_assignment, end_grant, give_grant
from workflows.views.administration.page import AdministrationPage, AdministrationStep, Crumb, crumbs

SHOWN = 50


class Users(AdministrationPage):
    """A page at a time. No search: an address never has a name in it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        is_active = request.GET.get("deactivated") != "1"
        users = with_own_assignments(own_users(self.by).filter(is_active=is_active), self.by)
        page = Paginator(users, SHOWN).get_page(request.GET.get("page"))
        context = {"page": page, "is_active": is_active}
        return render(request, "workflows/administration/users.html", context)


class AddUser(AdministrationStep):
    """A user and the first assignment in one; the answer shows the first password, once."""

    template_name = "workflows/administration/add_user.html"

    def form(self, data: Any = None) -> NewUserForm:
        return NewUserForm(data, by=self.by)

    def save(self, form: NewUserForm) -> HttpResponse:
        facts, password = form.cleaned_data, secrets.token_urlsafe(12)
        named = {name: facts[name] for name in ("email", "full_name", "phone")}
        user = add_user(password=password, by=self.by, **named)
        assign(user=user, by=self.by, **form.facts())
        context = {"user": user, "password": password, "crumbs": crumbs("users")}
        answer = render(self.request, "workflows/administration/user_added.html", context)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def context(self) -> dict[str, Any]:
        intro = _("For somebody who has no account yet. An account belongs to one person and is never shared.")
        return {"heading": _("Add a user"), "intro": intro, "submit": _("Add the user"), "crumbs": crumbs("users")}


class UserPage(AdministrationPage):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        user = get_object_or_404(own_users(self.by), pk=pk)
        theirs = own_assignments(self.by).filter(user=user)
        context = {
            "shown": user,
            "assignments": [(each, can_be_given(each)) for each in theirs.order_by("-valid_from")],
            "held": held_by(user, by=self.by),
            "is_self": user.pk == self.by.user_id,
            "today": timezone.localdate(),
            "crumbs": crumbs("users"),
        }
        return render(request, "workflows/administration/user.html", context)


class OfUser(AdministrationStep):
    """A step about one user's affairs, which ends on the page of the user."""

    def between(self, user: User) -> list[Crumb]:
        return crumbs("users", (user.full_name, reverse("user", args=[user.pk])))


class Assign(OfUser):
    def form(self, data: Any = None) -> KnownUserForm:
        known = number_of(self.request.GET.get("user", ""))
        user = own_users(self.by).filter(pk=known or 0).first()
        return KnownUserForm(data, by=self.by, initial={"email": user.email if user else ""})

    def save(self, form: KnownUserForm) -> HttpResponse:
        given = assign(user=form.user, by=self.by, **form.facts())
        messages.success(self.request, _("%(name)s has a new assignment.") % {"name": given.user.full_name})
        return redirect("user", given.user_id)

    def context(self) -> dict[str, Any]:
        intro = _("An assignment is one role in one unit, between two days. After the last day it opens nothing.")
        words = {"heading": _("Give an assignment"), "intro": intro, "submit": _("Give the assignment")}
        return words | {"crumbs": crumbs("users")}


class EndAssignment(OfUser):
    def find(self, key: int) -> None:
        self.assignment = get_object_or_404(own_assignments(self.by), pk=key)

    def form(self, data: Any = None) -> StepForm:
        return EndForm(data, initial={"valid_to": self.assignment.valid_to})

    def save(self, form: StepForm) -> HttpResponse:
        end_assignment(assignment=self.assignment, last_day=form.cleaned_data["valid_to"], by=self.by)
        messages.success(self.request, _("The last day of the assignment is set."))
        return redirect("user", self.assignment.user_id)

    def context(self) -> dict[str, Any]:
        role, unit = self.assignment.role_label, self.assignment.unit
        intro = _("%(role)s, %(unit)s. What is in hand then goes back to the unit's queue.")
        return {
            "heading": _("End the assignment of %(name)s") % {"name": self.assignment.user.full_name},
            "intro": intro % {"role": role, "unit": unit},
            "submit": _("End the assignment"),
            "crumbs": self.between(self.assignment.user),
        }


class GiveGrant(OfUser):
    """What no role gives: a family centre to coordinate, a part in an agreement."""

    def find(self, key: int) -> None:
        self.assignment = get_object_or_404(own_assignments(self.by), pk=key)
        if not can_be_given(self.assignment):
            raise Http404

    def form(self, data: Any = None) -> GrantForm:
        return GrantForm(data, offers=offers_for(self.assignment, by=self.by))

    def save(self, form: GrantForm) -> HttpResponse:
        grant = give_grant(assignment=self.assignment, by=self.by, **form.facts())
        messages.success(self.request, _("Given: %(what)s.") % {"what": grant.object})
        return redirect("user", self.assignment.user_id)

    def context(self) -> dict[str, Any]:
        intro = _("It counts together with the role %(role)s at %(unit)s, and ends with it.")
        if not offers_for(self.assignment, by=self.by):
            intro = _(
                "There is nothing to give yet: no agreement is signed by your principal, and none of your units is "
                "placed at a family centre."
            )
        said = {"role": self.assignment.role_label, "unit": self.assignment.unit}
        return {
            "heading": _("Give %(name)s a part beside the role") % {"name": self.assignment.user.full_name},
            "intro": intro % said,
            "submit": _("Give"),
            "crumbs": self.between(self.assignment.user),
        }


class EndGrant(OfUser):
    def find(self, key: int) -> None:
        self.grant = get_object_or_404(own_grants(self.by).exclude(permission=ANSWER), pk=key)

    def form(self, data: Any = None) -> StepForm:
        return EndForm(data, initial={"valid_to": self.grant.valid_to})

    def save(self, form: StepForm) -> HttpResponse:
        end_grant(grant=self.grant, last_day=form.cleaned_data["valid_to"], by=self.by)
        messages.success(self.request, _("The last day is set."))
        return redirect("user", self.grant.assignment.user_id)

    def context(self) -> dict[str, Any]:
        user = self.grant.assignment.user
        heading = _("End a part that %(name)s has") % {"name": user.full_name}
        words = {"heading": heading, "intro": str(self.grant.object), "submit": _("Set the last day")}
        return words | {"crumbs": self.between(user)}


class DeactivateUser(OfUser):
    def find(self, key: int) -> None:
        self.user = get_object_or_404(own_users(self.by).filter(is_active=True), pk=key)

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        deactivate_user(user=self.user, by=self.by)
        messages.success(self.request, _("%(name)s can sign in no more.") % {"name": self.user.full_name})
        return redirect("users")

    def context(self) -> dict[str, Any]:
        intro = _(
            "Nobody is deleted: what the user has done stays told. Every assignment ends, and what is in hand goes "
            "back to the unit's queue."
        )
        heading = _("Deactivate %(name)s") % {"name": self.user.full_name}
        words = {"heading": heading, "intro": intro, "submit": _("Deactivate the user")}
        return words | {"crumbs": self.between(self.user)}


class ReactivateUser(OfUser):
    def find(self, key: int) -> None:
        self.user = get_object_or_404(own_users(self.by).filter(is_active=False), pk=key)

    def form(self, data: Any = None) -> ReasonForm:
        return ReasonForm(data)

    def save(self, form: ReasonForm) -> HttpResponse:
        reactivate_user(user=self.user, reason=form.cleaned_data["reason"], by=self.by)
        said = _("%(name)s can sign in again. Give an assignment now.") % {"name": self.user.full_name}
        messages.success(self.request, said)
        return redirect("user", self.user.pk)

    def context(self) -> dict[str, Any]:
        intro = _("The earlier assignments do not come back: give a new one afterwards. The password is the old one.")
        heading = _("Let %(name)s sign in again") % {"name": self.user.full_name}
        words = {"heading": heading, "intro": intro, "submit": _("Reactivate the user")}
        return words | {"crumbs": self.between(self.user)}
