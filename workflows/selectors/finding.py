"""A finding as its page shows it: about whom, from what, what was decided, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import Assignment
from cases.models import (
    Case,
    CasePerson,
    Consequence,
    ConsultationPost,
    Finding,
    HealthContact,
    HealthStep,
    InstrumentAnswers,
    Referral,
)
from cases.permissions import visible_to
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.selectors.health import contact_of, missed_days

Action = Finding.Action
# Where each action is begun, and what the address says besides from which finding.
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    Action.REFERRAL: ("start_referral", {}),
    Action.PLAN: ("start_referral", {"kind": Case.Kind.PLAN_REQUEST}),
    Action.CONSULTATION: ("ask_consultation", {}),
    Action.CONCERN: ("write_report", {}),
}


# What was found in visits. Where they are no more, neither is this; what is about a parent is decided all the same.
OF_THE_VISITS = (Proposal.MISSED_VISITS, Proposal.LANGUAGE)


@dataclass(frozen=True, slots=True)
class Advice:
    """`words`: the score in words, never a diagnosis. `source` is where the limit comes from."""

    words: str
    advice: str
    source: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One edition of what was decided; `note`: what became of it, empty for what stands."""

    action: str
    text: str
    who: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """A case that was begun from a finding, and how it stands."""

    words: str
    state: str
    url: str


def finding_of(case: Case) -> Finding:
    return Finding.objects.select_related("about", "case", "written_by").get(case=case)


def advice_of(finding: Finding) -> Advice | None:
    """From the answers that led to it; None where it came from a step."""
    answers = InstrumentAnswers.objects.filter(pk=finding.origin).select_related("instrument").first()
    if answers is None:
        return None
    instrument = answers.instrument
    words = instrument.name
    if answers.total is not None:
        words = _("%(instrument)s: %(total)d points. The score is not a diagnosis.") % {
            "instrument": instrument.name,
            "total": answers.total,
        }
    bands = [each for each in instrument.bands.all() if answers.total is not None]
    band = next((each for each in bands if each.lowest <= (answers.total or 0) <= each.highest), None)
    return Advice(words, band.advice if band and band.proposes == finding.proposal else "", instrument.source)


def is_still_proposed(finding: Finding, by: Assignment) -> bool:
    """Whether what it was found in, as corrected since, would lead to it today."""
    answers = InstrumentAnswers.objects.filter(pk=finding.origin).first()
    if answers is not None:
        return finding.proposal in answers.proposes
    row = HealthStep.objects.select_related("case", "step__version").filter(pk=finding.origin).first()
    return row is None or len(missed_days(row.case, by)) >= row.step.version.missed_limit


def decisions_of(finding: Finding) -> list[Decision]:
    """The standing one first, then each before it: one that a correction replaced has the same time as that."""
    rows = list(finding.history.exclude(action="").select_related("written_by").order_by("-edition"))
    found = []
    for newer, row in zip([None, *rows], rows, strict=False):
        note = ""
        if newer is not None:
            note = _("corrected") if newer.decided_at == row.decided_at else _("decided anew since")
        label = str(Action(row.action).label)
        found.append(Decision(label, row.text, row.written_by.full_name, row.written_at, note))
    return found


def came_of(finding: Finding, by: Assignment) -> list[Came]:
    """What was begun from it, as far as the reader sees it, the oldest first."""
    rows = Consequence.objects.filter(case=finding.case_id, led_to__in=visible_to(by))
    cases = [each.led_to for each in rows.select_related("led_to").order_by("created_at", "pk")]
    words = [f"{each.get_kind_display()} {each.number}" for each in cases]
    links = [reverse("case", args=[each.pk]) for each in cases]
    return [Came(said, _state(each), link) for said, each, link in zip(words, cases, links, strict=True)]


def _state(case: Case) -> str:
    if case.kind in Case.REFERRALS:
        return str(Referral.objects.get(case=case).get_state_display())
    if case.kind == Case.Kind.CONSULTATION and case.is_open:
        answers = ConsultationPost.objects.filter(case=case, kind=ConsultationPost.Kind.ANSWER)
        return _("Answered") if answers.exists() else _("Waiting for an answer")
    if case.kind == Case.Kind.CONCERN_REPORT:
        return _("Sent, and received")
    return str(case.get_status_display())


def begin_url(finding: Finding) -> str:
    """Where what was decided is begun; empty for what has no page."""
    name, more = PAGES.get(finding.action, ("", {})) if not is_of_lost_visits(finding) else ("", {})
    return f"{reverse(name)}?{urlencode({'finding': str(finding.case_id)} | more)}" if name else ""


def is_of_lost_visits(finding: Finding) -> bool:
    """After a miscarriage, a termination, a stillbirth or a death nothing is begun from what the visits had led to."""
    silent = HealthContact.objects.filter(case=finding.origin_case, ending__in=HealthContact.WITHOUT_SCHEDULE)
    return finding.proposal in OF_THE_VISITS and silent.exists()


def is_begun(finding: Finding, by: Assignment) -> bool:
    """Whether something was begun from it since it was last decided."""
    rows = Consequence.objects.filter(case=finding.case_id, led_to__in=visible_to(by))
    return rows.filter(created_at__gte=finding.decided_at).exists()


def proposed_words(finding: Finding) -> str:
    """The finding's name and the writer's own words, to change before anything is sent. No score, and no answer."""
    return "\n".join(filter(None, [f"{finding.get_proposal_display()}.", finding.text]))


def proposed_person(person: CasePerson) -> dict[str, Any]:
    """A person's fields as the forms of persons name them."""
    names = ("given_name", "family_name", "number", "birth_date", "language", "needs_interpreter", "protection")
    return {name: getattr(person, name) for name in names}


def _has_no_child(contact: Case) -> bool:
    is_patient = contact.kind == Case.Kind.ADDICTION_CARE
    return is_patient or contact_of(contact).ending in HealthContact.WITHOUT_SCHEDULE


def proposed_report(finding: Finding, by: Assignment) -> dict[str, Any]:
    """Who a report of concern is about: the contact's child, with the adult who was found in it as a parent.

    No child is named where there is none: a patient's contact, a pregnancy that was lost, one that the child has left.
    """
    contact = visible_to(by).filter(pk=finding.origin_case).first()
    child = subject_of(contact, by) if contact else None
    fields: dict[str, Any] = {"seen": proposed_words(finding)}
    answers = InstrumentAnswers.objects.filter(pk=finding.origin).first()
    if contact is None or child is None or child.is_separated or _has_no_child(contact):
        return fields if finding.about.is_separated else fields | {"parent_1": str(finding.about)}
    if child.is_unborn and child.carried_by:
        fields |= proposed_person(child.carried_by) | {"is_unborn": True, "expected_birth": child.expected_birth}
    else:
        fields |= proposed_person(child)
    is_another = answers is not None and answers.about_id not in (child.pk, child.carried_by_id)
    return fields | ({"parent_1": str(finding.about)} if is_another else {})
