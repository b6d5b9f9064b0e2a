"""Acts on a referral that have consequences for tasks, and what is recorded together with its sending."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from agreements.selectors.clock import clocks_holding
from cases.models import Case, CasePerson, Consent, Party, Referral, Sending, Topic
from cases.services import referral as cases
from cases.services.consent import record_consent
from workflows.flows.referral import ReferralFlow
from workflows.models import Notice, Outcome, Step, Task
from workflows.models.referral import answer_clock
from workflows.nodes.clock import due_by, shortest
from workflows.nodes.telling import tell_about
from workflows.services.process import go_on_from, holding_process

AFTER_TAKING_OVER = (Step.CONTACT_FAMILY, Step.GIVE_FEEDBACK)


def answer_due(case: Case, receiver: CareUnit) -> datetime:
    """From when the receiver would be late, were it sent now; of what goes on paper `receiver` is the sender."""
    now = timezone.now()
    key = answer_clock(Referral.objects.get(case=case))
    clock = shortest(clocks_holding(key, timezone.localdate(now), case.pk), receiver.pk, now)
    return due_by(clock, now)


@act
def record_yes(
    *,
    case: Case,
    people: Iterable[CasePerson],
    form: Consent.Form,
    valid_to: date | None,
    receiver: CareUnit | Party,
    topics: set[Topic],
    by: Assignment,
) -> None:
    """Each of them says yes to the receiver being told of these topics, besides what they have said yes to already."""
    for person in people:
        before = _standing_yes(person)
        scopes, parties = _scopes_of(before)
        if isinstance(receiver, Party):
            parties[receiver.name] = parties.get(receiver.name, set()) | topics
        else:
            scopes[receiver] = scopes.get(receiver, set()) | topics
        record_consent(
            case=case,
            person=person,
            answer=Consent.Answer.YES,
            form=form,
            given_on=timezone.localdate(),
            valid_to=valid_to,
            scopes=scopes,
            not_shared={Topic(topic) for topic in before.not_shared} - topics if before else set(),
            not_shared_words=before.not_shared_words if before else "",
            parties=parties,
            by=by,
        )


@act
def recall_referral(*, case: Case, by: Assignment) -> Sending:
    """The sender takes it back while nobody has accepted; the receiver's task ends, and the sender's opens anew."""
    with holding_process(case, by=by, what="recall_referral") as process:
        sending = cases.recall_referral(case=case, by=by)
        if process is not None:
            ended = go_on_from(process, ReferralFlow.write_referral, outcome=Outcome.RECALLED, by=by)
            tell_about([task for task in ended if task.unit_id != by.unit_id], Notice.Kind.WITHDRAWN)
    return sending


@act
def close_referral(*, case: Case, reason: Case.ClosureReason, by: Assignment) -> Case:
    """Ends it wherever its flow stands: every open task ends as no longer needed. Raises CaseClosed, CaseError."""
    with holding_process(case, by=by, what="close_referral") as process:
        closed = cases.close_referral(case=case, reason=reason, by=by)
        if process is not None:
            ended = go_on_from(process, ReferralFlow.closed, outcome=Outcome.CASE_CLOSED, by=by)
            tell_about([task for task in ended if task.unit_id != by.unit_id], Notice.Kind.WITHDRAWN)
    return closed


@act
def let_rest(*, case: Case, by: Assignment) -> int:
    """What the acting unit was still to do about a referral that it has taken over is asked of it no more; how many
    tasks that were. Nobody is told, and no clock runs: it ends when its sender ends it."""
    with holding_process(case, by=by, what="let_rest") as process:
        tasks = Task.objects.filter(process=process, finished=None, unit=by.unit) if process else Task.objects.none()
        found = [each for each in tasks.select_related("process__case") if each.step in AFTER_TAKING_OVER]
        for task in found:
            task.flow_task.activation_class(task).withdraw(by, Outcome.CASE_CLOSED)
    return len(found)


def _standing_yes(person: CasePerson) -> Consent | None:
    latest = person.consents.exclude(answer=Consent.Answer.LATER).order_by("created_at", "pk").last()
    is_yes = latest is not None and latest.answer == Consent.Answer.YES and latest.withdrawn_at is None
    return latest if is_yes else None


def _scopes_of(consent: Consent | None) -> tuple[dict[CareUnit, set[Topic]], dict[str, set[Topic]]]:
    """What a yes covers already: for units, and for parties without account."""
    scopes: dict[CareUnit, set[Topic]] = {}
    parties: dict[str, set[Topic]] = {}
    for scope in consent.scopes.select_related("unit") if consent else ():
        if scope.unit is None:
            parties.setdefault(scope.party, set()).add(Topic(scope.topic))
        else:
            scopes.setdefault(scope.unit, set()).add(Topic(scope.topic))
    return scopes, parties
