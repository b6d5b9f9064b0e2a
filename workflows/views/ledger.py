"""What the family can ask for: who has read the case, and what was told to whom and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.templatetags.samplan import full_date
from cases.models import AccessLogEntry, Case, CasePerson
from workflows.selectors.ledger import Told, guardians, ledger_of
from workflows.task_views.page import CasePage
from workflows.views.pdf import pdf_response

SHOWN = 200


class Readers(CasePage):
    """The own provider's readings of the case, newest first."""

    what = "readers"
    kinds = (*Case.WITH_PEOPLE, *Case.BY_NAME)

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        rows = AccessLogEntry.objects.filter(case_id=pk).select_related("user", "unit").order_by("-at")[:SHOWN]
        return render(request, "workflows/readers.html", {"case": case, "rows": rows})


class Disclosures(CasePage):
    """Every hand-over: what, to whom, on which ground, until when. `?for=` names the guardian who gets the list."""

    what = "disclosures"
    kinds = Case.OF_FAMILY

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        reads = self.reader(case)
        context = {
            "case": case,
            "rows": ledger_of(case, self.by, reads=reads),
            "reads": reads,
            "guardians": guardians(case, self.by),
        }
        return render(request, "workflows/disclosures.html", context)

    def reader(self, case: Case) -> CasePerson | None:
        wanted = self.request.GET.get("for", "")
        return next((each for each in guardians(case, self.by) if str(each.pk) == wanted), None)


class DisclosuresPdf(Disclosures):
    """The same list as a file, for the guardian who asks."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        heading = _("Who has been told what, when and why")
        data = {
            "heading": heading,
            "author": self.by.unit.provider.name,
            "foot": f"{heading}, {case.number}, {full_date(timezone.localdate())}",
            "parts": [
                {"heading": f"{full_date(row.at)}: {row.sender} → {row.receiver}", "lines": self.lines(row)}
                for row in ledger_of(case, self.by, reads=self.reader(case))
            ],
        }
        return pdf_response("text", data, name=f"{case.number} {_('disclosed')}".replace(" ", "-"))

    def lines(self, row: Told) -> list[str]:
        what = ", ".join(row.parts) or _("What was told stands with who told it.")
        lines = [_("What: %(what)s") % {"what": what}, _("Ground: %(ground)s") % {"ground": row.ground}]
        if row.why:
            lines.append(_("Why: %(why)s") % {"why": row.why})
        lines.append(_("Told by %(name)s") % {"name": row.by})
        if row.ended_at:
            lines.append(_("Ended %(day)s") % {"day": full_date(row.ended_at)})
        elif row.valid_to:
            lines.append(_("Until %(day)s") % {"day": full_date(row.valid_to)})
        return lines
