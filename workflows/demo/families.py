"""The family of a story: everybody with a number that cannot be anybody's, or a birth date alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from cases.identity import Sex
from cases.models import CasePerson
from cases.services.person import PersonFacts
from workflows.demo.numbers import NumberBook
from workflows.demo.stories import Story

MOTHERS = ("Jenny", "Malin", "Linda", "Sandra", "Johanna", "Emma", "Rebecka", "Therese", "Ida", "Frida", "Camilla")
FATHERS = ("Daniel", "Marcus", "Johan", "Andreas", "Patrik", "Robin", "Viktor", "Simon", "Joakim", "Filip")
SIBLINGS = ("Bo", "My", "Tim", "Ella", "Kaj")
FEMALE: Sex = "female"
MALE: Sex = "male"
Protection = CasePerson.Protection


@dataclass(slots=True)
class Family:
    """`carrier` for a child not yet born, and then it is nobody's child besides."""

    subject: PersonFacts
    carrier: PersonFacts | None = None
    parents: list[PersonFacts] = field(default_factory=list)
    sibling: PersonFacts | None = None


@dataclass(slots=True)
class FamilyBook:
    """Makes families, each number once, the names in turn."""

    today: date
    numbers: NumberBook = field(default_factory=NumberBook)
    made: int = 0
    mothers: cycle = field(default_factory=lambda: cycle(MOTHERS))
    fathers: cycle = field(default_factory=lambda: cycle(FATHERS))

    def family_of(self, story: Story) -> Family:
        self.made += 1
        child = story.child
        parents = [self._parent(story, which) for which in child.parents]
        if child.is_unborn:
            expected = self.today + timedelta(days=20 if story.special.is_born_later else 110)
            return Family(PersonFacts(expected_birth=expected), carrier=parents[0])
        family = Family(self.born_child(story), parents=parents)
        if parents and self.made % 4 == 0:
            family.sibling = self._sibling(story)
        return family

    def born_child(self, story: Story, born: date | None = None) -> PersonFacts:
        """The subject as born; on `born`, or at the story's age with a day of its own."""
        child = story.child
        born = born or self._day(child.years, child.months)
        return PersonFacts(
            given_name=child.name,
            family_name=child.family,
            number=self.numbers.number_for(born, FEMALE if child.is_girl else MALE),
            language=child.language,
            needs_interpreter=bool(child.language) and not child.parents,
            protection=self._protection(story),
        )

    def _parent(self, story: Story, which: str) -> PersonFacts:
        child, is_mother = story.child, which == "f"
        born = self._day(child.years + 24 + self.made % 11, self.made % 12)
        return PersonFacts(
            given_name=next(self.mothers if is_mother else self.fathers),
            family_name=child.family,
            number=self.numbers.number_for(born, FEMALE if is_mother else MALE),
            language=child.language,
            needs_interpreter=bool(child.language),
            protection=self._protection(story),
            has_custody=True,
        )

    def _sibling(self, story: Story) -> PersonFacts:
        born = self._day(story.child.years + 2, 3)
        given = SIBLINGS[self.made % len(SIBLINGS)]
        return PersonFacts(given_name=given, family_name=story.child.family, birth_date=born)

    def _protection(self, story: Story) -> str:
        return Protection.REGISTERED if story.child.is_protected else Protection.NONE

    def _day(self, years: int, months: int) -> date:
        return self.today - timedelta(days=round(365.25 * years + 30.4 * months) + self.made % 9)
