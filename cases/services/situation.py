"""Answering what social services ask themselves of the family around a case. Nothing waits for an answer."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, SituationAnswer, SituationQuestion, Topic
from cases.selectors.situation import answers_in, is_social_services
from cases.services.content import change_content, new_content
from cases.services.guards import known_subject, lock_case, require_open

Standing = SituationAnswer.Standing


@act
def answer_situation(
    *, case: Case, question: SituationQuestion, answer: str, by: Assignment, text: str = ""
) -> SituationAnswer | None:
    """The own unit's answer, new or instead of the one that stands, which stays in history; None for nothing said.

    Raises CaseError outside social services, for an answer that is none, and for not relevant without a reason (at
    the field of the question's key); CaseClosed.
    """
    lock_case(case)
    require_open(case)
    if not is_social_services(by.unit):
        raise CaseError(_("This is asked in social services alone."))
    if answer not in Standing.values:
        raise CaseError(_("There is no such answer to this question."), field=question.key)
    if answer == Standing.NOT_RELEVANT and not text.strip():
        raise CaseError(_("Write why it is not relevant."), field=f"{question.key}-text")
    asked_on = None if answer == Standing.NOT_ASKED else timezone.localdate()
    values = {"question": question, "answer": answer, "text": text.strip(), "answered_on": asked_on}
    row = next((each for each in answers_in(case, by) if each.key == question.key), None)
    if row is not None:
        if (row.answer, row.text, row.question_id) == (answer, values["text"], question.pk):
            return row
        return change_content(row, edition=row.edition, by=by, **values)
    if answer == Standing.NOT_ASKED and not text.strip():
        return None
    about = known_subject(case, by)
    return new_content(SituationAnswer, case=case, by=by, topic=Topic.FAMILY, about=about, key=question.key, **values)
