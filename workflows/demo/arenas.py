"""Where the demo's people meet: a steering group, councils with meetings, and days of joint training. All made up."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from django.utils import timezone

from accounts.acting import transaction_as
from accounts.models import Assignment, FamilyCentre
from agreements.models import Place, Profession, RuleSet, StandingGroup
from agreements.services.group import add_member, make_group, plan_meeting, record_meeting
from agreements.services.training import Attended, TrainingFacts, record_training_day
from workflows.demo.agreements import LOCAL
from workflows.demo.staff import Staff

LEADER = "birgitta"
Kind = StandingGroup.Kind
NURSE, MIDWIFE, TEACHER = Profession.CHILD_HEALTH_NURSE, Profession.MIDWIFE, Profession.PRESCHOOL_TEACHER
SOCIAL, MANAGER, COUNSELLOR = Profession.SOCIAL_WORKER, Profession.MANAGER, Profession.ADDICTION_COUNSELLOR


@dataclass(frozen=True, slots=True)
class Group:
    """`centre` empty for the whole agreement; days ago; `members` by the user's key, `posts` as post and unit.

    `meetings`: days ago, what was raised, what was answered or decided; `next_in` how many days.
    """

    kind: StandingGroup.Kind
    name: str
    centre: str
    since: int
    every: int | None
    members: tuple[str, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    meetings: tuple[tuple[int, str, str], ...] = ()
    next_in: int | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """`attended`: unit, profession, how many."""

    centre: str
    ago: int
    subject: str
    arranged_by: str
    attended: tuple[tuple[str, Profession, int], ...]


GROUPS = (
    Group(
        Kind.STEERING,
        "Styrgruppen i Ekdalen",
        "",
        390,
        3,
        ("mats", "pia", "cecilia", "lars"),
        (("Förvaltningschef", "socialkontor"), ("Samverkanschef", "regionkontor")),
        (
            (330, "Vad överenskommelsen kräver av var och en.", "Samordnaren rapporterar varje kvartal."),
            (235, "Barnmorskan är på Linden en dag i veckan.", "Regionen prövar två dagar från hösten."),
            (140, "Svar på kallelser dröjer när någon är borta.", "Varje enhet utser en ersättare."),
            (50, "Rundan i år: vem svarar för vilken central.", "Samordnaren utser de svarande."),
        ),
        next_in=24,
    ),
    Group(
        Kind.MANAGEMENT,
        "Ledningsgruppen på Björken",
        "bjorken",
        380,
        2,
        ("pia", "mats", "agneta", "birgitta"),
        (),
        (
            (95, "Gemensam tid för öppen verksamhet.", "Torsdagar, varannan vecka på kvällen."),
            (30, "Ny kollega på öppna förskolan.", "Introduktion hos alla fyra enheterna."),
        ),
    ),
    Group(
        Kind.COUNCIL,
        "Brukarrådet på Björken",
        "bjorken",
        380,
        4,
        ("birgitta",),
        (("Förskollärare", "of_bjorken"), ("Kurator", "rad_bjorken")),
        (
            (300, "Vagnarna blir våta när det regnar.", "Ett tak över vagnarna är beställt."),
            (170, "Pappor önskar en egen grupp.", "Gruppen har börjat, tisdagar klockan 17."),
            (35, "Fler böcker på arabiska och somaliska.", ""),
        ),
    ),
    Group(
        Kind.COUNCIL,
        "Brukarrådet på Rönnen",
        "ronnen",
        300,
        4,
        (),
        (("Förskollärare", "of_ronnen"), ("Kurator", "rad_ronnen")),
        ((200, "Öppet även under lovet.", "Öppet halva sommarlovet, med en i personalen."),),
    ),
    Group(Kind.STEERING, "Styrgruppen på Linden", "linden", 200, None, ("cecilia",), (("Rektor", "of_linden"),)),
)
TRAINING = (
    Training(
        "",
        120,
        "Barn som anhöriga: våga fråga",
        "Regionkontoret, samverkan barn och unga",
        (
            ("bvc_bjorken", NURSE, 3),
            ("bvc_ronnen", NURSE, 2),
            ("mvc_bjorken", MIDWIFE, 2),
            ("mvc_linden", MIDWIFE, 1),
            ("tallen_linden", NURSE, 2),
            ("rad_bjorken", SOCIAL, 2),
            ("rad_linden", SOCIAL, 1),
            ("rad_bjorken", MANAGER, 1),
            ("beroende", COUNSELLOR, 2),
        ),
    ),
    Training(
        "bjorken",
        60,
        "Anknytning och samspel",
        "Ledningsgruppen på Björken",
        (
            ("bvc_bjorken", NURSE, 3),
            ("mvc_bjorken", MIDWIFE, 2),
            ("of_bjorken", TEACHER, 2),
            ("rad_bjorken", SOCIAL, 2),
        ),
    ),
    Training(
        "linden",
        200,
        "Att samtala om våld",
        "Kvinnofridsteamet i Lindvik",
        (("tallen_linden", NURSE, 2), ("rad_linden", SOCIAL, 1), ("mvc_linden", MIDWIFE, 1)),
    ),
    Training(
        "ronnen",
        45,
        "Tecken som stöd",
        "Öppna förskolan Rönnen",
        (("of_ronnen", TEACHER, 2), ("rad_ronnen", SOCIAL, 1)),
    ),
)


def make_arenas(staff: Staff) -> None:
    """Told by who leads the local agreement, and so at all of its centres."""
    leader = staff[LEADER]
    local = RuleSet.objects.get(slug=LOCAL)
    with transaction_as(leader):
        for group in GROUPS:
            _tell_group(group, _place(group.centre, local, staff), staff, leader)
        for day in TRAINING:
            attended = [Attended(staff.units[unit], profession, number) for unit, profession, number in day.attended]
            facts = TrainingFacts(_ago(day.ago), day.subject, day.arranged_by, attended)
            record_training_day(place=_place(day.centre, local, staff), facts=facts, by=leader)


def _tell_group(told: Group, place: Place, staff: Staff, leader: Assignment) -> None:
    since = _ago(told.since)
    group = make_group(
        place=place, kind=told.kind, name=told.name, valid_from=since, meets_every_months=told.every, by=leader
    )
    for user in told.members:
        add_member(group=group, assignment=staff[user], valid_from=since, by=leader)
    for post, unit in told.posts:
        add_member(group=group, unit=staff.units[unit], post=post, valid_from=since, by=leader)
    for ago, raised, outcome in told.meetings:
        record_meeting(group=group, held_on=_ago(ago), raised=raised, outcome=outcome, by=leader)
    if told.next_in is not None:
        plan_meeting(group=group, held_on=_ago(-told.next_in), by=leader)


def _place(centre: str, local: RuleSet, staff: Staff) -> Place:
    if not centre:
        return Place(rule_set=local)
    return Place(centre=cast("FamilyCentre", staff.centres[centre]))


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
