"""What becomes of one child at its clinic, from birth to today: made up from a seed, the same every time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import Assignment
from cases.ages import Origin
from cases.identity import IdentityNumber, Sex
from cases.models import CasePerson, Finding, HealthContact, HealthStep, ProgrammeStep
from cases.selectors.schedule import Planned, planned_steps
from cases.services.health import Done
from cases.services.person import PersonFacts
from workflows.demo.bulk.names import FAMILY, GIVEN, LANGUAGES
from workflows.demo.bulk.words import FOUND_WORDS, STEP_WORDS
from workflows.demo.numbers import reserve_number

Outcome = HealthStep.Outcome
Action = Finding.Action
# The programme ends before school; then the contact is over.
LAST_DAY_OF_LIFE_HERE, OLDEST = 2070, 2190
YOUNGEST = 3
# Reserve numbers of one birthday and sex: the demo's other children have those before and after.
FIRST_SERIAL, LAST_SERIAL = 200, 399
DAYS_A_WEEK = 7
A_WHILE = timedelta(minutes=20)
# What is still to be done is from these days: older things have been caught up with.
RECENT = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class Decision:
    at: datetime
    action: Finding.Action
    text: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A step recorded at a moment; `decision` is of what repeated missed visits lead to, None while it waits."""

    at: datetime
    planned: Planned
    done: Done
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An instrument; `whose` parent it is about, None for the child."""

    at: datetime
    planned: Planned
    instrument: str
    whose: int | None
    answers: dict[int, int]
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Child:
    by: Assignment
    enrolled_at: datetime
    facts: PersonFacts
    parents: tuple[PersonFacts, ...]
    days_at_birth: int | None
    acts: list[Visit | Asked] = field(default_factory=list)
    ended_at: datetime | None = None
    ending: HealthContact.Ending = HealthContact.Ending.NONE


class TooManyOfADay(ValueError):
    """There are no reserve numbers left for this birthday."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all children have in common: the moment of telling, the programme's steps, and the numbers given."""

    now: datetime
    steps: Sequence[ProgrammeStep]
    given: Counter[tuple[date, Sex]] = field(default_factory=Counter)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def number_for(self, born: date, sex: Sex) -> IdentityNumber:
        """A reserve number: none born after 2019 has an official one. Raises TooManyOfADay."""
        serial = FIRST_SERIAL + self.given[born, sex]
        if serial > LAST_SERIAL:
            raise TooManyOfADay
        self.given[born, sex] += 1
        return reserve_number(born, sex, serial)


def make_child(number: int, by: Assignment, setting: Setting, seed: int) -> Child:
    """The child of that number: the same for the same seed and moment, if those before it were made too."""
    random = Random(f"{seed}/{number}")  # noqa: S311  a story is to be told again
    born = setting.today - timedelta(days=random.randint(YOUNGEST, OLDEST))
    days_at_birth = _days_at_birth(random)
    moved_in = random.random() < 0.03
    joined = born + timedelta(days=random.randint(20, 900) if moved_in else random.randint(2, 9))
    enrolled_at = min(moment(min(joined, setting.today), random), setting.now - 2 * A_WHILE)
    child = Child(
        by=by,
        enrolled_at=enrolled_at,
        facts=_facts(born, random, setting),
        parents=tuple(_parents(random)),
        days_at_birth=days_at_birth,
    )
    enrolled_on = timezone.localdate(enrolled_at)
    origin = Origin(born_on=born, enrolled_on=enrolled_on, days_at_birth=days_at_birth)
    for planned in planned_steps(setting.steps, origin):
        child.acts.extend(_acts(planned, child, random, setting))
    child.acts.sort(key=lambda act: act.at)
    return _ended(child, born, random, setting)


def _ended(child: Child, born: date, random: Random, setting: Setting) -> Child:
    """As it is, or over: the programme is done, or the family has moved and nothing comes after."""
    last = born + timedelta(days=random.randint(LAST_DAY_OF_LIFE_HERE, OLDEST - 1))
    ending = HealthContact.Ending.DONE
    if random.random() < 0.03:
        last, ending = born + timedelta(days=random.randint(400, 1900)), HealthContact.Ending.MOVED
    at = moment(last, random)
    if last > setting.today or at < child.enrolled_at or at > setting.now:
        return child
    acts = [act for act in child.acts if act.at < at]
    return Child(
        child.by, child.enrolled_at, child.facts, child.parents, child.days_at_birth, acts, ended_at=at, ending=ending
    )


