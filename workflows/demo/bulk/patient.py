"""What becomes of one patient of addiction care who is a parent: asked, assessed and asked again, from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import Assignment
from cases.identity import Sex
from cases.models import ParenthoodTalk, PatientChild
from cases.models.parenthood import Asked, ContactWith, FamilyHome, Given, Protection
from cases.services.parenthood import ChildFacts
from cases.services.person import PersonFacts
from workflows.demo.bulk.child import A_WHILE, Setting, moment
from workflows.demo.bulk.names import FAMILY, GIVEN
from workflows.demo.bulk.words import CARRIES_WORDS, KNOWS_WORDS, NO_REPORT_WORDS, TALK_WORDS, WORRY_WORDS
from workflows.models import Step

Lives = PatientChild.Lives
# As many of a hundred as a record says it of; a parent's record may say nothing.
DOCUMENTED = 0.8
WOMEN = 0.35
LONGEST = 720
GIVEN_TO = ("information", "advice", "child_support", "parent_support")
ASKED = (
    *("other_in_care", "other_support", "child_is_carer", "worried", "wants_parenthood_talk", "wants_needs_talk"),
    *("child_knows", "joint_support", "relief"),
)


@dataclass(frozen=True, slots=True)
class Talked:
    """One of the flow's tasks, done: what was answered, told, assessed and talked about then."""

    at: datetime
    step: Step
    answers: dict[str, Any] = field(default_factory=dict)
    children: tuple[ChildFacts, ...] = ()
    protection: str = ""
    protection_text: str = ""
    talk: str = ""
    talk_text: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    by: Assignment
    enrolled_at: datetime
    facts: PersonFacts
    talks: list[Talked]

    @property
    def is_documented(self) -> bool:
        """The record says whether there are children."""
        return any("children" in talked.answers for talked in self.talks)

    @property
    def has_minor_at_home(self) -> bool:
        return any(child.lives == Lives.FULL for talked in self.talks for child in talked.children)

    def said(self, *names: str) -> set[str]:
        """What was answered to these questions, at any time."""
        return {talked.answers[name] for talked in self.talks for name in names if name in talked.answers}


def make_patient(number: int, by: Assignment, setting: Setting, seed: int) -> Patient:
    random = Random(f"{seed}/patient/{number}")  # noqa: S311  a story is to be told again
    sex: Sex = "female" if random.random() < WOMEN else "male"
    born = setting.today - timedelta(days=random.randint(21 * 365, 56 * 365))
    facts = PersonFacts(
        given_name=random.choice(GIVEN[sex]),
        family_name=random.choice(FAMILY),
        number=setting.number_for(born, sex),
        birth_date=born,
    )
    enrolled_on = setting.today - timedelta(days=random.randint(1, LONGEST))
    enrolled_at = min(moment(enrolled_on, random), setting.now - 2 * A_WHILE)
    talks = list(_talks(enrolled_at, random, setting)) if random.random() < DOCUMENTED else []
    return Patient(by, enrolled_at, facts, talks)


def _talks(enrolled_at: datetime, random: Random, setting: Setting) -> Iterator[Talked]:
    """Asked within some weeks; assessed at once or some days later; asked again when the time has come."""
    at = max(moment(timezone.localdate(enrolled_at) + timedelta(days=random.randint(0, 20)), random), enrolled_at)
    at += A_WHILE
    if at > setting.now:
        return
    at_once = random.random() < 0.4
    review = timezone.localdate(at) + timedelta(days=random.randint(60, 200)) if random.random() < 0.7 else None
    yield Talked(
        at,
        Step.ASK_PARENTHOOD,
        _answers(random) | ({"next_review": review} if review else {}),
        tuple(_children(random)),
        **(_protection(random) if at_once else {}),
    )
    if not at_once:
        at = moment(timezone.localdate(at) + timedelta(days=random.randint(1, 6)), random)
        if at > setting.now:
            return
        yield Talked(at, Step.ASSESS_CHILD, **_protection(random), **_talk(random))
    yield from _asked_again(at, review, random, setting)


def _asked_again(at: datetime, review: date | None, random: Random, setting: Setting) -> Iterator[Talked]:
    on = review or timezone.localdate(at) + timedelta(days=random.randint(150, 190))
    again = moment(on + timedelta(days=random.randint(0, 9)), random)
    if again > setting.now or random.random() < 0.25:
        return
    answers = {name: random.choice((Given.OFFERED, Given.GIVEN, Given.REFUSED)).value for name in GIVEN_TO[:2]}
    yield Talked(again, Step.REVIEW_PARENTHOOD, answers, **_protection(random), **_talk(random))


def _answers(random: Random) -> dict[str, Any]:
    """Most of the sixteen; what was not taken up stands as not asked."""
    answers: dict[str, Any] = {"children": Asked.YES.value}
    for name in ASKED:
        if random.random() < 0.75:
            answers[name] = random.choice((Asked.YES, Asked.NO, Asked.NO, Asked.UNKNOWN, Asked.DECLINED)).value
    for name in GIVEN_TO:
        if random.random() < 0.5:
            answers[name] = random.choice((Given.OFFERED, Given.GIVEN, Given.NO, Given.REFUSED)).value
    words = {"other_support": CARRIES_WORDS, "worried": WORRY_WORDS, "child_knows": KNOWS_WORDS}
    answers |= {
        f"{name}_text": random.choice(texts) for name, texts in words.items() if answers.get(name) == Asked.YES.value
    }
    if random.random() < 0.6:
        answers["family_home"] = FamilyHome.NOT_PLACED.value
    if random.random() < 0.5:
        answers |= {"contact": Asked.YES.value, "contact_with": [random.choice(list(ContactWith)).value]}
    return answers


def _children(random: Random) -> Iterator[ChildFacts]:
    """One to four, of an age as in the survey of 2012."""
    ages = random.choices((range(2), range(2, 7), range(7, 13), range(13, 18)), (7, 25, 36, 32), k=4)
    for age in ages[: random.choices((1, 2, 3, 4), (40, 38, 16, 6))[0]]:
        name = random.choice(GIVEN[random.choice(("female", "male"))])
        lives = random.choices(
            (Lives.FULL, Lives.PART, Lives.CONTACT, Lives.PLACED, Lives.NOT_ASKED), (35, 22, 25, 8, 10)
        )
        yield ChildFacts(name=name, age=random.choice(age), lives=lives[0].value)


def _protection(random: Random) -> dict[str, Any]:
    if random.random() < 0.08:
        return {"protection": Protection.REPORT.value}
    return {"protection": Protection.NO_REPORT.value, "protection_text": random.choice(NO_REPORT_WORDS)}


def _talk(random: Random) -> dict[str, Any]:
    if random.random() < 0.4:
        return {}
    return {"talk": random.choice(ParenthoodTalk.With.values), "talk_text": random.choice(TALK_WORDS)}
