"""A child's visit and what both parents answered, every text and number of it a random word of its own."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from accounts.models import Assignment
from cases.models import (
    Case,
    CasePerson,
    Finding,
    HealthStep,
    Instrument,
    InstrumentAnswers,
    InstrumentBand,
    InstrumentItem,
    ReferralSection,
    Topic,
)
from cases.models.ground import Ground
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.services.disclosure import Basis
from cases.services.enrolment import enrol
from cases.services.finding import change_decision, note_consequence
from cases.services.overdue import tell_overdue
from cases.services.person import PersonFacts, Relation, add_case_person, describe_case_person, facts_of
from cases.services.referral import open_referral, write_section
from tests.cases.contact import done, programme, step
from tests.cast import Cast, acting_as
from tests.workflows.clinic import decide
from tests.workflows.plan import Plan
from tests.workflows.told_tokens import Written, send, word
from workflows.demo.numbers import reserve_number
from workflows.services.draft import save_draft
from workflows.services.health import change_step, correct_answers, record_step, save_answers
from workflows.services.process import start_process

Action = Finding.Action
STEP = "visit-6-8-weeks"
DAYS_OLD = 200


@dataclass
class Told:
    """One parent: the answers with their words, and the finding with its decisions."""

    person: CasePerson
    names: list[str]
    instrument: Instrument
    # What the instrument is called, its questions, answers, advice and source: definitions, shown where it was asked.
    asked: dict[str, str]
    answers: InstrumentAnswers = field(init=False)
    finding: Finding = field(init=False)
    why: str = field(default_factory=word)
    decided: list[str] = field(default_factory=lambda: [word(), word()])
    half_written: str = field(default_factory=word)

    @property
    def on_own_page(self) -> set[str]:
        named = {self.asked[each] for each in ("name", "question", "yes", "no", "source")}
        return {*self.names, *named, self.why}

    @property
    def on_finding(self) -> set[str]:
        return {*self.names, self.asked["name"], self.asked["source"], self.asked["advice"], *self.decided}

    @property
    def secret(self) -> set[str]:
        return {*self.asked.values(), self.why, *self.decided, self.half_written}


@dataclass
class Visit:
    contact: Case
    child: CasePerson
    child_names: list[str]
    a: Told
    b: Told
    # Text and ticked content as first written and as corrected, and why.
    step_words: list[str]
    # Grams and millimetres, as first written and as corrected.
    numbers: list[int]
    row: HealthStep
    plan: Case
    referral: Case
    told_need: str
    kept_background: str

    @property
    def cases(self) -> list[UUID]:
        return [
            *(self.contact.pk, self.a.finding.case_id, self.b.finding.case_id),
            *(self.referral.pk, self.plan.pk),
        ]

    @property
    def secret(self) -> set[str]:
        """All that nobody outside the clinic may read, besides what it has told."""
        return {*self.a.secret, *self.b.secret, *self.step_words, self.kept_background}

    @property
    def everything(self) -> set[str]:
        names = {*self.child_names, *self.a.names, *self.b.names}
        return self.secret | names | {self.told_need} | {str(number) for number in self.numbers}


def told_visit(cast: Cast) -> Visit:
    """Recorded and corrected; the first parent's answers led to a referral to the worker, the second's to a talk.

    The teacher, in a plan about the child, is told that a visit is overdue.
    """
    by, born = cast.nurse, timezone.localdate() - timedelta(days=DAYS_OLD)
    names = [word(), word()]
    child = PersonFacts(given_name=names[0], family_name=names[1], number=reserve_number(born, "male", 431))
    with acting_as(by):
        contact = enrol(programme=programme(), subject=child, by=by)
        subject = subject_of(contact, by)
        assert subject is not None
    a = _parent(contact, Proposal.VIOLENCE, Topic.VIOLENCE, cast, date(1991, 2, 3))
    b = _parent(contact, Proposal.LOW_MOOD, Topic.MENTAL_HEALTH, cast, date(1992, 4, 5))
    row, words, numbers = _record(contact, by)
    for told in (a, b):
        _answer(contact, told, by)
    referral, need, background = _refer(a, cast)
    decide(b.finding, Action.TALK, by, text=b.decided[0])
    _decide_anew(b, Action.NO_ACTION, by)
    plan = _tell_plan(contact, child, cast)
    return Visit(contact, subject, names, a, b, words, numbers, row, plan, referral, need, background)


def _parent(contact: Case, proposal: Proposal, topic: Topic, cast: Cast, born: date) -> Told:
    names = [word(), word()]
    facts = PersonFacts(given_name=names[0], family_name=names[1], birth_date=born, has_custody=True)
    with acting_as(cast.nurse):
        person = add_case_person(case=contact, facts=facts, relation=Relation.PARENT, by=cast.nurse)
    asked = {name: word() for name in ("name", "question", "no", "yes", "advice", "source")}
    with acting_as(cast.administrator):
        instrument = Instrument.objects.create(
            slug=word().lower(),
            name=asked["name"],
            about=Instrument.About.PARENT,
            topic=topic,
            licence=Instrument.Licence.FREE,
            source=asked["source"],
            certainty="low",
            valid_from=date(2020, 1, 1),
        )
        InstrumentItem.objects.create(
            instrument=instrument,
            number=1,
            text=asked["question"],
            points=[0, 1],
            labels=[asked["no"], asked["yes"]],
            alarms_at=1,
            proposes=proposal,
        )
        InstrumentBand.objects.create(
            instrument=instrument, lowest=1, highest=1, proposes=proposal, advice=asked["advice"]
        )
    return Told(person, names, instrument, asked)


def _record(contact: Case, by: Assignment) -> tuple[HealthStep, list[str], list[int]]:
    """Written, then corrected: what stood is kept, and is as secret as what stands."""
    words = [word() for _name in range(5)]
    chance = Random(words[0])  # noqa: S311
    grams, millimetres = chance.sample(range(12_001, 79_999), 2), chance.sample(range(301, 599), 2)
    first, then = [
        done(text=words[i], ticked=(words[i + 2],), measures={"weight": grams[i], "head": millimetres[i]})
        for i in (0, 1)
    ]
    with acting_as(by):
        row = record_step(case=contact, step=step(STEP), done=first, by=by)
        row = change_step(row=row, done=then, reason=words[4], edition=1, by=by)
    return row, words, grams


def _answer(contact: Case, told: Told, by: Assignment) -> None:
    """No, corrected to yes, which opens a finding; and a correction half written."""
    what = {"case": contact, "about": told.person, "instrument": told.instrument, "by": by}
    with acting_as(by):
        told.answers, none = save_answers(answers={1: 0}, taken_on=timezone.localdate(), **what)
        assert none == []
        told.answers, [told.finding] = correct_answers(
            row=told.answers, answers={1: 1}, taken_on=timezone.localdate(), reason=told.why, edition=1, by=by
        )
        save_draft(key=f"answers:{told.answers.pk}", data={"why": [told.half_written]}, case=contact, by=by)


def _refer(told: Told, cast: Cast) -> tuple[Case, str, str]:
    """A talk first, a referral later: the need is told to the worker, the background kept."""
    by, (need, background) = cast.nurse, (word(), word())
    decide(told.finding, Action.TALK, by, text=told.decided[0])
    _decide_anew(told, Action.REFERRAL, by)
    with acting_as(by):
        about = facts_of(Finding.objects.select_related("about").get(pk=told.finding.pk).about)
        case = open_referral(kind=Case.Kind.REFERRAL, topic=Topic.VIOLENCE, subject=about, by=by)
        what = {"case": case, "topic": Topic.VIOLENCE, "by": by}
        row = write_section(heading=ReferralSection.Heading.QUESTION, text=need, **what)
        write_section(heading=ReferralSection.Heading.BACKGROUND, text=background, **what)
        note_consequence(finding=told.finding.case, led_to=case, by=by)
        start_process(case=case, by=by)
    made = Written(case, told.names, sections=[row])
    send(made, cast.worker, Basis(Ground.DUTY, section="SoL 20 kap. 6 §", need="-"), by)
    return case, need, background


def _decide_anew(told: Told, action: Action, by: Assignment) -> None:
    with acting_as(by):
        row = Finding.objects.get(pk=told.finding.pk)
        what = {"row": row, "edition": row.edition, "is_correction": False, "by": by}
        told.finding = change_decision(action=action, text=told.decided[1], **what)


def _tell_plan(contact: Case, child: PersonFacts, cast: Cast) -> Case:
    by = cast.nurse
    plan = Plan(replace(cast, worker=by, manager=by, nurse=cast.outsider))
    with acting_as(by):
        subject = subject_of(plan.case, by)
        assert subject is not None
        describe_case_person(row=subject, facts=child, by=by)
    plan.to_replies()
    with acting_as(by):
        tell_overdue(contact=contact, plan=plan.case, receivers=[cast.teacher.unit], by=by)
    return plan.case