def _days_at_birth(random: Random) -> int | None:
    """Seven of a hundred come before week 37; of the others most are written down as born at term."""
    if random.random() < 0.07:
        return random.choice((random.randint(24, 31), random.randint(32, 36), 36)) * DAYS_A_WEEK + random.randint(0, 6)
    return random.randint(37, 41) * DAYS_A_WEEK + random.randint(0, 6) if random.random() < 0.6 else None


def _facts(born: date, random: Random, setting: Setting) -> PersonFacts:
    sex: Sex = random.choice(("female", "male"))
    language = random.choice(LANGUAGES) if random.random() < 0.15 else ""
    return PersonFacts(
        given_name=random.choice(GIVEN[sex]),
        family_name=random.choice(FAMILY),
        number=setting.number_for(born, sex),
        birth_date=born,
        language=language,
        needs_interpreter=bool(language) and random.random() < 0.5,
        protection=CasePerson.Protection.MARKED if random.random() < 0.004 else CasePerson.Protection.NONE,
    )


def _parents(random: Random) -> Iterator[PersonFacts]:
    """She who bore the child first: what is asked of the other is asked of the second."""
    yield _parent("female", random)
    if random.random() < 0.88:
        yield _parent("male" if random.random() < 0.97 else "female", random)


def _parent(sex: Sex, random: Random) -> PersonFacts:
    return PersonFacts(given_name=random.choice(GIVEN[sex]), family_name=random.choice(FAMILY), has_custody=True)


def _acts(planned: Planned, child: Child, random: Random, setting: Setting) -> Iterator[Visit | Asked]:
    """What came of one step. Most are done in their window; some late, elsewhere, declined, missed or never."""
    enrolled_on = timezone.localdate(child.enrolled_at)
    if planned.last < enrolled_on:
        yield _visit(planned, child.enrolled_at, Outcome.ELSEWHERE, random, child, on=planned.first)
        return
    if planned.step.level != ProgrammeStep.Level.ALL and random.random() > 0.1:
        return
    window = (planned.last - max(planned.first, enrolled_on)).days
    on = max(planned.first, enrolled_on) + timedelta(days=round(window * random.betavariate(1.6, 3)))
    chance = random.random()
    if chance < 0.04 and planned.last > setting.today - RECENT:
        return
    if chance < 0.035:
        on = planned.last + timedelta(days=random.randint(1, 25))
    at = max(moment(on, random), child.enrolled_at + A_WHILE)
    if at > setting.now:
        return
    if 0.035 <= chance < 0.06:
        yield from _missed(planned, at, random, child, setting)
        return
    outcome = Outcome.DECLINED if chance < 0.07 else Outcome.ELSEWHERE if chance < 0.076 else Outcome.DONE
    yield _visit(planned, at, outcome, random, child)
    if outcome == Outcome.DONE:
        yield from _asked(planned, at, random, child, setting)


def _missed(planned: Planned, at: datetime, random: Random, child: Child, setting: Setting) -> Iterator[Visit]:
    """They did not come; most come the next time. Some miss that as well, and come the third time or say no."""
    yield _visit(planned, at, Outcome.MISSED, random, child, setting=setting)
    chosen = (Outcome.MISSED, random.choice((Outcome.DONE, Outcome.DECLINED)))
    for outcome in chosen if random.random() < 0.1 else (Outcome.DONE,):
        at = moment(timezone.localdate(at) + timedelta(days=random.randint(7, 21)), random)
        if at > setting.now:
            return
        yield _visit(planned, at, outcome, random, child, setting=setting)


