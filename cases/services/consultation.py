"""Asking another unit, or a team, without saying about whom; answering, adding, ending. No consent: nobody is named."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit, Team
from accounts.selectors.team import units_of
from cases.anonymity import find_hints, names_number
from cases.errors import CaseError, MayNameSomebody
from cases.models import Case, Consultation, ConsultationPost, Participation, Topic
from cases.models.case import CONSULTATION_ENDINGS
from cases.selectors.consultation import asked_units, consultation_of
from cases.services.case import next_number
from cases.services.fact import What, record_fact
from cases.services.guards import require_open
from cases.services.participation import admit

Kind = ConsultationPost.Kind


@act
def ask_consultation(
    *,
    topic: Topic,
    question: str,
    by: Assignment,
    unit: CareUnit | None = None,
    team: Team | None = None,
    names_nobody: bool = False,
) -> Case:
    """A case without a person, open to the asking unit and to `unit`, or to the units of `team` as it is today.

    Also a unit that documents nobody asks: no person is involved. Raises CaseError for whom it cannot be put to or a
    text with a valid number, MayNameSomebody unless the writer has said that it `names_nobody`.
    """
    if not by.rights.opens_new:
        raise CaseError(_("Your role asks no questions."))
    receivers = _receivers(by, unit, team)
    warned_of = checked(question, names_nobody=names_nobody, field="question")
    kind = Case.Kind.CONSULTATION
    case = Case(kind=kind, number=next_number(kind), owner_unit=by.unit, opened_at=timezone.now())
    case.save(force_insert=True)
    admit(case=case, unit=by.unit, role=Participation.Role.OWNER, reason=Participation.Reason.OPENED, by=by)
    Consultation(case=case, asked_unit=unit, team=team, topic=topic).save(force_insert=True)
    reason = Participation.Reason.IN_TEAM if team else Participation.Reason.ASKED
    for each in receivers:
        admit(case=case, unit=each, role=Participation.Role.CALLED, reason=reason, by=by)
        record_fact(What.CONSULTED, case=case, unit=each, counterpart=by.unit, origin=case.pk, code=topic)
    _post(case, Kind.QUESTION, question, warned_of, by)
    return case


@act
def answer_consultation(
    *, case: Case, text: str, by: Assignment, names_nobody: bool = False, due_at: datetime | None = None
) -> ConsultationPost:
    """An answer of a unit that was asked. Raises CaseError for any other unit, CaseClosed, and as ask_consultation."""
    _lock(case)
    if by.unit_id not in asked_units(case):
        raise CaseError(_("Only a unit that was asked answers. Write an addition instead."))
    warned_of = checked(text, names_nobody=names_nobody)
    topic = consultation_of(case).topic
    record_fact(
        What.ADVISED, case=case, unit=by.unit, counterpart=case.owner_unit, origin=case.pk, code=topic, due_at=due_at
    )
    return _post(case, Kind.ANSWER, text, warned_of, by)


@act
def add_to_consultation(*, case: Case, text: str, by: Assignment, names_nobody: bool = False) -> ConsultationPost:
    """What any unit in the case adds while it is open. Raises CaseClosed, and as ask_consultation."""
    _lock(case)
    warned_of = checked(text, names_nobody=names_nobody)
    return _post(case, Kind.ADDITION, text, warned_of, by)


@act
def close_consultation(*, case: Case, reason: Case.ClosureReason, by: Assignment) -> Case:
    """By the unit that asked, with one of CONSULTATION_ENDINGS. Raises CaseError for any other, CaseClosed."""
    _lock(case)
    if by.unit_id != case.owner_unit_id or reason not in CONSULTATION_ENDINGS:
        raise CaseError(_("The unit that asked ends the consultation."))
    case.status, case.closed_at, case.closure_reason = Case.Status.CLOSED, timezone.now(), reason
    case.save(update_fields=["status", "closed_at", "closure_reason"])
    record_fact(What.CONSULTATION_CLOSED, case=case, unit=by.unit, origin=case.pk, code=reason)
    return case


def checked(text: str, *, names_nobody: bool = False, field: str = "text") -> list[str]:
    """What the text was warned of and is written all the same. Raises CaseError, MayNameSomebody."""
    if not text.strip():
        raise CaseError(_("Write something."), field=field)
    if names_number(text):
        raise CaseError(NUMBER_FOUND, field=field)
    hints = find_hints(text)
    if hints and not names_nobody:
        raise MayNameSomebody([each.words for each in hints], field=field)
    found = {each.hint for each in hints}
    return [hint.value for hint in ConsultationPost.Hint if hint in found]


NUMBER_FOUND = _(
    "A personal identity number, coordination number or reserve number stands in the text. Take it away: nobody may be "
    "named here. If it is a telephone number or something else, write it in another way."
)


def _receivers(by: Assignment, unit: CareUnit | None, team: Team | None) -> list[CareUnit]:
    if (unit is None) == (team is None):
        raise CaseError(_("Choose one unit or one team."), field="to")
    wanted = units_of(team) if team else CareUnit.objects.in_force().filter(pk__in=[unit.pk] if unit else [])
    there = [each for each in wanted if each.pk != by.unit_id]
    if not there:
        raise CaseError(_("There is nobody to ask there any more. Choose another unit or team."), field="to")
    return there


def _lock(case: Case) -> None:
    list(Case.objects.select_for_update(no_key=True).filter(pk=case.pk).only("pk"))
    require_open(case)


def _post(case: Case, kind: ConsultationPost.Kind, text: str, warned_of: list[str], by: Assignment) -> ConsultationPost:
    row = ConsultationPost(
        case=case, owner_unit=by.unit, written_by=by.user, kind=kind, text=text.strip(), warned_of=warned_of
    )
    row.save(force_insert=True)
    return row
