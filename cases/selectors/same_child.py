"""Where else the own unit may know the same child: unborn, or under a reserve number."""

from django.db.models import Q, QuerySet

from accounts.models import Assignment
from accounts.roles import Action
from cases.identity import NumberKind
from cases.models import Case, CasePerson
from cases.permissions import is_allowed, visible_to

Relation = CasePerson.Relation
# A number that a care provider gave for want of the real one: the child may have got that since.
FOR_WANT_OF_ONE = (NumberKind.NATIONAL_RESERVE, NumberKind.LOCAL_RESERVE)


def maybe_the_same(row: CasePerson, by: Assignment) -> list[CasePerson]:
    """Whom other open cases are about, who may be the born child of `row`: nobody that `by` may not write about.

    Born the same day without number or with a reserve number, or unborn with a carrier who is of this family too. It
    proposes and a person decides: twins are born the same day. Never a child that went to other guardians.
    """
    if row.relation != Relation.SUBJECT or row.birth_date is None or row.is_separated:
        return []
    own = CasePerson.objects.filter(provider_id=by.unit.provider_id)
    family = own.filter(case=row.case_id).exclude(number="").exclude(pk=row.pk)
    born = Q(birth_date=row.birth_date) & (Q(number="") | Q(number_kind__in=FOR_WANT_OF_ONE))
    unborn = Q(birth_date=None, carried_by__number__in=family.values("number"))
    others: QuerySet[CasePerson] = (
        own.filter(born | unborn, relation=Relation.SUBJECT, disclosed_from=None, separated_on=None)
        .filter(case__in=visible_to(by).filter(kind__in=Case.OF_FAMILY, status=Case.Status.OPEN))
        .exclude(case=row.case_id)
        .exclude(number=row.number, number_kind=row.number_kind, birth_date=row.birth_date)
    )
    found = others.select_related("case__owner_unit", "carried_by").order_by("case__opened_at", "pk")
    return [each for each in found if is_allowed(by, Action.WRITE, each.case)]
