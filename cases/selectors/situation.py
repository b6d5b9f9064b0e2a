"""Which questions social services ask themselves in a case on a day, and how each stands at the own unit."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from accounts.models import Assignment, CareUnit, Provider
from cases.ages import add_months
from cases.models import Case, CasePerson, DisclosedSection, Need, SituationAnswer, SituationQuestion, Topic
from cases.permissions import readable_to
from cases.selectors.case import subject_of

About = SituationQuestion.About
ADULT_MONTHS = 18 * 12
# Of these cases somebody of the unit answers for what is found out.
KINDS = (Case.Kind.PLAN, *Case.REFERRALS, Case.Kind.CONCERN_INTAKE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question in force, and the own unit's answer; None where nobody has touched it, which is not asked."""

    question: SituationQuestion
    row: SituationAnswer | None

    @property
    def is_asked(self) -> bool:
        return self.row is not None and self.row.answer != SituationAnswer.Standing.NOT_ASKED


def prompts_in(
    case: Case, by: Assignment, *, subject: CasePerson | None = None, on: date | None = None
) -> list[Prompt]:
    """The questions of that day, today's by default; none outside social services or where nobody has been told.

    `subject` spares a statement to who has read it.
    """
    if case.kind not in KINDS or not is_social_services(by.unit):
        return []
    subject = subject or subject_of(case, by)
    if subject is None:
        return []
    on = on or timezone.localdate()
    about = _about(case, subject, by, on)
    if about is None:
        return []
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    questions = SituationQuestion.objects.filter(in_force, about=about, valid_from__lte=on)
    answers = {each.key: each for each in answers_in(case, by)}
    return [Prompt(each, answers.get(each.key)) for each in questions]


def answers_in(case: Case, by: Assignment) -> list[SituationAnswer]:
    rows = readable_to(by, SituationAnswer.objects.filter(case=case))
    return list(rows.select_related("question", "written_by").order_by("question__position"))


def is_social_services(unit: CareUnit) -> bool:
    """Units of social services, also a municipality's own addiction care."""
    if unit.service in (CareUnit.Service.SOCIAL_CHILDREN, CareUnit.Service.SOCIAL_ADULTS):
        return True
    return unit.service == CareUnit.Service.ADDICTION_CARE and unit.provider.kind == Provider.Kind.BOARD


def _about(case: Case, subject: CasePerson, by: Assignment, on: date) -> str | None:
    """A child's case, or an adult's with misuse; None for any other, and for whom no age is known."""
    if subject.is_unborn:
        return About.CHILD
    if subject.birth_date is None:
        return About.CHILD if case.kind == Case.Kind.CONCERN_INTAKE else None
    if on < add_months(subject.birth_date, ADULT_MONTHS):
        return About.CHILD
    return About.ADULT_MISUSE if _is_about_misuse(case, by) else None


def _is_about_misuse(case: Case, by: Assignment) -> bool:
    """A unit for adults meets it first; elsewhere it is what somebody has written under that topic."""
    if by.unit.service != CareUnit.Service.SOCIAL_CHILDREN:
        return True
    own = readable_to(by, Need.objects.filter(case=case, topic=Topic.SUBSTANCE_USE))
    told = readable_to(by, DisclosedSection.objects.filter(case=case, topic=Topic.SUBSTANCE_USE))
    return own.exists() or told.exists()
