from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Action
from accounts.templatetags.samplan import age_words, full_date
from cases.errors import Undocumented
from cases.identity import display_number
from cases.models import Case, CasePerson, CaseTargetGroup, Consent
from cases.permissions import may
from cases.selectors.case import persons_in
from cases.selectors.consent import Standing, standings
from cases.selectors.plan import plan_document
from workflows.navigation import works_on_tasks
from workflows.selectors import case_page
from workflows.selectors.case_list import cases_of
from workflows.selectors.task import open_tasks_of, steps_taken
from workflows.selectors.who_sees import who_sees
from workflows.task_views.page import ActingPage, CasePage
from workflows.views.clock import clocks_beside
from workflows.views.situation import situation_beside

SHOWN_EVENTS = 8
# Cases that are no plan have a page of their own.
KIND_PAGES: dict[str, str] = {
    Case.Kind.REFERRAL: "referral",
    Case.Kind.WARM_HANDOVER: "referral",
    Case.Kind.PLAN_REQUEST: "referral",
    Case.Kind.CONSULTATION: "consultation",
    Case.Kind.CONCERN_REPORT: "report",
    Case.Kind.CONCERN_INTAKE: "intake",
    Case.Kind.CHILD_HEALTH: "contact",
    Case.Kind.PREGNANCY: "contact",
    Case.Kind.ADDICTION_CARE: "contact",
    Case.Kind.FINDING: "finding",
}


class Cases(ActingPage):
    """The cases that exist for whoever acts."""

    needs = "opens_cases"

    def get(self, request: HttpRequest) -> HttpResponse:
        closed = request.GET.get("closed") == "1"
        context = {"cases": cases_of(self.by, closed=closed), "closed": closed, "may_start": self.by.opens_new}
        context["has_board"] = works_on_tasks(self.by.rights)
        return render(request, "workflows/cases.html", context)


