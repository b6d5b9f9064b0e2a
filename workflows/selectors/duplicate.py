"""Whether the same has been sent before: the same person, to the same unit, on the same topic, not long ago.

Only among cases that exist for who sends, and by what the own provider knows of the person in them: what another
provider has sent, or another unit keeps to itself, is neither shown nor counted.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Assignment, CareUnit
from cases.models import Case, CasePerson, Sending
from cases.permissions import visible_to
from cases.selectors.case import subject_of


def first_sent(case: Case, receiver: CareUnit, topic: str, by: Assignment) -> Sending | None:
    """The latest that stands in another referral of the last DUPLICATE_DAYS; what was recalled does not."""
    subject = subject_of(case, by)
    if subject is None:
        return None
    since = timezone.now() - timedelta(days=settings.DUPLICATE_DAYS)
    found = Sending.objects.filter(
        receiver_unit=receiver,
        sent_at__gte=since,
        case__owner_unit__provider=by.unit.provider_id,
        case__referral__topic=topic,
        case__in=visible_to(by).filter(pk__in=_same_person(subject, by).values("case_id")),
    )
    found = found.exclude(case=case).exclude(answer=Sending.Answer.RECALLED)
    return found.select_related("case__referral", "receiver_unit").order_by("sent_at").last()


def _same_person(subject: CasePerson, by: Assignment) -> QuerySet[CasePerson]:
    """By number, and by the provider's own row of the person, joined ones with it."""
    same = Q(pk=subject.pk)
    if subject.number:
        same |= Q(number=subject.number, number_kind=subject.number_kind)
    if (own := subject.person) is not None:
        rows = [own.pk] if own.joined_into_id is None else [own.pk, own.joined_into_id]
        same |= Q(person__in=rows) | Q(person__joined_into__in=rows)
    provider, relation = by.unit.provider_id, CasePerson.Relation.SUBJECT
    return CasePerson.objects.filter(same, provider_id=provider, relation=relation)
