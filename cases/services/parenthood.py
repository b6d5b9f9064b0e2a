"""A patient as a parent: asked, written down as far as it has come, assessed, and asked again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CasePerson, Parenthood, ParenthoodTalk, PatientChild, Topic
from cases.models.parenthood import NOT_ASKED, Asked, ContactWith, FamilyHome, Given, Protection
from cases.selectors.parenthood import children_of, code_for, parenthood_of
from cases.services.content import change_content, new_content
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, lock_case, require_open

ADULT = 18
# Every question that is answered by a code, with its answers, in the order of domain.md 4.3.
QUESTIONS: dict[str, Any] = {
    "children": Asked,
    "other_in_care": Asked,
    "other_support": Asked,
    "child_is_carer": Asked,
    "worried": Asked,
    "wants_parenthood_talk": Asked,
    "wants_needs_talk": Asked,
    "child_knows": Asked,
    "information": Given,
    "advice": Given,
    "child_support": Given,
    "parent_support": Given,
    "joint_support": Asked,
    "relief": Asked,
    "family_home": FamilyHome,
    "contact": Asked,
}
TEXTS = ("other_support_text", "worried_text", "child_knows_text")
# What the figures count: the fact of each, recorded where the answer has changed.
COUNTED = {
    "children": What.CHILDREN_ASKED,
    "information": What.CHILD_INFORMED,
    "advice": What.CHILD_ADVISED,
    "child_support": What.CHILD_SUPPORTED,
    "parent_support": What.PARENT_SUPPORTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFacts:
    """A child as the patient tells of it; `key` of a row that stands, empty for a new one. `age` in whole years."""

    name: str = ""
    age: int | None = None
    lives: str = PatientChild.Lives.NOT_ASKED
    key: str = ""
    is_gone: bool = False


@act
def open_parenthood(*, case: Case, by: Assignment) -> Parenthood:
    """The record of a patient, with nothing asked yet; the one that stands where there is one. Raises CaseClosed."""
    require_open(case)
    row = parenthood_of(case, by)
    if row is not None:
        return row
    return new_content(Parenthood, case=case, by=by, topic=Topic.FAMILY, about=known_subject(case, by))


@act
def save_parenthood(
    *,
    row: Parenthood,
    answers: dict[str, Any],
    edition: int,
    by: Assignment,
    children: Sequence[ChildFacts] = (),
    due_at: datetime | None = None,
) -> Parenthood:
    """Writes `answers` (names of QUESTIONS and TEXTS, `contact_with`, `next_review`); half of them is enough.

    What is not named stays as it stands. `children` are added, or changed by their key. `due_at`: when it was late
    that nobody had asked. Raises CaseError for an answer that is none, a child where there are none, a review on a
    day that has passed; StaleText, CaseClosed.
    """
    lock_case(row.case)
    require_open(row.case)
    values = _checked(answers)
    before = Parenthood.objects.get(pk=row.pk)
    standing = {name: getattr(before, name) for name in COUNTED}
    if values.get("contact_with", before.contact_with) and values.get("contact", before.contact) != Asked.YES:
        raise CaseError(_("Answer yes, or tick nobody."), field="contact")
    row = change_content(row, edition=edition, by=by, **values)
    for each in children:
        _save_child(row, each, by)
    if row.children != Asked.YES and children_of(row.case, by):
        message = _("A child is written down below. Answer yes, or take the child away.")
        raise CaseError(message, field="children")
    for name, what in COUNTED.items():
        if getattr(row, name) != standing[name]:
            late = due_at if name == "children" else None
            record_fact(what, case=row.case, unit=by.unit, origin=row.pk, code=getattr(row, name), due_at=late)
    return row


@act
def assess_protection(
    *, row: Parenthood, protection: str, text: str, edition: int, by: Assignment, assessed_on: date | None = None
) -> Parenthood:
    """Whether a child may fare badly (SoL 19 kap. 1 §): a report, or no report with the reason. Nothing is sent.

    Raises CaseError without an assessment, for no report without a reason, for a day to come; StaleText, CaseClosed.
    """
    lock_case(row.case)
    require_open(row.case)
    today = timezone.localdate()
    on = assessed_on or today
    if protection not in (Protection.REPORT, Protection.NO_REPORT):
        raise CaseError(_("Choose what you have come to."), field="protection")
    if protection == Protection.NO_REPORT and not text.strip():
        raise CaseError(_("Write why no report is made."), field="protection_text")
    if on > today:
        raise CaseError(_("The day has not come yet."), field="protection_on")
    return change_content(
        row, edition=edition, by=by, protection=protection, protection_text=text.strip(), protection_on=on
    )


@act
def record_talk(
    *, case: Case, held_with: str, by: Assignment, held_on: date | None = None, text: str = ""
) -> ParenthoodTalk:
    """A talk about a child's need, with the code of that day (KVÅ). Raises CaseError for a day to come; CaseClosed."""
    lock_case(case)
    require_open(case)
    today = timezone.localdate()
    held_on = held_on or today
    if held_with not in ParenthoodTalk.With.values:
        raise CaseError(_("Choose who took part."), field="held_with")
    if held_on > today:
        raise CaseError(_("The day has not come yet."), field="held_on")
    return new_content(
        ParenthoodTalk,
        case=case,
        by=by,
        topic=Topic.FAMILY,
        about=known_subject(case, by),
        held_on=held_on,
        held_with=held_with,
        text=text.strip(),
        code=code_for(held_with, held_on),
    )


def _checked(answers: dict[str, Any]) -> dict[str, Any]:
    known = (*QUESTIONS, *TEXTS, "contact_with", "next_review")
    if wrong := set(answers) - set(known):
        raise ValueError(f"not asked of a patient: {', '.join(sorted(wrong))}")
    for name, choices in QUESTIONS.items():
        if answers.get(name, NOT_ASKED) not in choices.values:
            raise CaseError(_("There is no such answer to this question."), field=name)
    if any(each not in ContactWith.values for each in answers.get("contact_with", ())):
        raise CaseError(_("There is no such answer to this question."), field="contact_with")
    review = answers.get("next_review")
    if review is not None and review < timezone.localdate():
        raise CaseError(_("The day has passed. Choose one to come."), field="next_review")
    return {name: value.strip() if name in TEXTS else value for name, value in answers.items()}


def _save_child(row: Parenthood, facts: ChildFacts, by: Assignment) -> None:
    if facts.age is not None and not 0 <= facts.age < ADULT:
        raise CaseError(_("A child is between 0 and 17 years."), field="age")
    if facts.lives not in PatientChild.Lives.values:
        raise CaseError(_("There is no such answer to this question."), field="lives")
    words: dict[str, Any] = {"name": facts.name.strip(), "age": facts.age, "lives": facts.lives}
    if not facts.key:
        _add_child(row, words, by)
        return
    child = PatientChild.objects.filter(case=row.case, pk=facts.key).first()
    if child is None:
        raise CaseError(_("The child is not in this record."), field="children")
    words["is_gone"] = facts.is_gone
    changed = {name: value for name, value in words.items() if getattr(child, name) != value}
    if "age" in changed:
        changed["told_on"] = timezone.localdate()
    if changed:
        change_content(child, edition=child.edition, by=by, **changed)


def _add_child(row: Parenthood, words: dict[str, Any], by: Assignment) -> None:
    about: CasePerson = row.about
    told_on = timezone.localdate()
    new_content(PatientChild, case=row.case, by=by, topic=Topic.FAMILY, about=about, told_on=told_on, **words)
