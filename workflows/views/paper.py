"""The plan as the family gets it: own words first, one version for each guardian, no number and no address."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.templatetags.samplan import full_date, long_date
from cases.models import CasePerson, Consent, DisclosedSection, PlanMeeting, Topic
from cases.permissions import in_force
from cases.selectors.case import persons_in
from cases.selectors.plan import PlanDocument, Section, plan_document
from workflows.task_views.page import CasePage
from workflows.views.pdf import pdf_response


class PlanPaper(CasePage):
    """`?for=` names the guardian who gets it: what is about the other one is left out of that version."""

    what = "plan_paper"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return render(request, "workflows/plan_paper.html", self.context(pk))

    def context(self, pk: UUID) -> dict[str, Any]:
        request = self.request
        self.case = self.get_case(pk)
        people = persons_in(self.case, self.by)
        guardians = [person for person in people if person.has_custody]
        reader = next((each for each in guardians if str(each.pk) == request.GET.get("for")), None)
        plan = plan_document(self.case, self.by)
        reader = reader or (guardians[0] if guardians else None)
        return self.paper(plan, people, reader) | {
            "case": self.case,
            "back_url": reverse("case", args=[pk]),
            "pdf_url": reverse("plan_pdf", args=[pk]) + (f"?for={reader.pk}" if reader else ""),
            "versions": [(each, f"?for={each.pk}", each == reader) for each in guardians] if guardians[1:] else [],
        }

    def paper(self, plan: PlanDocument, people: list[CasePerson], reader: CasePerson | None) -> dict[str, Any]:
        subject = next((each for each in people if each.relation == CasePerson.Relation.SUBJECT), None)
        name = (subject.given_name or str(subject)) if subject else ""
        shell = plan.shell
        day = timezone.localtime(shell.agreed_at).date() if shell.agreed_at else timezone.localdate()
        hidden = {str(each.disclosed_from_id or each.pk) for each in people if each.has_custody and each != reader}
        shown = _Shown(hidden)
        heading = _("The plan of %(name)s") % {"name": name}
        foot = _("%(heading)s, version %(number)s, %(day)s")
        return {
            "paper": {
                "heading": heading,
                "intro": _("The plan shows who does what, and when. We made it together on %(day)s.")
                % {"day": full_date(day)},
                "foot": foot % {"heading": heading, "number": shell.version, "day": full_date(day)},
            },
            "my_words": [
                {"words": each.content["text"], "by": each.content["said_by"]}
                for each in shown.of(plan.statements.get("what_matters", []))
            ],
            "child_voice": "\n".join(each.content["text"] for each in shown.of(plan.statements.get("child_voice", []))),
            "goals": self.goals(plan, shown),
            "own_part": [each.content["text"] for each in shown.of(plan.statements.get("own_part", []))],
            "follow_ups": [
                {"heading": capfirst(long_date(each.planned_on)), "text": _("The time is set together.")}
                for each in plan.follow_ups
                if each.held_on is None
            ],
            "contact": self.contact(plan),
            "knows": self.knows(shown),
            "not_shared": self.not_shared(reader),
            "decide": [
                _("You can say no to a part of the plan."),
                _("You can change who gets to know something."),
                _("You can stop the plan when you want. You still get help from each of us."),
                _("You can ask who has read about you."),
            ],
            "signers": [*([str(reader)] if reader else []), *self.chairs()],
        }

    def goals(self, plan: PlanDocument, shown: "_Shown") -> list[dict[str, Any]]:
        """The goals with who does what; what was decided under no goal comes last."""
        goals = [(each.goal.content["text"], each.interventions) for each in plan.goals if shown.of([each.goal])]
        found = [(title, [self.line(one) for one in shown.of(interventions)]) for title, interventions in goals]
        loose = [self.line(one) for one in shown.of(plan.loose)]
        found += [(_("Other things we have decided"), loose)] if loose else []
        return [{"title": title, "interventions": lines} for title, lines in found]

    def line(self, section: Section) -> dict[str, str]:
        content = section.content
        who = content["doing_unit"] or content["who_else"] or _("We ourselves")
        return {"text": content["text"], "who": who, "person": content["person"], "due": day_and_month(section.due_on)}

    def contact(self, plan: PlanDocument) -> dict[str, str] | None:
        shell = plan.shell
        if shell.lead is None or shell.lead_unit is None:
            return None
        words = _("at %(unit)s has the overall responsibility and sees to it that everybody does their part.")
        phone = shell.lead.phone or shell.lead_unit.phone
        reach = _("Telephone %(phone)s.") % {"phone": phone} if phone else ""
        return {"name": shell.lead.full_name, "text": words % {"unit": shell.lead_unit.name}, "reach": reach}

    def knows(self, shown: "_Shown") -> list[dict[str, str]]:
        """Who has been told about what. A topic that was told about the other guardian is not in this version."""
        told: dict[str, tuple[set[str], Any]] = {}
        rows = DisclosedSection.objects.filter(in_force(), case=self.case, receiver_unit__isnull=False)
        rows = rows.select_related("receiver_unit", "about")
        for row in rows.exclude(receiver_unit_id=self.case.owner_unit_id).order_by("created_at"):
            topics, until = told.get(str(row.receiver_unit), (set(), None))
            if row.topic != Topic.IDENTITY and shown.may_tell_about(row.about):
                topics.add(row.topic)
            told[str(row.receiver_unit)] = (topics, max(filter(None, (until, row.valid_to)), default=None))
        own = {"who": self.case.owner_unit.name, "what": _("The whole plan"), "until": _("The plan ends")}
        return [own] + [
            {"who": who, "what": topic_words(topics) or _("That you have a plan"), "until": full_date(until)}
            for who, (topics, until) in told.items()
        ]

    def chairs(self) -> list[str]:
        """Who led the latest meeting."""
        held = PlanMeeting.objects.filter(case=self.case).exclude(status=PlanMeeting.Status.CANCELLED)
        meeting = held.select_related("chair").order_by("-starts_at").first()
        return [_("%(name)s, led the meeting") % {"name": meeting.chair.full_name}] if meeting else []

    def not_shared(self, reader: CasePerson | None) -> str:
        """What the one who gets this version asked to keep; never what the other guardian did."""
        kept = Consent.objects.filter(case=self.case, withdrawn_at=None, person=reader)
        topics = {topic for row in kept.values_list("not_shared", flat=True) for topic in row}
        return ", ".join(sorted(str(Topic(topic).label).lower() for topic in topics))


def topic_words(topics: set[str]) -> str:
    """«Hälsa, familj och föräldraskap»; that the plan is being made goes without saying."""
    known = [str(topic.label) for topic in Topic if topic in topics and topic != Topic.IDENTITY]
    return ", ".join([*known[:1], *(word[:1].lower() + word[1:] for word in known[1:])])


def day_and_month(day: date | None) -> str:
    """«19 december», with its year when it is another."""
    if day is None:
        return ""
    return date_format(day, "j F" if day.year == timezone.localdate().year else "j F Y")


class PlanPdf(PlanPaper):
    """The same paper as a file, for the family and for the archive."""

    what = "plan_pdf"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        context = self.context(pk)
        shown = ("paper", "my_words", "child_voice", "goals", "own_part", "follow_ups", "contact", "knows")
        data = {name: context[name] for name in (*shown, "not_shared", "decide")}
        return pdf_response("plan", data | {"words": self.words()}, name=self.case.number.replace(" ", "-"))

    def words(self) -> dict[str, Any]:
        return {
            "author": self.case.owner_unit.name,
            "kind": _("Coordinated individual plan (SIP)"),
            "mine": _("This is important to me"),
            "child": _("This is what the child says"),
            "goals": _("This is what we want to get better"),
            "own": _("This is what we do ourselves"),
            "again": _("Then we meet again"),
            "ring": _("Ring this person"),
            "known": _("This is what they know about you"),
            "decide": _("You decide"),
            "not_shared": _("You have said that nobody else may know about"),
            "what_who_when": [_("What"), _("Who"), _("Done by")],
            "who_what_until": [_("Who"), _("May know"), _("Until")],
        }


class _Shown:
    """Leaves out what is about somebody the reader of this version may not read about."""

    def __init__(self, hidden: set[str]) -> None:
        self.hidden = hidden

    def of(self, sections: list[Section]) -> list[Section]:
        return [each for each in sections if each.content["about_id"] not in self.hidden]

    def may_tell_about(self, person: CasePerson) -> bool:
        return str(person.disclosed_from_id or person.pk) not in self.hidden
