"""Persons in a case: found or made by number, described per case, joined when a child is born."""

import uuid
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.identity import IdentityNumber, NumberKind
from cases.models import Case, CasePerson, Person
from cases.services.consent import settle
from cases.services.fact import What, record_fact
from cases.services.guards import require_documenting, require_open
from cases.services.name_index import index_name
from cases.services.told_identity import renew_identity

Relation = CasePerson.Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is written down about a person: a born one has a birth date or a number, an unborn an expected birth."""

    given_name: str = ""
    family_name: str = ""
    number: IdentityNumber | None = None
    birth_date: date | None = None
    expected_birth: date | None = None
    language: str = ""
    needs_interpreter: bool = False
    protection: str = CasePerson.Protection.NONE
    has_custody: bool = False
    custody_from: date | None = None

    @property
    def born_on(self) -> date | None:
        return self.birth_date or (self.number.birth_date if self.number else None)


def register_person(number: IdentityNumber | None, by: Assignment) -> uuid.UUID:
    """The key of the provider's own row of this person, made if it is new; the answer does not tell which."""
    kind, value = (number.kind, number.value) if number else ("", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_person(%s, %s, %s, %s)", [uuid.uuid4(), value, kind, by.user_id])
        return cursor.fetchone()[0]


@act
def add_case_person(
    *, case: Case, facts: PersonFacts, relation: Relation, by: Assignment, carried_by: CasePerson | None = None
) -> CasePerson:
    """Somebody of the family, as the acting provider knows them in this case.

    Raises CaseClosed; CaseError when a birth date lies in the future or contradicts the number, and for the number of a
    patient's relative.
    """
    require_open(case)
    require_documenting(by)
    check_birth(facts)
    _check_numberless(case, relation, facts)
    row = CasePerson(
        case=case,
        provider_id=by.unit.provider_id,
        person_id=register_person(facts.number, by),
        relation=relation,
        carried_by=carried_by,
        **described(facts),
    )
    row.save(force_insert=True)
    index_name(row)
    settle(case, by)
    return row


@act
def describe_case_person(*, row: CasePerson, facts: PersonFacts, by: Assignment) -> CasePerson:
    """Corrects what is written down about a person in this case; the earlier words stay in history.

    Raises CaseClosed; CaseError as add_case_person, and for a child that went to other guardians.
    """
    require_open(row.case)
    if row.is_separated:
        raise CaseError(_("This child is no longer here."))
    require_documenting(by)
    check_birth(facts)
    _check_numberless(row.case, Relation(row.relation), facts)
    born_before = row.birth_date
    for name, value in described(facts).items():
        setattr(row, name, value)
    if facts.number and row.person_id:
        row.person_id = register_person(facts.number, by)
    row.save()
    if row.birth_date != born_before:
        _record_described(row, by)
    index_name(row)
    settle(row.case, by)
    return row


@act
def record_birth(*, unborn: CasePerson, facts: PersonFacts, by: Assignment) -> CasePerson:
    """Joins the unborn child to the born: the case goes on about the child, with both histories kept.

    The consents were about the pregnancy: other providers go on seeing the unborn child until the family has been
    asked again, after the birth; a unit that such a consent already covers is told at once.
    Raises CaseError when the row is not an unborn child, or the facts have no birth date.
    """
    if not unborn.is_unborn:
        raise CaseError(_("This person is already born."))
    if facts.born_on is None:
        raise CaseError(_("Write the birth date or the child's number."), field="birth_date")
    if unborn.person is not None and facts.number:
        _join(unborn.person, register_person(facts.number, by))
    born = describe_case_person(row=unborn, facts=facts, by=by)
    renew_identity(case=born.case, by=by)
    return born


@act
def separate(*, row: CasePerson, by: Assignment) -> PersonFacts:
    """The child goes to other guardians: its name and number leave this case, and find it no longer.

    The day of the birth stays, which is also that of who gave birth; so do a closed case's words. Answers with what
    was known of the child.
    """
    require_documenting(by)
    known = facts_of(row)
    blank = {"given_name": "", "family_name": "", "number": "", "number_kind": "", "language": ""}
    for name, value in blank.items():
        setattr(row, name, value)
    row.separated_on = timezone.localdate()
    row.person_id = register_person(None, by)
    row.save()
    index_name(row)
    return known


@act
def change_custody(
    *,
    guardian: CasePerson,
    has_custody: bool,
    by: Assignment,
    first_day: date | None = None,
    last_day: date | None = None,
) -> CasePerson:
    """Who decides for the child, from and to which day; both days are included, None leaves that side open.

    Raises CaseClosed; CaseError when it ends before it begins.
    """
    require_open(guardian.case)
    if first_day and last_day and last_day < first_day:
        raise CaseError(_("The custody ends before it begins."), field="custody_to")
    guardian.has_custody, guardian.custody_from, guardian.custody_to = has_custody, first_day, last_day
    guardian.save(update_fields=["has_custody", "custody_from", "custody_to"])
    settle(guardian.case, by)
    return guardian


@act
def join_to_own(*, row: CasePerson, by: Assignment) -> CasePerson:
    """Joins a person told of by another provider to the acting provider's own row, found or made by the number.

    A child joined while it was unborn is joined anew once the number is known.
    """
    require_open(row.case)
    require_documenting(by)
    key = register_person(_number_of(row), by)
    if row.person is not None:
        _join(row.person, key)
    row.person_id = key
    row.save(update_fields=["person"])
    return row


def _record_described(row: CasePerson, by: Assignment) -> None:
    """Figures tell persons apart by when the subject, or who carries it, was born: as the first provider says."""
    is_subject = row.relation == Relation.SUBJECT or row.carries.filter(relation=Relation.SUBJECT).exists()
    if is_subject and row.disclosed_from_id is None:
        record_fact(What.PERSON_DESCRIBED, case=row.case, unit=by.unit, origin=row.pk)


def _join(unborn: Person, into: uuid.UUID) -> None:
    """To be called while the case still names the unborn's row: afterwards nobody reaches it."""
    if not unborn.number and unborn.pk != into:
        unborn.joined_into_id = into
        unborn.save(update_fields=["joined_into"])


def described(facts: PersonFacts) -> dict[str, object]:
    """The columns of a CasePerson that the facts fill."""
    return {
        "given_name": facts.given_name,
        "family_name": facts.family_name,
        "number": facts.number.value if facts.number else "",
        "number_kind": facts.number.kind if facts.number else "",
        "birth_date": facts.born_on,
        "expected_birth": facts.expected_birth,
        "language": facts.language,
        "needs_interpreter": facts.needs_interpreter,
        "protection": facts.protection,
        "has_custody": facts.has_custody,
        "custody_from": facts.custody_from,
    }


def facts_of(row: CasePerson) -> PersonFacts:
    """What is written down about a person in a case, as facts again."""
    names = [each.name for each in fields(PersonFacts) if each.name != "number"]
    return PersonFacts(number=_number_of(row), **{name: getattr(row, name) for name in names})


def _number_of(row: CasePerson) -> IdentityNumber | None:
    if not row.number:
        return None
    return IdentityNumber(kind=NumberKind(row.number_kind), value=row.number, birth_date=row.birth_date)


def check_birth(facts: PersonFacts) -> None:
    """Raises CaseError when the birth date contradicts the number."""
    by_number = facts.number.birth_date if facts.number else None
    if facts.birth_date and by_number and facts.birth_date != by_number:
        raise CaseError(_("The birth date is not the one in the number."), field="birth_date")


def _check_numberless(case: Case, relation: Relation, facts: PersonFacts) -> None:
    """A patient of addiction care tells of others: no search is to find them there."""
    if case.kind == Case.Kind.ADDICTION_CARE and relation != Relation.SUBJECT and facts.number:
        raise CaseError(_("Only the patient's own number is kept here."), field="number")
