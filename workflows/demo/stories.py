"""The sixty cases: where each stands, who leads and is called, and what it is about. Told oldest first."""

from dataclasses import dataclass
from enum import StrEnum

from cases.models import Case, ConsentException

Reason = Case.ClosureReason
Spared = ConsentException.Reason


class Stop(StrEnum):
    """How far a case has come."""

    CONSENT = "consent"
    ONE_ASKED = "one_asked"
    LATER = "later"
    REFUSED = "refused"
    PREPARE = "prepare"
    REPLY = "reply"
    MEET = "meet"
    WRITE = "write"
    CONFIRM = "confirm"
    DECLINED = "declined"
    ACTIVE = "active"
    FOLLOW_UP = "follow_up"
    CONTINUED = "continued"
    REVISING = "revising"
    REVISED = "revised"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """Who the plan is about, aged years and months; `parents` as f and m, empty for an adult."""

    name: str
    family: str
    is_girl: bool
    years: int
    months: int
    parents: str
    language: str = ""
    is_unborn: bool = False
    is_protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """What happens besides. `names` and `needs` are users: named by a colleague, or stating a need."""

    is_protected: bool = False
    is_born_later: bool = False
    parents_differ: bool = False
    somebody_is_absent: bool = False
    a_unit_leaves: bool = False
    spared: Spared | None = None
    names: str = ""
    needs: str = ""
    reason: Reason = Reason.GOALS_MET
    closed_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One case. `days`: since the last thing happened. `ahead`: days to what comes next, negative when it is late.

    `answered`: how many of the called have replied, or have confirmed, where the case stands there.
    """

    stop: Stop
    days: int
    ahead: int
    answered: int
    lead: str
    called: tuple[str, ...]
    theme: str
    child: Child
    special: Special


# stop, days, ahead, answered | lead, called | theme | name, family, sex, age as years,months, parents, language
LINES = """\
consent    1  0 0 | sara   karin ulla         | sleep     | Elis Provlöv p 0,8 fm
consent    0  0 0 | fatima omar               | low_mood  | Tuva Skissdal f 0,3 fm
consent   10  0 0 | tomas  helena mona        | language  | Nova Attrappsson f 2,6 fm
one_asked  3  0 0 | karin  sara ulla          | low_mood  | Alma Testdal f 0,5 fm
one_asked  9  0 0 | sara   karin              | money     | Ture Mallberg p 4,1 fm
one_asked  2  0 0 | peter  anna omar          | absence   | Signe Figurin f 13,2 fm
later      4 12 0 | omar   maria karin        | money     | Vidar Skenberg p 5,4 fm
later      3  8 0 | karin  sara               | newcomer  | Zahra Provberg f 1,9 fm tigrinja
refused   30  0 0 | elin   sara               | expecting | - Demodal - unborn f
refused   22  0 0 | sara   karin ulla         | sleep     | Folke Utkast p 1,2 fm
prepare    1  0 0 | sara   karin maria        | attention | Ebbe Exempelberg p 4,7 fm
prepare   11  0 0 | erik   peter              | absence   | Wilma Fiktivgren f 12,8 fm
prepare    2  0 0 | karin  sara ulla          | newcomer  | Amir Modelldal p 1,4 fm arabiska
reply      3  0 0 | jonas  hanna              | adult     | Kerstin Sagoberg f 47,0 -
reply      1  0 0 | sara   karin ulla         | sleep     | Iris Övningsdal f 0,10 fm
reply      3  0 1 | helena tomas mona         | language  | Loke Provgren p 3,1 fm
reply     11  0 1 | omar   maria karin        | safety    | Ines Påhittsdal f 3,8 f
reply     12  0 0 | karin  omar jonas         | substance | Melvin Attrappberg p 2,2 fm
reply      2  0 1 | fatima sara helena-2      | sleep     | Stina Skissgren f 1,1 fm
reply      9  0 1 | erik   helena peter       | attention | Otis Låtsasson p 5,9 fm
reply      4  0 0 | elin   sara ulla          | expecting | - Exempeldal - unborn f
meet       2  3 2 | sara   karin ulla         | language  | Maja Exempelsson f 2,10 fm
meet       4  6 2 | karin  sara ulla          | low_mood  | Love Provdal p 0,7 fm
meet       6  1 1 | erik   helena             | attention | Lovis Skissman f 4,3 fm
meet       3  0 2 | anna   peter omar         | absence   | Samira Modellin f 15,6 fm
meet      24 -5 2 | sara   karin maria        | substance | Malte Demoberg p 3,5 fm
meet      22 -2 2 | omar   karin maria        | safety    | Freja Fiktivsson f 4,11 f
meet       5  9 2 | eva    hanna              | adult     | Bengt Figurberg p 58,0 -
write      1 70 2 | sara   karin ulla         | sleep     | Sixten Testgren p 0,11 fm
write     12 60 2 | karin  omar jonas         | substance | Tyra Mallgren f 1,8 fm
write      3 80 2 | erik   helena kim         | language  | Hjalmar Provman p 3,3 fm
write      1 84 1 | sofia  tomas              | expecting | Noa Skenman f 0,1 f
confirm    2 75 1 | sara   karin kim          | attention | Liv Utkastman f 4,2 fm
confirm   11 65 1 | omar   karin maria        | money     | Ivar Sagolund p 5,1 fm
confirm    3 80 0 | karin  sara ulla          | sleep     | Sigrid Attrappman f 0,9 fm
confirm    9 70 0 | helena erik mona          | attention | Nils Exempelgren p 5,7 fm
declined   1 60 1 | sara   karin kim          | attention | Edith Låtsasdal f 4,8 fm
declined   4 70 1 | karin  omar maria         | substance | Alve Övningsgren p 3,9 fm
active     5 40 2 | sara   karin ulla         | low_mood  | Julie Testman f 0,6 fm
active    30 25 2 | lena   karin maria        | substance | Arvid Skissberg p 4,5 fm
active    12 60 2 | erik   helena peter       | absence   | Hedda Provlund f 11,9 fm
active    20 50 2 | anna   peter omar         | absence   | Leo Demogren p 15,9 fm
active    35 12 2 | fatima sara ulla          | language  | Ellen Fiktivdal f 2,7 fm
active     8 70 2 | eva    hanna              | adult     | Lisbet Mallman f 36,0 -
active    15 55 1 | elin   sara               | expecting | - Modellberg - unborn f
active    40 30 2 | karin  sara maria         | attention | Gustav Figurdal p 5,2 fm
follow_up 70  0 2 | sara   karin ulla         | sleep     | Vera Skengren f 1,3 fm
follow_up 80 -5 2 | karin  omar maria         | language  | Elton Sagodal p 3,2 fm
follow_up 85 -9 2 | erik   helena kim         | newcomer  | Leyla Hittpådal f 4,0 fm dari
continued 14 80 2 | sara   karin maria        | attention | Tilde Provberg f 5,5 fm
revising   2 60 2 | sara   karin ulla         | language  | Ossian Attrappdal p 3,6 fm
revised    9 75 2 | omar   maria karin        | safety    | Minna Testgren f 6,1 f
closed    15  0 2 | sara   karin ulla         | sleep     | Harry Exempelman p 1,6 fm
closed    25  0 2 | erik   helena kim         | language  | Astrid Utkastberg f 4,4 fm
closed    12  0 2 | karin  sara ulla          | low_mood  | Sam Övningsman p 1,0 fm
closed    40  0 2 | helena tomas mona         | newcomer  | Hamid Låtsasberg p 3,10 fm arabiska
closed    18  0 2 | omar   maria karin        | money     | Yusuf Hittpåsson p 2,4 fm somaliska
closed    33  0 2 | peter  anna omar          | absence   | Ronja Testberg f 14,1 fm
withdrawn  3  0 1 | sara   karin maria        | substance | Elvira Demodotter f 4,6 fm
withdrawn  6 40 2 | omar   karin maria        | money     | Colin Skissdotter p 5,8 fm
"""

# What is special, by the child's name.
SPECIAL: dict[str, Special] = {
    "Ines Påhittsdal": Special(is_protected=True),
    "Minna Testgren": Special(is_protected=True),
    "Malte Demoberg": Special(spared=Spared.SOLE_CUSTODY),
    "Ebbe Exempelberg": Special(spared=Spared.NOT_REACHED),
    "Arvid Skissberg": Special(parents_differ=True),
    "Noa Skenman": Special(is_born_later=True),
    "Love Provdal": Special(names="birgitta"),
    "Maja Exempelsson": Special(names="birgitta"),
    "Freja Fiktivsson": Special(needs="lena"),
    "Tilde Provberg": Special(somebody_is_absent=True),
    "Gustav Figurdal": Special(a_unit_leaves=True),
    "Astrid Utkastberg": Special(reason=Reason.ONE_PRINCIPAL_LEFT),
    "Sam Övningsman": Special(reason=Reason.NOT_NEEDED, closed_at="consent"),
    "Hamid Låtsasberg": Special(reason=Reason.MOVED, closed_at="confirm"),
    "Yusuf Hittpåsson": Special(reason=Reason.PERSON_WITHDREW, closed_at="reply"),
    "Ronja Testberg": Special(reason=Reason.REPLACED),
}


def all_stories() -> list[Story]:
    return [_story(line) for line in LINES.splitlines()]


def some_stories(count: int) -> list[Story]:
    """`count` of them: one of each stop as far as they reach, then the rest."""
    seen: set[Stop] = set()
    first: list[Story] = []
    rest: list[Story] = []
    for story in all_stories():
        (rest if story.stop in seen else first).append(story)
        seen.add(story.stop)
    return (first + rest)[:count]


def _story(line: str) -> Story:
    standing, who, theme, child = (part.split() for part in line.split("|"))
    special = SPECIAL.get(" ".join(child[:2]), Special())
    stop, days, ahead, answered = standing
    return Story(
        stop=Stop(stop),
        days=int(days),
        ahead=int(ahead),
        answered=int(answered),
        lead=who[0],
        called=tuple(who[1:]),
        theme=theme[0],
        child=_child(child, special),
        special=special,
    )


def _child(words: list[str], special: Special) -> Child:
    name, family, sex, age, parents, *more = words
    is_unborn = age == "unborn"
    years, months = (0, 0) if is_unborn else map(int, age.split(","))
    return Child(
        name=name.strip("-"),
        family=family,
        is_girl=sex == "f",
        years=years,
        months=months,
        parents=parents.strip("-"),
        language=more[0] if more else "",
        is_unborn=is_unborn or special.is_born_later,
        is_protected=special.is_protected,
    )
