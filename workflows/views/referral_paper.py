"""A referral as a file: to the receiver what it was told, to the sender what went with each sending."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.party import EndToldForm
from cases.models import Case, Sending
from cases.services.party import end_is_to_be_told, note_end_told
from workflows.selectors.referral import referral_of
from workflows.selectors.referral_paper import received_paper, sent_paper
from workflows.task_views.page import CasePage, StepPage
from workflows.views.pdf import pdf_response
from workflows.views.referral import SenderPage


class ReferralPdf(CasePage):
    """The receiver's page as a file. To the sender it does not exist: it has one for each sending."""

    what = "referral_pdf"
    kinds = Case.REFERRALS

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        if referral_of(case).sender_unit_id == self.by.unit_id:
            raise Http404
        return pdf_response("referral", received_paper(case, self.by), name=_file_name(case))


class SentPage(SenderPage):
    """About one sending, for the unit that sent it; also after the referral has ended."""

    action = Action.READ

    def get_sending(self, case: Case) -> Sending:
        rows = Sending.objects.filter(pk=self.kwargs["sending"], case=case, forwarded_from=None)
        sending = rows.select_related("receiver_unit", "sent_by", "disclosure", "case").first()
        if sending is None:
            raise Http404
        return sending


class SendingPdf(SentPage):
    """What was sent then. For a party without account it is the paper to send, and can be printed again."""

    what = "sending_pdf"

    def get(self, request: HttpRequest, pk: UUID, sending: UUID) -> HttpResponse:
        case = self.get_case(pk)
        row = self.get_sending(case)
        return pdf_response("referral", sent_paper(case, row), name=f"{_file_name(case)}-{row.number}")


class EndTold(SentPage, StepPage):
    """The sender has told a party without account that what it knows no longer holds."""

    what = "note_end_told"
    action = Action.READ

    def form(self, data: Any = None) -> StepForm:
        self.sending = self.get_sending(self.case)
        if not end_is_to_be_told(self.sending):
            raise Http404
        return EndToldForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        note_end_told(sending=self.sending, on=form.cleaned_data["on"], by=self.by)
        return redirect("referral", self.case.pk)

    def context(self) -> dict[str, Any]:
        to = {"to": self.sending.party}
        return {
            "heading": _("Tell %(to)s that it no longer holds") % to,
            "intro": _(
                "Ring or write by a secure channel. Say that nothing more may be done with what they were told, "
                "other than what the law makes them keep."
            ),
            "submit": _("They have been told"),
        }


def _file_name(case: Case) -> str:
    return case.number.replace(" ", "-")
