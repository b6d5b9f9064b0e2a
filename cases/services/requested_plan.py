"""A request for a coordinated plan turns into a plan of the unit that took it over, with what it was told."""

from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.identity import IdentityNumber, NumberKind
from cases.models import Case, CasePerson, DisclosedSection, Referral, SectionKind, Topic
from cases.permissions import readable_to
from cases.selectors.case import persons_in, subject_of
from cases.services.case import open_case
from cases.services.guards import known_subject, lock_referral
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.plan import add_need


@act
def open_requested_plan(*, case: Case, by: Assignment) -> Case:
    """The plan, with the family as the acting unit was told of them, and what was told as its need.

    Nothing the unit may not read comes along, and the sender learns no more than that a plan was started. Raises
    CaseError for another kind of case, before it was taken over, and where the plan is there already.
    """
    referral = lock_referral(case)
    if case.kind != Case.Kind.PLAN_REQUEST or referral.state != Referral.State.ACCEPTED:
        raise CaseError(_("Take over the request first."))
    if referral.plan_case_id is not None:
        raise CaseError(_("The plan has been started already."))
    subject = known_subject(case, by)
    carrier = facts_of(subject.carried_by) if subject.is_unborn and subject.carried_by else None
    plan = open_case(subject=facts_of(subject), carried_by=carrier, kind=Case.Kind.PLAN, by=by)
    for person in persons_in(case, by):
        if person.pk not in (subject.pk, subject.carried_by_id):
            add_case_person(case=plan, facts=facts_of(person), relation=Relation(person.relation), by=by)
    about = subject_of(plan, by)
    told = readable_to(by, DisclosedSection.objects.filter(case=case, kind=SectionKind.REFERRAL))
    for section in told.order_by("created_at", "pk"):
        if about is not None:
            add_need(case=plan, topic=Topic(section.topic), about=about, text=section.content["text"], by=by)
    referral.plan_case = plan
    referral.save(update_fields=["plan_case"])
    return plan


def facts_of(person: CasePerson) -> PersonFacts:
    """What is known of somebody in one case, to be written down in another of the same provider."""
    number = None
    if person.number:
        number = IdentityNumber(kind=NumberKind(person.number_kind), value=person.number, birth_date=person.birth_date)
    return PersonFacts(
        given_name=person.given_name,
        family_name=person.family_name,
        number=number,
        birth_date=person.birth_date,
        expected_birth=person.expected_birth,
        language=person.language,
        needs_interpreter=person.needs_interpreter,
        protection=person.protection,
        has_custody=person.has_custody,
        custody_from=person.custody_from,
    )
