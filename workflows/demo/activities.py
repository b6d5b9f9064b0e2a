"""What families are offered around the demo's centres, and how many took it up: numbers alone. All made up."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import cast

from django.utils import timezone

from accounts.acting import transaction_as
from accounts.models import FamilyCentre
from agreements.models import Place, SupportActivity
from agreements.services.activity import ActivityFacts, Counted, add_activity, count_occasion
from workflows.demo.staff import Staff

LEADER = "birgitta"
Kind = SupportActivity.Kind
SEED = 5


@dataclass(frozen=True, slots=True)
class Offered:
    """Days ago; `every` so many days; to `places` families each time, of whom `least` to `most` come.

    `places` 0 in an open activity: as many as come. `until` days ago, None while it goes on.
    """

    centre: str
    unit: str
    kind: SupportActivity.Kind
    name: str
    about: str
    where: str
    when: str
    since: int
    every: int
    places: int
    least: int
    most: int
    until: int | None = None


OFFERED = (
    Offered(
        centre="bjorken",
        unit="of_bjorken",
        kind=Kind.OPEN,
        name="Babycafé",
        about="För föräldrar med barn under ett år",
        where="Öppna förskolan Björken",
        when="Måndagar 9–12",
        since=380,
        every=28,
        places=0,
        least=9,
        most=17,
    ),
    Offered(
        centre="bjorken",
        unit="bvc_bjorken",
        kind=Kind.GROUP,
        name="Föräldragrupp, första barnet",
        about="Åtta träffar kring det första året",
        where="Björken, grupprummet",
        when="Torsdagar 13–15",
        since=250,
        every=30,
        places=12,
        least=6,
        most=11,
    ),
    Offered(
        centre="bjorken",
        unit="rad_bjorken",
        kind=Kind.TALK,
        name="Rådgivande samtal",
        about="Upp till fem samtal utan att något skrivs ner",
        where="Björken",
        when="Efter överenskommelse",
        since=300,
        every=45,
        places=6,
        least=2,
        most=5,
    ),
    Offered(
        centre="bjorken",
        unit="rad_bjorken",
        kind=Kind.PROGRAMME,
        name="Föräldraskapskurs 3–6 år",
        about="Fyra träffar",
        where="Björken, stora salen",
        when="Onsdagar 17.30–19.30",
        since=330,
        every=7,
        places=16,
        least=9,
        most=13,
        until=305,
    ),
    Offered(
        centre="ronnen",
        unit="of_ronnen",
        kind=Kind.OPEN,
        name="Sångstund på flera språk",
        about="",
        where="Öppna förskolan Rönnen",
        when="Fredagar 10–11",
        since=200,
        every=21,
        places=0,
        least=8,
        most=15,
    ),
)


def make_activities(staff: Staff) -> None:
    """Entered and counted by who leads the local agreement, and so at all of its centres."""
    leader, today, dice = staff[LEADER], timezone.localdate(), Random(SEED)  # noqa: S311  a made-up story, always the same
    with transaction_as(leader):
        for each in OFFERED:
            place = Place(centre=cast("FamilyCentre", staff.centres[each.centre]))
            last = None if each.until is None else today - timedelta(days=each.until)
            facts = ActivityFacts(
                kind=each.kind,
                name=each.name,
                about=each.about,
                where=each.where,
                when=each.when,
                unit=staff.units[each.unit],
                valid_from=today - timedelta(days=each.since),
                valid_to=last,
            )
            activity = add_activity(place=place, facts=facts, by=leader)
            for ago in range(each.since, each.until or 0, -each.every):
                came = dice.randint(each.least, each.most)
                counted = Counted(held_on=today - timedelta(days=ago), offered=each.places or came, taken_up=came)
                count_occasion(activity=activity, counted=counted, by=leader)
