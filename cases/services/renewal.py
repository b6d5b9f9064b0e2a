"""All schedules of a clinic made anew after a programme has changed: in as many statements for 600 as for one."""

from uuid import UUID

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case, CasePerson, Fact, HealthContact, Programme
from cases.permissions import visible_to
from cases.selectors.health import schedules_of
from cases.services.health import NEXT, set_next
from cases.services.planned import planned_facts, told_of

BATCH = 500
NEXT_COLUMNS = ("next_step_id", "next_from", "next_to")


@act
def renew_contacts(*, programme: Programme, by: Assignment) -> int:
    """The next step of each running contact of the acting unit, and what is to be done until when.

    Answers with how many have another next step. May be repeated: what stands already is not written again.
    """
    mine = HealthContact.objects.filter(unit=by.unit_id, programme=programme, ending="", case__in=visible_to(by))
    cases = list(mine.order_by("case").values_list("case", flat=True))
    # Whoever records a step locks the case: what is read after the locks is what stands.
    list(Case.objects.select_for_update(no_key=True).filter(pk__in=cases).order_by("pk").only("pk"))
    contacts = list(HealthContact.objects.filter(case__in=cases, ending="").select_related("unit"))
    schedules = schedules_of(contacts, _subjects(cases, by), by)
    told, facts, changed = told_of(contacts), [], []
    for contact in contacts:
        schedule = schedules[contact.case_id]
        before = [getattr(contact, name) for name in NEXT_COLUMNS]
        set_next(contact, schedule)
        facts += planned_facts(contact, schedule, told.get(contact.pk, {}))
        if [getattr(contact, name) for name in NEXT_COLUMNS] != before:
            changed.append(contact)
    Fact.objects.bulk_create(facts, batch_size=BATCH)
    HealthContact.objects.bulk_update(changed, NEXT, batch_size=BATCH)
    return len(changed)


def _subjects(cases: list[UUID], by: Assignment) -> dict[UUID, CasePerson]:
    rows = CasePerson.objects.filter(
        case__in=cases, provider_id=by.unit.provider_id, relation=CasePerson.Relation.SUBJECT
    )
    return {row.case_id: row for row in rows}
