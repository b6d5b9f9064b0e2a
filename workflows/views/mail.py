"""One's own settings of e-mail, under every assignment the same."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from workflows.forms.mail import MailForm
from workflows.services.mail_setting import set_mail
from workflows.task_views.page import ActingPage


class MailSettings(ActingPage):
    """Whatever is chosen here, what is told shows in Samplan too."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(MailForm(initial=MailForm.initial_of(self.by.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MailForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        return self.carry_out(form, lambda: self.save(form))

    def save(self, form: MailForm) -> HttpResponse:
        set_mail(wanted=form.wanted(), by=self.by)
        messages.success(self.request, _("Saved"))
        return redirect("mail_settings")

    def show(self, form: MailForm, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {
            "form": form,
            "heading": _("Notifications"),
            "intro": _(
                "Samplan can send you an e-mail when something is new under News. It says only that there is something "
                "to see, never whom or what it is about."
            ),
            "address": self.by.user.email,
            "sends_mail": settings.SENDS_MAIL,
            "submit": _("Save"),
            "back_url": f"{reverse('inbox')}?tab=told",
        }
        return render(self.request, "workflows/mail_settings.html", context, status=status)
