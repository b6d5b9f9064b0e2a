"""How the consents of a case stand: who must consent, who has, what may be told to whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import F, Func, UUIDField
from django.utils import timezone

from accounts.models import Assignment, CareUnit
from cases.models import Case, CasePerson, Consent, ConsentException, ConsentScope
from cases.selectors.case import subject_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One person who must consent: the latest answer that counts, or the recorded exception.

    `is_before_birth`: the answer was about the pregnancy, and is asked for again now that the child is born.
    """

    person: CasePerson
    consent: Consent | None
    exception: ConsentException | None
    is_before_birth: bool = False

    @property
    def is_waited_for(self) -> bool:
        return self.exception is None and (self.consent is None or self.is_before_birth)


def consent_covers(case: Case, topic: str, about: UUID, receiver: int | str) -> bool:
    """Whether all who must consent do, now, and of the child as it is: what the row policy of disclosures asks too.

    `receiver` is a unit's key, or the name of a party without account.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT may_be_told(%s, %s, %s, %s)", [case.pk, topic, about, receiver])
        return bool(cursor.fetchone()[0])


def consent_lasts_to(case: Case, about: UUID) -> date:
    """The last day on which everybody who must then consent about this person says yes; yesterday when not now.

    A birthday, a custody that begins and an exception that runs out end it like a consent's own last day.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT consent_lasts_to(%s, %s)", [case.pk, about])
        return cursor.fetchone()[0]


def may_be_told_until(case: Case, topic: str, about: UUID, receiver: int | str) -> date:
    """The last day on which consent covers this topic to this receiver; yesterday when it does not now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT consent_lasts_to(%s, %s, %s, %s)", [case.pk, topic, about, receiver])
        return cursor.fetchone()[0]


def must_consent(case: Case, about: CasePerson, assignment: Assignment) -> list[CasePerson]:
    """Who must consent before anything about `about` is told, exceptions taken out; for the owner's side."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT consent_required(%s, %s)", [case.pk, about.pk])
        keys = [row[0] for row in cursor.fetchall()]
    mine = CasePerson.objects.filter(pk__in=keys, provider_id=assignment.unit.provider_id)
    return list(mine.select_related("carried_by").order_by("created_at", "pk"))


def standings(case: Case, assignment: Assignment) -> list[Standing]:
    """How each person who must consent about the subject stands, exceptions last."""
    subject = subject_of(case, assignment)
    if subject is None:
        return []
    required = must_consent(case, subject, assignment)
    latest = {each.person_id: each for each in _answers(case)}
    asked = [_standing(person, latest.get(person.pk), subject) for person in required]
    in_force = Func(F("person_id"), function="exception_in_force", output_field=UUIDField())
    spared = ConsentException.objects.filter(case=case, pk=in_force).select_related("person").order_by("created_at")
    return asked + [Standing(each.person, None, each) for each in spared]


def is_consented(case: Case, assignment: Assignment) -> bool:
    """Whether everybody who must consent says yes and none has taken it back."""
    asked = [each for each in standings(case, assignment) if each.exception is None]
    return bool(asked) and all(each.consent and _is_yes(each.consent) and not each.is_before_birth for each in asked)


def is_refused(case: Case, assignment: Assignment) -> bool:
    """Whether one who must consent says no: that ends it, whatever the others say."""
    asked = [each for each in standings(case, assignment) if each.consent is not None]
    return any(each.consent and each.consent.answer == Consent.Answer.NO for each in asked)


def consented_units(case: Case) -> list[CareUnit]:
    """The units of other providers that somebody has named in a consent that is not withdrawn."""
    return list(
        CareUnit.objects.filter(
            pk__in=Consent.objects.filter(case=case, answer=Consent.Answer.YES, withdrawn_at=None).values(
                "scopes__unit"
            )
        )
        .select_related("provider__principal")
        .order_by("name")
    )


def consented_parties(case: Case) -> list[str]:
    """The parties without account that somebody has named in a consent, by name."""
    scopes = ConsentScope.objects.filter(case=case).exclude(party="")
    return sorted(set(scopes.values_list("party", flat=True)))


def _standing(person: CasePerson, consent: Consent | None, subject: CasePerson) -> Standing:
    """The database decides the same in `consent_follows_birth`."""
    born = subject.birth_date
    is_before = consent is not None and born is not None and consent.given_on <= born
    if is_before and consent is not None and consent.given_on == born:
        recorded = subject.history.filter(birth_date__isnull=False).order_by("history_date").first()
        is_before = recorded is not None and consent.created_at < recorded.history_date
    return Standing(person, consent, None, is_before)


def _is_yes(consent: Consent) -> bool:
    is_over = consent.withdrawn_at is not None or (consent.valid_to and consent.valid_to < timezone.localdate())
    return consent.answer == Consent.Answer.YES and not is_over


def _answers(case: Case) -> list[Consent]:
    return list(
        Consent.objects.filter(case=case)
        .exclude(answer=Consent.Answer.LATER)
        .select_related("person")
        .prefetch_related("scopes__unit")
        .order_by("created_at", "pk")
    )