class CaseOverview(CasePage):
    """The case: who takes part, what happens now and next, the plan in short, what has happened, who sees it."""

    what = "case"
    kinds = (Case.Kind.PLAN, *KIND_PAGES)

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        if case.kind in KIND_PAGES:
            return redirect(KIND_PAGES[case.kind], case.pk)
        return render(request, "workflows/case.html", self.context(case))

    def context(self, case: Case) -> dict[str, Any]:
        people = persons_in(case, self.by)
        subject = next((each for each in people if each.relation == CasePerson.Relation.SUBJECT), None)
        plan = plan_document(case, self.by)
        tasks, taken = open_tasks_of(case), steps_taken(case)
        now, then = case_page.now_and_next(case, tasks, plan, self.by)
        events = case_page.events(case, self.by, taken)
        shown = events if self.request.GET.get("events") == "all" else events[:SHOWN_EVENTS]
        is_owner = self.by.unit_id == case.owner_unit_id
        asked = standings(case, self.by) if is_owner else []
        writes = may(self.by, Action.WRITE, case) and not self.by.unit.is_undocumented
        return situation_beside(case, subject, self.by, writes=writes) | {
            "crumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": case.number}],
            "subject": self.subject(subject),
            "case": {
                "pk": case.pk,
                "number": case.number,
                "kind_label": case.get_kind_display(),
                "opened_at": case.opened_at,
            },
            "protection": self.protection(subject),
            "birth": self.birth(case, subject, asked),
            "undocumented": Undocumented.message if self.by.unit.is_undocumented else "",
            "overdue": [self.overdue(each.content) for each in plan.overdue],
            "tags": self.tags(case, subject, people),
            "now": now,
            "clocks": clocks_beside(case, tasks, self.by) if now else [],
            "next": then,
            "steps": case_page.picture(case, tasks, taken),
            "loop_from": case_page.IN_FORCE,
            "loop_to": case_page.PLAN_WRITTEN,
            "loop_words": _("follow-up: go on, change or end"),
            "plan": {
                "line": case_page.plan_line(plan),
                "url": reverse("plan", args=[case.pk]),
                "summary": self.summary(plan),
            },
            "goals": case_page.goals_in_short(plan),
            "plan_empty_text": _("No goals yet. They are written at the meeting, or before it on the plan's page."),
            "events": shown,
            "events_total": len(events),
            "events_url": "?events=all#events-heading" if len(shown) < len(events) else "",
            "participants": who_sees(case, self.by, plan.shell.lead_unit_id),
            "people": self.family(people),
            "joins": self.joins(case, people) if writes else [],
            "people_links": self.links(case, people, is_owner) if writes else [],
            "readers_url": reverse("readers", args=[case.pk]),
            "disclosures_url": reverse("disclosures", args=[case.pk]),
            "consent": self.consent(case, asked) if is_owner else None,
            "primary_action": case_page.action_for(case, tasks, self.by),
            "secondary_action": {
                "label": _("The plan for the family"),
                "url": reverse("plan_paper", args=[case.pk]),
                "drawing": "printer",
            },
        }

    def subject(self, subject: CasePerson | None) -> dict[str, str]:
        if subject is None:
            return {"name": _("Somebody you have not been told about"), "age_words": "", "number_words": ""}
        if subject.is_unborn and not subject.case.is_open:
            age = ""
        elif subject.is_unborn:
            age = _("expected %(day)s") % {"day": full_date(subject.expected_birth)}
        else:
            age = age_words_of(subject)
        number = ""
        if subject.number:
            kind = subject.get_number_kind_display().lower()
            number = f"{kind} {display_number(subject.number, subject.number_kind)}"
        return {"name": subject.listed_name, "age_words": age, "number_words": number}

    def protection(self, subject: CasePerson | None) -> dict[str, str] | None:
        if subject is None or not subject.is_protected:
            return None
        return {
            "heading": _("Protected personal data: %(kind)s") % {"kind": subject.get_protection_display().lower()},
            "text": _(
                "Address, telephone and preschool are not shown here. Do not write them in free text. What is about "
                "one guardian is not shown to the other."
            ),
        }

    def overdue(self, told: dict[str, Any]) -> str:
        """All that another provider knows of it."""
        words = _("A health contact is overdue, told by %(unit)s on %(day)s.")
        return words % {"unit": told["unit"], "day": full_date(date.fromisoformat(told["told_on"]))}

    def tags(self, case: Case, subject: CasePerson | None, people: list[CasePerson]) -> list[dict[str, str]]:
        tags = []
        if subject and subject.needs_interpreter:
            tags.append({"words": _("Interpreter: %(language)s") % {"language": subject.language}, "drawing": "speech"})
        guardians = sum(person.has_custody for person in people)
        if guardians:
            words = _("One guardian") if guardians == 1 else _("%(count)d guardians") % {"count": guardians}
            tags.append({"words": words, "drawing": "people"})
        groups = CaseTargetGroup.objects.filter(case=case).values_list("groups", flat=True).first() or []
        labels = dict(CaseTargetGroup.Group.choices)
        return tags + [{"words": str(labels[group]), "drawing": "flag"} for group in groups]

    def family(self, people: list[CasePerson]) -> list[dict[str, Any]]:
        guardians = [str(person) for person in people if person.has_custody]
        others = [
            f"{person}, {person.get_relation_display().lower()}"
            for person in people
            if not person.has_custody and person.relation != CasePerson.Relation.SUBJECT
        ]
        sides = []
        if guardians:
            text = _("Get the plan on paper, each a version without what is about the other.")
            sides.append({"heading": _("Guardians"), "names": guardians, "text": text})
        if others:
            sides.append({"heading": _("Others in the family"), "names": others, "text": ""})
        return sides

    def joins(self, case: Case, people: list[CasePerson]) -> list[tuple[str, str]]:
        """Whom the provider was told of and has not joined to a row of its own, with where to post it."""
        told = [each for each in people if each.disclosed_from_id and each.may_be_joined]
        return [(str(each), reverse("join_to_own", args=[case.pk, each.pk])) for each in told]

    def links(self, case: Case, people: list[CasePerson], is_owner: bool) -> list[tuple[str, str]]:
        names = {"notes": _("Working notes"), "own_record": _("Copy for your own record")}
        if is_owner:
            names |= {
                "add_relative": _("Add a relative"),
                "target_groups": _("Target groups"),
                "deviation": _("Record a deviation"),
                "close_case": _("End the case"),
            }
        links = [(label, reverse(name, args=[case.pk])) for name, label in names.items()]
        if people:
            links.append(
                (_("Change what is written about the person"), reverse("describe_person", args=[case.pk, people[0].pk]))
            )
        return links

    def birth(self, case: Case, subject: CasePerson | None, asked: list[Standing]) -> dict[str, str] | None:
        """What to do about a birth: record it, ask who may know of it, or ask for consent again."""
        if subject is None or not case.is_open:
            return None
        if any(each.is_before_birth for each in asked):
            return {
                "heading": _("The consents were given before the birth"),
                "text": _("Nothing new is told to other units until everybody who must consent has been asked again."),
            } | self.link_for_writers(reverse("record_consent", args=[case.pk]), _("Record an answer"))
        expected = subject.expected_birth if subject.is_unborn else None
        if expected is None or expected >= timezone.localdate():
            return None
        if self.by.unit.provider_id == case.owner_unit.provider_id:
            text = _("When the child is born, write it down. The family is then asked for consent again.")
            link = (reverse("describe_person", args=[case.pk, subject.pk]), _("Write that the child is born"))
        else:
            text = _(
                "Your unit has not been told of a birth. Ask %(unit)s, or the family: what is new is told when the "
                "family has been asked for consent again."
            ) % {"unit": case.owner_unit.name}
            link = ("", "")
        heading = _("The expected birth has passed")
        return {"heading": heading, "text": text} | self.link_for_writers(*link)

    def link_for_writers(self, url: str, label: str) -> dict[str, str]:
        """For who may follow it: a manager reads what is to be done, and leaves it to the others."""
        return {"link_url": url, "link_label": label} if self.by.opens_new else {}

    def consent(self, case: Case, rows: list[Standing]) -> dict[str, Any] | None:
        given = [each for each in rows if each.consent]
        facts = []
        for each in rows:
            answer = each.consent
            words = _("Not asked yet")
            if each.exception:
                words = str(each.exception.get_reason_display())
            elif answer and answer.withdrawn_at:
                words = _("Withdrawn")
            elif each.is_before_birth:
                words = _("Answered before the birth: ask again")
            elif answer and answer.valid_to and answer.answer == Consent.Answer.YES:
                words = _("Yes, until %(day)s") % {"day": full_date(answer.valid_to)}
            elif answer:
                words = str(answer.get_answer_display())
            facts.append((str(each.person), words))
        label = _("Change or withdraw") if given else _("See how the consents stand")
        return {"facts": facts, "url": reverse("consent", args=[case.pk]), "link_label": label}

    def summary(self, plan: Any) -> str:
        words = _("%(needs)d needs, %(goals)d goals, %(interventions)d interventions")
        counts = {"needs": len(plan.needs), "goals": len(plan.goals), "interventions": len(plan.interventions)}
        return words % counts


def age_words_of(person: CasePerson) -> str:
    """How old, or «ålder inte känd» for a number without a whole birth date."""
    if person.birth_date is None:
        return _("age not known")
    return age_words(person.birth_date, timezone.localdate())
