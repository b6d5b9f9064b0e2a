"""Who a case is about, as the acting provider knows them."""

from accounts.models import Assignment
from cases.models import Case, CasePerson


def persons_in(case: Case, assignment: Assignment) -> list[CasePerson]:
    """Everybody in the case as the acting provider knows them, the subject first."""
    rows = CasePerson.objects.filter(case=case, provider_id=assignment.unit.provider_id)
    people = list(rows.select_related("carried_by", "person").order_by("created_at", "pk"))
    return sorted(people, key=lambda person: person.relation != CasePerson.Relation.SUBJECT)


def subject_of(case: Case, assignment: Assignment) -> CasePerson | None:
    """Who the case is about; None where the acting provider has not been told."""
    found = CasePerson.objects.filter(
        case=case, provider_id=assignment.unit.provider_id, relation=CasePerson.Relation.SUBJECT
    )
    return found.select_related("carried_by").first()