def _visit(
    planned: Planned,
    at: datetime,
    outcome: HealthStep.Outcome,
    random: Random,
    child: Child,
    *,
    on: date | None = None,
    setting: Setting | None = None,
) -> Visit:
    on = on or timezone.localdate(at)
    content = planned.step.content
    is_done = outcome == Outcome.DONE
    ticked = [each for each in content if random.random() < 0.93] if is_done else []
    born = child.facts.birth_date
    measures = _measures(planned.step, (on - born).days, child, random) if is_done and born else {}
    text = random.choice(STEP_WORDS[outcome]) if random.random() < 0.25 or outcome == Outcome.DECLINED else ""
    done = Done(outcome=outcome, happened_on=on, ticked=tuple(ticked), text=text, measures=measures)
    decision = _decision("missed_visits", at, random, setting) if outcome == Outcome.MISSED and setting else None
    return Visit(at, planned, done, decision)


def _measures(step: ProgrammeStep, days: int, child: Child, random: Random) -> dict[str, int | None]:
    """Grams and millimetres, roughly as children grow: no reference, and nobody's."""
    early = max(0, 280 - (child.days_at_birth or 280))
    months = max(days - early, 0) / 30.4
    size = Random(child.facts.number.value if child.facts.number else 0).gauss(1, 0.06)  # noqa: S311  as tall as it is
    size *= random.gauss(1, 0.006)
    weight = 3500 + (700 * min(months, 6) + 350 * max(0, min(months, 12) - 6) + 190 * max(0, months - 12))
    length = 500 + (28 * min(months, 6) + 13 * max(0, min(months, 12) - 6) + 7 * max(0, months - 12))
    head = 350 + (14 * min(months, 6) + 5 * max(0, min(months, 12) - 6) + 1 * max(0, months - 12))
    weight -= 12 * max(0, early - days)
    all_of = {
        "weight": round(weight * size, -1),
        "length": round(length * size**0.4),
        "head": round(head * size**0.3),
    }
    return {name: int(value) for name, value in all_of.items() if name in step.measures}


def _asked(planned: Planned, at: datetime, random: Random, child: Child, setting: Setting) -> Iterator[Asked]:
    """Whom the instrument is for: the one who bore the child, the other, both, or the child."""
    for instrument in planned.step.instruments:
        if random.random() < 0.05:
            continue
        for whose in _whom(instrument, planned, child):
            answers = _answers(instrument, random)
            yield Asked(at, planned, instrument, whose, answers, _decision(instrument, at, random, setting))


def _whom(instrument: str, planned: Planned, child: Child) -> tuple[int | None, ...]:
    both = tuple(range(len(child.parents)))
    if instrument == "language":
        return (None,)
    if instrument == "tobacco":
        return both
    if planned.step.key == "parent-3-5-months":
        return both[1:]
    return both[:1]


def _answers(instrument: str, random: Random) -> dict[int, int]:
    """Most have nothing that leads on; one in ten a sum of twelve or more, few an answer to the last of ten."""
    if instrument != "epds":
        yes = {"tobacco": 0.07, "violence": 0.03, "whooley": 0.05, "language": 0.06}[instrument]
        return {item: int(random.random() < yes) for item in range(1, 3 if instrument == "whooley" else 2)}
    total = random.choice((12, 13, 14, 15, 17, 19)) if random.random() < 0.1 else min(11, int(random.expovariate(0.25)))
    answers = dict.fromkeys(range(1, 10), 0)
    for _point in range(total):
        item = random.choice([each for each, points in answers.items() if points < 3])
        answers[item] += 1
    answers[10] = int(random.random() < 0.012)
    if random.random() < 0.02:
        del answers[random.randint(1, 9)]
    return answers


def _decision(about: str, at: datetime, random: Random, setting: Setting | None) -> Decision | None:
    """Within some days, few late; None where it still waits today."""
    if setting is None:
        return None
    days = random.randint(0, 3) if random.random() < 0.93 else random.randint(5, 12)
    decided = moment(timezone.localdate(at) + timedelta(days=days), random)
    action = Action.NO_ACTION if about in ("tobacco", "missed_visits") and random.random() < 0.4 else Action.TALK
    decided = max(decided, at + timedelta(minutes=40))
    if decided > setting.now:
        return None
    return Decision(decided, action, random.choice(FOUND_WORDS[action]))


def moment(on: date, random: Random) -> datetime:
    """A weekday, some quarter of an hour of the working day."""
    on += timedelta(days={5: 2, 6: 1}.get(on.weekday(), 0))
    return timezone.make_aware(datetime.combine(on, time(random.randint(8, 15), random.choice((0, 15, 30, 45)))))
