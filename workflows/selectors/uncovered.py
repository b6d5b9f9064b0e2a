"""Which of the parts about to be told the consents do not cover for the receiver, and who has not said yes to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import CareUnit
from cases.models import Consent, Party, Topic
from cases.selectors.consent import Standing


@dataclass(frozen=True, slots=True)
class Uncovered:
    """One part, with the names of those whose yes is missing; none where another provider asks for consent."""

    heading: str
    topic: str
    people: list[str]


def uncovered_parts(
    parts: Iterable[tuple[str, str]],
    asked: Iterable[Standing],
    receiver: CareUnit | Party,
    said_yes: Collection[str] = (),
) -> list[Uncovered]:
    """`parts`: (heading, topic) of what is ticked. `said_yes`: keys of those who say yes now, to all of it."""
    silent = [each for each in asked if str(each.person.pk) not in said_yes]
    found = []
    for heading, topic in parts:
        people = [str(each.person) for each in silent if not _covers(each, receiver, topic)]
        if people and topic in Topic.values:
            found.append(Uncovered(heading, str(Topic(topic).label), people))
    return found


def _covers(standing: Standing, receiver: CareUnit | Party, topic: str) -> bool:
    consent = standing.consent
    if consent is None or standing.is_before_birth or consent.answer != Consent.Answer.YES:
        return False
    is_over = consent.withdrawn_at is not None or not consent.valid_to or consent.valid_to < timezone.localdate()
    if is_over or topic in consent.not_shared:
        return False
    scopes = [scope for scope in consent.scopes.all() if scope.topic == topic]
    if isinstance(receiver, Party):
        return any(scope.party == receiver.name for scope in scopes)
    return any(scope.unit_id == receiver.pk for scope in scopes)
