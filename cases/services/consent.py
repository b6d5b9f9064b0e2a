"""Recording what each person who must consent said, and what follows when one of them takes it back."""

from datetime import date, datetime

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError
from cases.models import (
    Case,
    CasePerson,
    Consent,
    ConsentAge,
    ConsentException,
    ConsentScope,
    CoordinatedPlan,
    Fact,
    Summons,
    Topic,
)
from cases.selectors.consent import is_consented
from cases.services.agreement import leave_plan
from cases.services.baton import return_from_party, return_referral
from cases.services.fact import What, record_answer, record_consented, record_fact
from cases.services.guards import known_subject, require_open
from cases.services.participation import end_naming, end_participation
from cases.services.succession import lead_at
from cases.services.summons import withdraw_summons
from cases.services.told_identity import renew_identity


@act
def record_consent(
    *,
    case: Case,
    person: CasePerson,
    answer: Consent.Answer,
    form: Consent.Form,
    given_on: date,
    by: Assignment,
    valid_to: date | None = None,
    scopes: dict[CareUnit, set[Topic]] | None = None,
    parties: dict[str, set[Topic]] | None = None,
    not_shared: set[Topic] | None = None,
    not_shared_words: str = "",
    childs_view: str = "",
    interventions: set[ConsentAge.Kind] | None = None,
    due_at: datetime | None = None,
) -> Consent:
    """One person's answer; a later one takes its place. A yes names its last day and what may be told to whom.
    `parties` are those without account, by name. `interventions` are the kinds of intervention to the child that the
    answer is about too (SoL 21 kap. 1-2 §§).

    Being told who the plan is about belongs to every yes: without it no unit could be called. The acting unit, which
    holds the plan, may be told by the others what any of them may be told. Called units that consent covers by now are
    told what has changed about who the plan is about: another parent, or that the child is born. `due_at` is when the
    asking was late.
    Raises CaseClosed; CaseError for a day in the future, an end before the start, or a yes that tells nobody.
    """
    require_open(case)
    told: dict[CareUnit | str, set[Topic]] = dict([*(scopes or {}).items(), *(parties or {}).items()])
    _check_consent(answer, given_on, valid_to, told)
    born = known_subject(case, by).birth_date
    if born is not None and given_on < born:
        raise CaseError(
            _("The child was not born then. A consent about the pregnancy is asked for again."), field="given_on"
        )
    row = Consent(
        case=case,
        owner_unit=by.unit,
        owner_provider_id=by.unit.provider_id,
        person=person,
        answer=answer,
        form=form,
        given_on=given_on,
        valid_to=valid_to if answer == Consent.Answer.YES else None,
        not_shared=sorted(not_shared or ()),
        not_shared_words=not_shared_words,
        childs_view=childs_view,
        interventions=sorted(interventions or ()),
    )
    row.save(force_insert=True)
    if answer == Consent.Answer.YES:
        everything = set().union(*told.values())
        for receiver, topics in {**told, by.unit: everything}.items():
            for topic in sorted(topics | {Topic.IDENTITY}):
                _add_scope(row, receiver, topic, by)
    settle(case, by)
    if answer == Consent.Answer.YES:
        renew_identity(case=case, by=by)
    record_answer(row, due_at=due_at, by=by)
    return row


@act
def record_exception(
    *,
    case: Case,
    person: CasePerson,
    reason: ConsentException.Reason,
    explanation: str,
    by: Assignment,
    valid_to: date | None = None,
) -> ConsentException:
    """Why somebody who must consent is not asked; a later one takes its place, also to end it on an earlier day.

    Whoever could not be reached and then answers is asked like the others from then on. Raises CaseClosed; CaseError
    without an explanation.
    """
    require_open(case)
    if not explanation.strip():
        raise CaseError(_("Write why this person is not asked."), field="explanation")
    row = ConsentException(
        case=case,
        owner_unit=by.unit,
        owner_provider_id=by.unit.provider_id,
        person=person,
        reason=reason,
        explanation=explanation,
        valid_to=valid_to,
    )
    row.save(force_insert=True)
    settle(case, by)
    record_consented(case, by=by)
    return row


@act
def withdraw_consent(*, consent: Consent, by: Assignment) -> list[CareUnit]:
    """Takes a consent back, at once: what rested on it is archive from now on. Tasks: workflows/services/consent.py.

    Answers with the other providers' units that are left with nothing; their part in the case has ended.
    """
    if consent.withdrawn_at is None:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
        record_fact(What.CONSENT_WITHDRAWN, case=consent.case, unit=by.unit, origin=consent.pk)
    return settle(consent.case, by)


def settle(case: Case, by: Assignment) -> list[CareUnit]:
    """Ends or renews every disclosure by the consents of now, and ends the part of the units left with nothing.

    When a consent of all is no longer there, it also ends the part of who coordinates from another provider. To be
    called after every change of who must consent or of what they said. Only the case's owner asks for consent: what
    another provider writes about the family changes nothing.
    """
    if by.unit.provider_id != case.owner_unit.provider_id:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT end_past_disclosures(%s)", [case.pk])
        cursor.execute("SELECT settle_disclosures(%s)", [case.pk])
        keys = [row[0] for row in cursor.fetchall()]
    lost = list(CareUnit.objects.filter(pk__in=keys))
    _take_over_lead(case, lost, by)
    for unit in lost:
        end_participation(case=case, unit=unit, by=by)
        if case.kind != Case.Kind.PLAN:
            return_referral(case=case, unit=unit)
            continue
        leave_plan(case=case, unit=unit, by=by)
        for summons in Summons.objects.filter(case=case, unit=unit, withdrawn_at=None):
            withdraw_summons(summons=summons, by=by)
    return_from_party(case=case)
    if _was_consented(case) and not is_consented(case, by):
        end_naming(case=case, by=by)
    return lost


def _was_consented(case: Case) -> bool:
    """Whether everybody had said yes once: while the first answers come in, nothing ends."""
    return Fact.objects.filter(case=case, what=What.CONSENT_COMPLETE).exists()


def _take_over_lead(case: Case, lost: list[CareUnit], by: Assignment) -> None:
    """Somebody always has the overall responsibility: when the lead's unit is out, it comes back to who acts.

    Where the system acts, to the manager of the unit.
    """
    plan = CoordinatedPlan.objects.filter(case=case, lead_unit__in=lost).first()
    if plan is not None:
        plan.lead_principal, plan.lead_unit = by.unit.provider.principal, by.unit
        plan.lead = lead_at(by.unit, by.user)
        plan.save(update_fields=["lead_principal", "lead_unit", "lead"])


def _add_scope(consent: Consent, receiver: CareUnit | str, topic: str, by: Assignment) -> None:
    ConsentScope(
        case=consent.case,
        owner_unit=by.unit,
        owner_provider_id=by.unit.provider_id,
        consent=consent,
        unit=None if isinstance(receiver, str) else receiver,
        party=receiver if isinstance(receiver, str) else "",
        topic=topic,
    ).save(force_insert=True)


def _check_consent(
    answer: Consent.Answer, given_on: date, valid_to: date | None, told: dict[CareUnit | str, set[Topic]]
) -> None:
    if given_on > timezone.localdate():
        raise CaseError(_("The day of the consent has not come yet."), field="given_on")
    if answer != Consent.Answer.YES:
        return
    if valid_to is None:
        raise CaseError(_("Write until when the consent holds."), field="valid_to")
    if valid_to < given_on:
        raise CaseError(_("The consent ends before it begins."), field="valid_to")
    if not told:
        raise CaseError(_("Choose at least one unit that may be told."), field="units")
