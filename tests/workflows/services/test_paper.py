"""A referral on paper: who may know of it, when it is silent, and what a withdrawal leaves."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import Assignment
from accounts.roles import Role
from cases.errors import CaseError, GroundDoesNotFit, NotConsented
from cases.models import (
    CasePerson,
    Channel,
    DisclosedSection,
    Disclosure,
    Ground,
    Party,
    PartyKind,
    Referral,
    ReferralAnswer,
    Sending,
    Topic,
)
from cases.selectors.case import subject_of
from cases.selectors.ground import ground_fits
from cases.services.disclosure import Basis
from cases.services.party import note_end_told, numbered, send_to_party
from tests.cast import Cast, acting_as, make_cast
from tests.conftest import Acting
from tests.racing import race
from tests.workflows.on_paper import DENTIST, SCHOOL, PaperHandover
from workflows.models import Notice, Step, WorkItem
from workflows.services.clocks import run_clocks
from workflows.services.consent import record_consent, withdraw_consent
from workflows.services.referral import recall_referral, record_yes

Answer = Sending.Answer


@pytest.fixture
def paper(cast: Cast) -> PaperHandover:
    return PaperHandover(cast)


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return make_cast()


def send(paper: PaperHandover, **changed: object) -> Sending:
    what = {
        "case": paper.case,
        "party": SCHOOL,
        "sections": paper.sections,
        "channel": Channel.BY_HAND,
        "posted_on": timezone.localdate(),
        "by": paper.sender,
    }
    return send_to_party(**(what | changed))  # type: ignore[arg-type]


def test_nobody_but_the_senders_provider_reads_what_went_on_paper(paper: PaperHandover, cast: Cast) -> None:
    paper.to_posted()

    for who in ("teacher", "worker", "manager", "stranger", "outsider", "neighbour", "counsellor", "administrator"):
        with acting_as(getattr(cast, who)):
            assert not Disclosure.objects.exclude(receiver_party="").exists(), who
            assert not DisclosedSection.objects.filter(receiver_unit=None).exists(), who
            assert not Sending.objects.exclude(party="").exists(), who
            assert not Sending.history.exclude(party="").exists(), who
    with acting_as(cast.nurse):
        assert Disclosure.objects.get(case=paper.case).receiver_party == SCHOOL.name


def test_what_the_party_said_stays_with_the_sender_when_a_unit_comes_after(paper: PaperHandover, cast: Cast) -> None:
    paper.to_posted()
    paper.record(Answer.TURNED_DOWN, reason=Sending.Reason.OTHER, text="Ring the dentist.")
    paper.consent(cast.teacher.unit)
    paper.send(cast.teacher)

    with acting_as(cast.teacher):
        assert not ReferralAnswer.objects.exists()
        assert not ReferralAnswer.history.exists()
        assert [each.to for each in Sending.objects.all()] == [cast.teacher.unit.name]


def test_the_database_refuses_a_copy_that_no_consent_of_the_party_covers(paper: PaperHandover) -> None:
    paper.to_posted()
    with acting_as(paper.sender):
        row = Disclosure.objects.get(case=paper.case)
        row.pk, row._state.adding, row.receiver_party = uuid4(), True, DENTIST.name
        row.save(force_insert=True)
        copy = DisclosedSection.objects.filter(case=paper.case, kind="referral").first()
        assert copy is not None
        copy.pk, copy._state.adding, copy.disclosure = uuid4(), True, row

        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            copy.save(force_insert=True)


def test_the_database_refuses_a_unit_and_a_party_at_once(paper: PaperHandover) -> None:
    paper.to_posted()
    with acting_as(paper.sender):
        row = Disclosure.objects.get(case=paper.case)
        row.pk, row._state.adding, row.receiver_unit = uuid4(), True, paper.sender.unit
        with pytest.raises(DatabaseError, match="disclosed_to_unit_or_party"), transaction.atomic():
            row.save(force_insert=True)


def test_only_the_owner_ends_what_a_party_was_told(paper: PaperHandover, cast: Cast) -> None:
    paper.to_posted()

    for who in (cast.teacher, cast.counsellor):
        with (
            acting_as(who),
            pytest.raises(DatabaseError, match="not the sender"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT end_disclosures(%s, %s)", [paper.case.pk, SCHOOL.name])


@pytest.mark.parametrize("kind", list(PartyKind))
def test_a_ground_between_authorities_reaches_no_private_party(cast: Cast, kind: PartyKind) -> None:
    reaches = kind in (PartyKind.DENTAL, PartyKind.CARE, PartyKind.SOCIAL)

    assert ground_fits(Ground.HEALTH_25_12, cast.nurse.unit, Party("-", kind)) == reaches
    assert not ground_fits(Ground.WITHIN_PROVIDER, cast.nurse.unit, Party("-", kind))


def test_without_a_consent_that_names_the_party_nothing_is_told(paper: PaperHandover, cast: Cast) -> None:
    paper.consent(cast.teacher.unit)

    with pytest.raises(NotConsented), transaction.atomic():
        send(paper)
    with pytest.raises(GroundDoesNotFit), transaction.atomic():
        send(paper, basis=Basis(Ground.HEALTH_25_12, "under_18", need="-"))
    with acting_as(paper.sender):
        assert not Disclosure.objects.filter(case=paper.case).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"party": Party(" ", PartyKind.SCHOOL)}, "party"),
        ({"sections": []}, "sections"),
        ({"posted_on": timezone.localdate() + timedelta(days=1)}, "posted_on"),
        ({"answer_by": timezone.now() + timedelta(days=101)}, "valid_to"),
    ],
    ids=["nameless", "empty", "tomorrow", "too short"],
)
def test_what_cannot_be_sent_is_refused_at_its_field(
    paper: PaperHandover, changed: dict[str, object], field: str
) -> None:
    paper.consent_to(SCHOOL)

    with pytest.raises(CaseError) as refused:
        send(paper, **changed)

    assert refused.value.field == field


def test_sent_twice_is_refused(paper: PaperHandover) -> None:
    paper.to_posted()

    with pytest.raises(CaseError):
        send(paper)


def test_each_paper_is_whole(paper: PaperHandover) -> None:
    paper.to_posted()
    paper.record(Answer.MORE_ASKED, text="Since when?")
    paper.write("Since spring.")

    again = paper.post()

    with acting_as(paper.sender):
        told = again.disclosure.sections.order_by("kind").values_list("kind", flat=True)  # type: ignore[union-attr]
        assert sorted(told) == ["identity", "identity", "referral", "referral"]


def test_the_number_of_the_child_stands_on_the_paper_unless_protected(paper: PaperHandover) -> None:
    with acting_as(paper.sender):
        child = subject_of(paper.case, paper.sender)
        assert child is not None
        child.number, child.number_kind = "189001019802", "personal"
        assert numbered([child]) == {child.pk: "18900101-9802"}
        child.protection = CasePerson.Protection.MARKED
        assert numbered([child]) == {}


def test_a_yes_for_a_unit_keeps_what_the_party_may_know(paper: PaperHandover, cast: Cast) -> None:
    paper.to_posted()

    record_yes(
        case=paper.case,
        people=[paper.guardian],
        form="oral",  # type: ignore[arg-type]
        valid_to=timezone.localdate() + timedelta(days=50),
        receiver=cast.teacher.unit,
        topics={Topic.FAMILY},
        by=paper.sender,
    )

    with acting_as(paper.sender):
        row = Disclosure.objects.get(case=paper.case)
        assert row.ended_at is None
        assert row.valid_to == timezone.localdate() + timedelta(days=50)


def test_a_new_answer_that_leaves_the_party_out_gives_the_task_back(paper: PaperHandover, cast: Cast) -> None:
    paper.to_posted()

    record_consent(
        case=paper.case,
        person=paper.guardian,
        answer="yes",
        form="oral",
        given_on=timezone.localdate(),
        valid_to=timezone.localdate() + timedelta(days=50),
        scopes={cast.teacher.unit: {Topic.FAMILY}},
        by=paper.sender,
    )

    assert paper.steps() == [Step.WRITE_REFERRAL]


def told(paper: PaperHandover) -> list[tuple[str, str, str]]:
    with acting_as(paper.sender):
        notices = Notice.objects.filter(case=paper.case).select_related("to_unit").order_by("kind")
        return [(each.kind, each.to_unit.name if each.to_unit else "", each.to_role) for each in notices]


def test_silence_lies_in_the_senders_inbox_and_is_told_to_its_manager_once(
    paper: PaperHandover, as_worker: Acting
) -> None:
    paper.to_posted()

    with as_worker():
        for _again in range(3):
            run_clocks(timezone.now() + timedelta(days=40))

    assert told(paper) == [("escalate", "Child health", Role.UNIT_MANAGER), ("remind", "Child health", "")]
    with acting_as(paper.sender):
        item = WorkItem.objects.get(case=paper.case)
        assert (item.step, item.unit_id) == (Step.RECORD_ANSWER, paper.sender.unit_id)
        assert item.due_at < timezone.now() + timedelta(days=40)


def test_the_sender_notes_once_that_the_party_was_told_of_the_end(paper: PaperHandover) -> None:
    today = timezone.localdate()
    paper.to_posted()
    ended = recall_referral(case=paper.case, by=paper.sender)

    with pytest.raises(CaseError), transaction.atomic():
        note_end_told(sending=ended, on=today - timedelta(days=1), by=paper.sender)
    with pytest.raises(CaseError), transaction.atomic():
        note_end_told(sending=ended, on=today + timedelta(days=1), by=paper.sender)
    assert note_end_told(sending=ended, on=today, by=paper.sender).end_told_on == today
    with pytest.raises(CaseError), transaction.atomic():
        note_end_told(sending=ended, on=today, by=paper.sender)


def test_nothing_is_to_be_told_while_it_holds_or_after_their_own_no(paper: PaperHandover) -> None:
    paper.consent_to(SCHOOL)
    sending = paper.post()
    with pytest.raises(CaseError), transaction.atomic():
        note_end_told(sending=sending, on=timezone.localdate(), by=paper.sender)
    paper.record(Answer.TURNED_DOWN, reason=Sending.Reason.NOT_OURS)

    with pytest.raises(CaseError), transaction.atomic():
        note_end_told(sending=sending, on=timezone.localdate(), by=paper.sender)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_withdrawal_and_sending_at_once_leave_nothing_in_force(committed: Cast, races: int) -> None:
    for _round in range(races):
        paper = PaperHandover(committed)
        consent = paper.consent_to(SCHOOL)

        race(
            lambda p=paper: p.post(),  # type: ignore[misc]
            lambda c=consent: withdraw_consent(consent=c, by=committed.nurse),  # type: ignore[misc]
        )

        assert in_force(paper, committed.nurse) == 0
        assert paper.steps() == [Step.WRITE_REFERRAL]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_withdrawal_and_answer_at_once_agree_on_who_has_the_baton(committed: Cast, races: int) -> None:
    for _round in range(races):
        paper = PaperHandover(committed)
        consent = paper.consent_to(SCHOOL)
        paper.post()

        race(
            lambda p=paper: p.record(Answer.ACCEPTED),  # type: ignore[misc]
            lambda c=consent: withdraw_consent(consent=c, by=committed.nurse),  # type: ignore[misc]
        )

        assert in_force(paper, committed.nurse) == 0
        assert paper.state(committed.nurse) == Referral.State.RETURNED
        assert paper.steps() == [Step.WRITE_REFERRAL]


def in_force(paper: PaperHandover, by: Assignment) -> int:
    with acting_as(by):
        return DisclosedSection.objects.filter(case=paper.case, ended_at=None).count()
