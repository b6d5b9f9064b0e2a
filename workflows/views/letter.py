"""Clean texts on paper: the letter to a party without account, and copies for one's own record."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Action
from accounts.templatetags.samplan import clock_time, full_date, long_date
from cases.models import Case, CopiedMark, Summons, WorkingNote
from cases.permissions import readable_to
from cases.selectors.plan import PlanDocument, plan_document, plan_fields
from cases.services.summons import note_letter
from workflows.selectors.meeting import summons_line
from workflows.task_views.page import CasePage
from workflows.views.pdf import pdf_response

Part = dict[str, Any]


class SummonsLetter(CasePage):
    """The letter to a called party without account. Names nobody: the sender tells who it is about by a safe way."""

    what = "letter"
    action = Action.CALL

    def post(self, request: HttpRequest, pk: UUID, key: UUID) -> HttpResponse:
        case = self.get_case(pk)
        rows = Summons.objects.filter(pk=key, case=case, unit=None, withdrawn_at=None)
        summons = rows.select_related("meeting__chair").first()
        if summons is None:
            raise Http404
        note_letter(summons=summons, by=self.by)
        return pdf_response("text", self.letter(case, summons), name=f"{case.number.replace(' ', '-')}-kallelse")

    def letter(self, case: Case, summons: Summons) -> dict[str, Any]:
        meeting = summons.meeting
        must = summons.kind == Summons.Kind.SUMMONS
        when = f"{long_date(meeting.starts_at)} {clock_time(meeting.starts_at)}–{clock_time(meeting.ends_at)}"
        ask = _("You are called to a meeting about a coordinated individual plan (SIP).")
        invite = _("You are invited to a meeting about a coordinated individual plan (SIP).")
        phone = meeting.chair.phone or self.by.unit.phone
        lines = [
            ask if must else invite,
            _("When: %(when)s") % {"when": when},
            _("Where: %(place)s") % {"place": meeting.place or meeting.link},
            _("Reply to %(name)s, %(unit)s. Say your number: %(number)s. You will then be told who it is about.")
            % {"name": meeting.chair.full_name, "unit": self.by.unit.name, "number": case.number},
            _("Telephone %(phone)s.") % {"phone": phone} if phone else "",
        ]
        return {
            "heading": summons.party,
            "author": self.by.unit.name,
            "foot": f"{self.by.unit.name}, {case.number}",
            "parts": [{"heading": "", "lines": [line for line in lines if line]}],
        }


class OwnRecord(CasePage):
    """The plan, the replies or a note as clean text to copy to the unit's own record, marked when it is done."""

    what = "own_record"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        parts = self.parts(case)
        if request.GET.get("format") == "pdf":
            data = {"heading": case.number, "author": self.by.unit.name, "foot": case.number, "parts": parts}
            return pdf_response("text", data, name=f"{case.number.replace(' ', '-')}-kopia")
        marks = CopiedMark.objects.filter(case=case, owner_unit_id=self.by.unit_id).select_related("written_by")
        context = {
            "case": case,
            "parts": parts,
            "text": "\n\n".join("\n".join([part["heading"], *part["lines"]]).strip() for part in parts),
            "pdf_url": f"{reverse('own_record', args=[pk])}?format=pdf",
            "marks": marks.order_by("-copied_at"),
        }
        return render(request, "workflows/own_record.html", context)

    def parts(self, case: Case) -> list[Part]:
        plan = plan_document(case, self.by)
        notes = readable_to(self.by, WorkingNote.objects.filter(case=case, signed_at__isnull=False))
        mine = notes.filter(owner_unit_id=self.by.unit_id).order_by("signed_at")
        replies = Summons.objects.filter(case=case, withdrawn_at=None).select_related("unit").order_by("created_at")
        named = [f"{row.unit.name if row.unit else row.party}: {summons_line(row)}" for row in replies]
        parts = [*plan_as_text(plan), {"heading": _("Calls and replies"), "lines": named}]
        parts += [{"heading": _("Note"), "lines": [note.text]} for note in mine]
        return [part for part in parts if part["lines"]]


def plan_as_text(plan: PlanDocument) -> list[Part]:
    """The plan as headings and lines, in the order of the form."""
    shell = plan.shell
    lead = f"{shell.lead_principal}, {shell.lead}" if shell.lead else ""
    parts: list[Part] = [{"heading": _("Needs"), "lines": [each.content["text"] for each in plan.needs]}]
    for field in plan_fields():
        said = plan.statements.get(field.pk, [])
        parts.append({"heading": field.label, "lines": [each.content["text"] for each in said]})
    for number, each in enumerate(plan.goals, 1):
        heading = _("Goal %(number)s: %(text)s") % {"number": number, "text": each.goal.content["text"]}
        parts.append({"heading": heading, "lines": [intervention_line(one) for one in each.interventions] or ["–"]})
    parts.append({"heading": _("Other interventions"), "lines": [intervention_line(one) for one in plan.loose]})
    parts.append({"heading": _("Overall responsibility"), "lines": [lead] if lead else []})
    days = [full_date(each.planned_on) for each in plan.follow_ups]
    return [*parts, {"heading": _("Follow-up"), "lines": days}]


def intervention_line(section: Any) -> str:
    content = section.content
    who = ", ".join(part for part in (content["person"], content["doing_unit"]) if part) or content["who_else"]
    return ". ".join(part for part in (content["text"], who or _("The family"), full_date(section.due_on)) if part)
