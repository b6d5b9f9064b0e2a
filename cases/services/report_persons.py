"""Who a report of concern is about, in either side's case."""

from cases.models import Case, CasePerson
from cases.services.name_index import index_name
from cases.services.person import PersonFacts, described, facts_of

Relation = CasePerson.Relation
# The child, who carries it where it is unborn, and the parents.
Persons = tuple[PersonFacts, PersonFacts | None, tuple[PersonFacts, ...]]


def write_persons(
    case: Case, provider: int, child: PersonFacts, carried_by: PersonFacts | None, parents: tuple[PersonFacts, ...]
) -> None:
    """Rows of `provider` that are joined to none of its persons: registering one would show in its other cases."""
    carrier = _write(case, provider, carried_by, Relation.PARENT) if carried_by else None
    _write(case, provider, child, Relation.SUBJECT, carrier)
    for facts in parents:
        _write(case, provider, facts, Relation.PARENT)


def persons_of(case: Case) -> Persons:
    """The same facts again, as the acting provider has them in the case."""
    rows = list(CasePerson.objects.filter(case=case).order_by("created_at", "pk"))
    child = next(row for row in rows if row.relation == Relation.SUBJECT)
    others = [row for row in rows if row.pk not in (child.pk, child.carried_by_id)]
    carrier = next((facts_of(row) for row in rows if row.pk == child.carried_by_id), None)
    return facts_of(child), carrier, tuple(facts_of(row) for row in others)


def _write(
    case: Case, provider: int, facts: PersonFacts, relation: Relation, carried_by: CasePerson | None = None
) -> CasePerson:
    row = CasePerson(case=case, provider_id=provider, relation=relation, carried_by=carried_by, **described(facts))
    row.save(force_insert=True)
    index_name(row)
    return row
