"""Answers propose, people decide; a finding is a case of its own about one person."""

import pytest
from django.utils import timezone

from cases.errors import CaseError, StaleText
from cases.models import Case, CasePerson, Finding, Instrument, InstrumentAnswers
from cases.scoring import Proposal
from cases.selectors.health import answers_about, findings_from
from cases.services.finding import decide_finding, open_finding
from cases.services.instrument import save_answers
from tests.cases.contact import enrolled_child, parent_in, subject
from tests.cast import Cast, acting_as

THIRTEEN = dict.fromkeys(range(1, 10), 1) | {1: 3, 2: 3, 10: 0}


def answered(case: Case, about: CasePerson, answers: dict[int, int], cast: Cast) -> InstrumentAnswers:
    epds = Instrument.objects.get(slug="epds")
    return save_answers(
        case=case, about=about, instrument=epds, answers=answers, taken_on=timezone.localdate(), by=cast.nurse
    )


def found(case: Case, about: CasePerson, cast: Cast) -> Finding:
    row = answered(case, about, THIRTEEN, cast)
    finding = open_finding(
        case=case,
        about=about,
        proposal=Proposal(row.proposes[0]),
        origin=row.pk,
        found_on=timezone.localdate(),
        by=cast.nurse,
    )
    assert finding is not None
    return finding


def test_thirteen_points_propose_low_mood_and_keep_the_sum(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)

    with acting_as(cast.nurse):
        row = answered(case, mother, THIRTEEN, cast)

        assert (row.total, row.proposes) == (13, ["low_mood"])
        assert not Finding.objects.exists()


def test_partial_answers_are_kept_as_partial_and_keep_the_question_of_safety(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)

    with acting_as(cast.nurse):
        row = answered(case, mother, {10: 1, 1: 3}, cast)

        assert (row.total, row.answers, row.proposes) == (None, {"1": 3, "10": 1}, ["safety"])


@pytest.mark.parametrize(("answers", "field"), [({4: 4}, "item_4"), ({11: 0}, "item_11")])
def test_answer_that_the_instrument_does_not_have_is_refused_at_its_item(
    cast: Cast, answers: dict[int, int], field: str
) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)

    with acting_as(cast.nurse), pytest.raises(CaseError) as refused:
        answered(case, mother, answers, cast)

    assert refused.value.field == field


def test_answers_of_one_parent_are_not_among_the_others_nor_the_childs(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    mother, father = parent_in(case, cast.nurse), parent_in(case, cast.nurse, "Alex")

    with acting_as(cast.nurse):
        row = answered(case, mother, THIRTEEN, cast)

        assert answers_about(case, mother, cast.nurse) == [row]
        assert answers_about(case, father, cast.nurse) == []
        assert answers_about(case, subject(case, cast.nurse), cast.nurse) == []


def test_finding_is_a_case_of_its_own_about_that_parent_alone(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)

    with acting_as(cast.nurse):
        finding = found(case, mother, cast)

        assert finding.case.kind == Case.Kind.FINDING
        assert [each.given_name for each in CasePerson.objects.filter(case=finding.case)] == ["Kim"]
        assert findings_from(case, cast.nurse) == [finding]


def test_same_answers_lead_to_the_same_finding_once(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)

    with acting_as(cast.nurse):
        first = found(case, mother, cast)

        again = open_finding(
            case=case,
            about=mother,
            proposal=Proposal.LOW_MOOD,
            origin=first.origin,
            found_on=timezone.localdate(),
            by=cast.nurse,
        )
        assert again is None


def test_no_action_needs_its_reason_and_closes_the_finding(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)
    with acting_as(cast.nurse):
        finding = found(case, mother, cast)
    none = Finding.Action.NO_ACTION

    with acting_as(cast.nurse), pytest.raises(CaseError) as refused:
        decide_finding(row=finding, action=none, text=" ", edition=1, by=cast.nurse)
    with acting_as(cast.nurse):
        decide_finding(row=finding, action=none, text="Has help already.", edition=1, by=cast.nurse)
        assert not Case.objects.get(pk=finding.case_id).is_open
    with acting_as(cast.nurse), pytest.raises((StaleText, CaseError)):
        decide_finding(row=finding, action=none, text="Again.", edition=1, by=cast.nurse)

    assert refused.value.field == "text"


def test_other_units_see_no_finding_and_no_answer(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)
    with acting_as(cast.nurse):
        found(case, mother, cast)

    for who in (cast.worker, cast.outsider, cast.teacher):
        with acting_as(who):
            assert not Finding.objects.exists()
            assert not InstrumentAnswers.objects.exists()
            assert not InstrumentAnswers.history.exists()
