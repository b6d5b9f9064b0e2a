"""A pregnancy ends in a birth: each child is joined to the unborn one or made anew; nothing is sent by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.ages import LAST_WEEK, days_at
from cases.errors import CaseError
from cases.models import Birth, Case, CasePerson, Topic
from cases.services.content import change_content, new_content
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, lock_case, require_open
from cases.services.health import SHORTEST_PREGNANCY, check_days_at_birth, renew_next
from cases.services.person import PersonFacts, Relation, add_case_person, record_birth, separate

Outcome = Birth.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Newborn:
    """A child of the birth. `facts`: name, number, birth date. `days_at_birth`: None for as the expected day gives.

    `goes_to_others`: to other guardians; nothing but the day of the birth stays in the pregnancy's case.
    """

    outcome: Birth.Outcome
    facts: PersonFacts
    days_at_birth: int | None = None
    goes_to_others: bool = False

    @property
    def is_kept(self) -> bool:
        return self.outcome == Outcome.LIVE and not self.goes_to_others


class BirthRecorded(CaseError):
    message = _("The birth is written down already, by a colleague or in another window. It stands below.")


@act
def record_births(*, case: Case, children: Sequence[Newborn], by: Assignment) -> list[Birth]:
    """The children of a pregnancy, once. The first living one is joined to the unborn; where it goes to others, the
    pregnancy's case is told the day and nothing more.

    Raises CaseClosed; BirthRecorded; CaseError with the field `<number of the child>-<name>`.
    """
    lock_case(case)
    require_open(case)
    if Birth.objects.filter(case=case).exists():
        raise BirthRecorded
    unborn = known_subject(case, by)
    if case.kind != Case.Kind.PREGNANCY or not unborn.is_unborn or not children:
        raise CaseError(_("Only an unborn child is born."))
    _check(children, unborn)
    joined = _join(children, unborn, by)
    rows = []
    for number, child in enumerate(children, 1):
        born_on: date = child.facts.born_on  # type: ignore[assignment]  # checked
        row = new_content(
            Birth,
            case=case,
            by=by,
            topic=Topic.HEALTH,
            about=unborn.carried_by or unborn,
            number=number,
            outcome=child.outcome,
            born_on=born_on,
            days_at_birth=_days(child, unborn),
            child=joined.get(number),
            goes_to_others=child.goes_to_others and child.outcome == Outcome.LIVE,
        )
        record_fact(What.BORN, case=case, unit=by.unit, origin=row.pk, code=child.outcome, happened=born_on)
        rows.append(row)
    renew_next(case, by)
    return rows


@act
def correct_birth(*, row: Birth, days_at_birth: int, edition: int, by: Assignment) -> Birth:
    """Weeks and days at birth as they turned out to be. Raises CaseClosed, StaleText; CaseError for a wrong length."""
    lock_case(row.case)
    require_open(row.case)
    check_days_at_birth(days_at_birth)
    return change_content(row, edition=edition, by=by, days_at_birth=days_at_birth)


@act
def give_to_others(*, row: Birth, by: Assignment) -> PersonFacts:
    """The child goes to other guardians after all: nothing of it stays here. Answers with what was known of it.

    Raises CaseClosed; CaseError where there is no child here.
    """
    lock_case(row.case)
    require_open(row.case)
    row = Birth.objects.select_related("child__case").get(pk=row.pk)
    if row.child is None:
        raise CaseError(_("This child is no longer here."))
    child = row.child
    change_content(row, edition=row.edition, by=by, child=None, goes_to_others=True, handed_over_in=None)
    return separate(row=child, by=by)


def births_of(case: Case) -> list[Birth]:
    return list(Birth.objects.filter(case=case).select_related("child").order_by("number"))


def _join(children: Sequence[Newborn], unborn: CasePerson, by: Assignment) -> dict[int, CasePerson]:
    """The number of each kept child → its row: the first in the place of the unborn, the others beside it."""
    found: dict[int, CasePerson] = {}
    for number, child in enumerate(children, 1):
        if not child.is_kept:
            continue
        if not found:
            found[number] = record_birth(unborn=unborn, facts=_kept(child.facts, unborn), by=by)
        else:
            found[number] = add_case_person(
                case=unborn.case, facts=child.facts, relation=Relation.SIBLING, carried_by=unborn.carried_by, by=by
            )
    if not found and (day := _first_day(children)):
        separate(row=record_birth(unborn=unborn, facts=_kept(PersonFacts(birth_date=day), unborn), by=by), by=by)
    return found


def _kept(facts: PersonFacts, unborn: CasePerson) -> PersonFacts:
    """The child's own facts, with when it was expected and how it is protected."""
    names = ("given_name", "family_name", "number", "birth_date", "language", "needs_interpreter")
    kept = {name: getattr(facts, name) for name in names}
    protection = facts.protection if facts.protection != CasePerson.Protection.NONE else unborn.protection
    return PersonFacts(**kept, expected_birth=unborn.expected_birth, protection=protection)


def _first_day(children: Sequence[Newborn]) -> date | None:
    """Of the birth of living children who all go to others; None where no child lives."""
    return min((child.facts.born_on for child in children if child.outcome == Outcome.LIVE), default=None)  # type: ignore[type-var]


def _days(child: Newborn, unborn: CasePerson) -> int:
    if child.days_at_birth is not None:
        return child.days_at_birth
    return days_at(child.facts.born_on, unborn.expected_birth)  # type: ignore[arg-type]  # checked


def _check(children: Sequence[Newborn], unborn: CasePerson) -> None:
    numbers: set[str] = set()
    for number, child in enumerate(children, 1):
        try:
            _check_one(child, unborn)
            value = child.facts.number.value if child.facts.number else ""
            if value and value in numbers:
                raise CaseError(_("Two children have the same number."), field="number")
            numbers.add(value)
        except CaseError as refused:
            raise CaseError(refused.message, field=f"{number}-{refused.field}") from refused


def _check_one(child: Newborn, unborn: CasePerson) -> None:
    day = child.facts.born_on
    if day is None:
        raise CaseError(_("Write the birth date or the child's number."), field="birth_date")
    if day > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="birth_date")
    passed = days_at(day, unborn.expected_birth)  # type: ignore[arg-type]
    if passed < SHORTEST_PREGNANCY:
        message = _("That is before week 22. Compare the day with the expected birth; earlier it is a miscarriage.")
        raise CaseError(message, field="birth_date")
    if passed >= (LAST_WEEK + 1) * 7:
        message = _("No pregnancy is in that week. Compare the day with the expected birth.")
        raise CaseError(message, field="birth_date")
    if child.days_at_birth is not None:
        check_days_at_birth(child.days_at_birth)
