"""A referral to a party without account: the sender holds the task all the way, and the baton until they say yes."""

import pytest

from cases.models import Case, DisclosedSection, Disclosure, Referral, Sending
from tests.cast import Cast, acting_as
from tests.workflows.on_paper import DENTIST, SCHOOL, PaperHandover
from workflows.models import Notice, Step
from workflows.selectors.referral_page import baton
from workflows.services.consent import withdraw_consent
from workflows.services.referral import recall_referral

Answer = Sending.Answer


@pytest.fixture
def paper(cast: Cast) -> PaperHandover:
    return PaperHandover(cast)


def test_a_paper_is_answered_and_fed_back_by_the_sender(paper: PaperHandover) -> None:
    paper.to_posted()
    assert paper.steps() == [Step.RECORD_ANSWER]

    paper.record(Answer.ACCEPTED, text="They ring tomorrow.")
    with acting_as(paper.sender):
        assert SCHOOL.name in baton(Referral.objects.get(case=paper.case), paper.sender)
    paper.record_outcome("The child has a contact there.")
    paper.close()

    assert paper.steps() == []
    assert paper.state(paper.sender) == Referral.State.CLOSED


@pytest.mark.parametrize(
    ("answer", "more"),
    [
        (Answer.MORE_ASKED, {"text": "Since when?"}),
        (Answer.OTHER_SUGGESTED, {"text": "Ask the school nurse."}),
        (Answer.TURNED_DOWN, {"reason": Sending.Reason.NOT_OURS}),
    ],
)
def test_another_answer_gives_the_task_of_writing_anew(
    paper: PaperHandover, answer: Sending.Answer, more: dict[str, object]
) -> None:
    paper.to_posted()

    paper.record(answer, **more)

    assert paper.steps() == [Step.WRITE_REFERRAL]
    assert paper.state(paper.sender) == Referral.State.RETURNED
    with acting_as(paper.sender):
        assert (Disclosure.objects.get(case=paper.case).ended_at is None) == (answer == Answer.MORE_ASKED)


def test_a_withdrawn_consent_ends_the_row_and_tells_the_sender_what_to_do(paper: PaperHandover) -> None:
    consent = paper.consent_to(SCHOOL)
    paper.post()

    withdraw_consent(consent=consent, by=paper.sender)

    assert paper.steps() == [Step.WRITE_REFERRAL]
    with acting_as(paper.sender):
        assert Disclosure.objects.get(case=paper.case).ended_at is not None
        assert not DisclosedSection.objects.filter(case=paper.case, ended_at=None).exists()
        assert Sending.objects.get(case=paper.case).answer == Answer.ENDED
        assert Notice.objects.filter(to_unit=paper.sender.unit, kind=Notice.Kind.TELL_PARTY).count() == 1


def test_a_consent_withdrawn_after_the_yes_takes_the_baton_back(paper: PaperHandover) -> None:
    consent = paper.consent_to(SCHOOL)
    paper.post()
    paper.record(Answer.ACCEPTED)

    withdraw_consent(consent=consent, by=paper.sender)

    assert paper.steps() == [Step.WRITE_REFERRAL]
    assert paper.state(paper.sender) == Referral.State.RETURNED


def test_a_consent_for_a_unit_besides_keeps_what_the_party_may_know(paper: PaperHandover, cast: Cast) -> None:
    paper.to_posted()

    paper.consent_to(SCHOOL, DENTIST)

    assert paper.steps() == [Step.RECORD_ANSWER]
    with acting_as(paper.sender):
        assert Disclosure.objects.get(case=paper.case).ended_at is None


def test_a_consent_that_no_longer_names_the_party_ends_it(paper: PaperHandover) -> None:
    paper.to_posted()

    paper.consent_to(DENTIST)
    with acting_as(paper.sender):
        assert Disclosure.objects.get(case=paper.case).ended_at is not None
        assert Referral.objects.get(case=paper.case).state == Referral.State.RETURNED


def test_a_recalled_paper_is_ended_and_can_be_sent_to_a_unit(paper: PaperHandover, cast: Cast) -> None:
    paper.to_posted()
    recall_referral(case=paper.case, by=paper.sender)

    paper.consent(cast.teacher.unit)
    paper.send(cast.teacher)

    assert paper.state(cast.teacher) == Referral.State.SENT
    with acting_as(cast.teacher):
        assert Case.objects.filter(pk=paper.case.pk).exists()
        assert [each.party for each in Sending.objects.filter(case=paper.case)] == [""]
        assert not Disclosure.objects.filter(case=paper.case).exclude(receiver_party="").exists()
        assert not DisclosedSection.objects.filter(case=paper.case, receiver_unit=None).exists()
