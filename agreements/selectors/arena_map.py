"""The map of actors and the arenas where they meet: one reading for the picture and the table beside it.

An actor sits in an arena where a unit of its is placed at the centre, has a member in the group, answers for a centre
in the last round, or took part in a training day of the past year. Who stands in it makes it no dearer to read.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Assignment, CareUnit, FamilyCentre, Placement
from agreements.models import (
    AgreementCentre,
    GroupMember,
    Place,
    Questionnaire,
    Round,
    RoundCentre,
    RuleSet,
    StandingGroup,
    TrainingAttendance,
)
from agreements.permissions import agreements_for

TRAINED_SINCE = timedelta(days=365)


class ArenaKind(models.TextChoices):
    CENTRE = "centre", gettext_lazy("Family centres")
    STEERING = "steering", gettext_lazy("Steering or management group")
    COUNCIL = "council", gettext_lazy("User council")
    ROUND = "round", gettext_lazy("Survey round")
    TRAINING = "training", gettext_lazy("Training days")


class Level(models.TextChoices):
    """Whom a line of the map stands for."""

    UNIT = "unit", gettext_lazy("Units")
    PROVIDER = "provider", gettext_lazy("Providers")
    PRINCIPAL = "principal", gettext_lazy("Principals")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which agreements' and which centres' arenas are read. `is_of_centre`: only those who meet at the centres."""

    rule_sets: Sequence[RuleSet]
    centres: Sequence[FamilyCentre]
    is_of_centre: bool = False


@dataclass(frozen=True, slots=True)
class Arena:
    """`group` is the key of its own page, for a group; `centre` and `rule_set` the keys of where it is."""

    key: str
    kind: ArenaKind
    name: str
    centre: int | None = None
    rule_set: int | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """`under`: provider and principal of a unit, principal of a provider. `seats` in the order of the map's arenas."""

    name: str
    under: tuple[str, ...]
    seats: tuple[Arena, ...]

    def of_kind(self, kind: ArenaKind) -> list[Arena]:
        return [arena for arena in self.seats if arena.kind == kind]


@dataclass(frozen=True)
class ArenaMap:
    """`arenas` are those where somebody sits, `empty` those where nobody is known to."""

    level: Level
    arenas: tuple[Arena, ...]
    actors: tuple[Actor, ...]
    empty: tuple[Arena, ...]

    @cached_property
    def kinds(self) -> list[ArenaKind]:
        used = {arena.kind for arena in self.arenas}
        return [kind for kind in ArenaKind if kind in used]


@dataclass(slots=True)
class _Seats:
    """arena → the units that sit there, as they are read; arenas in the order of the map."""

    arenas: dict[str, Arena] = field(default_factory=dict)
    units: dict[str, set[CareUnit]] = field(default_factory=lambda: defaultdict(set))

    def add(self, arena: Arena, units: Iterable[CareUnit] = ()) -> None:
        self.arenas.setdefault(arena.key, arena)
        self.units[arena.key] |= set(units)


def scope_of(
    place: Place, reader: Assignment, today: date, *, centre: FamilyCentre | None = None, rule_set: str = ""
) -> Scope:
    """An agreement with all its centres or one of them; a centre with all agreements that the reader sees, or one."""
    if place.rule_set is not None:
        known = AgreementCentre.objects.in_force(today).filter(rule_set=place.rule_set).select_related("centre")
        centres = [row.centre for row in known.order_by("centre__name")]
        return Scope([place.rule_set], [each for each in centres if centre in (None, each)], centre is not None)
    if place.centre is None:
        return Scope([], [])
    knowing = AgreementCentre.objects.in_force(today).filter(centre=place.centre).values("rule_set")
    rule_sets = agreements_for(reader).filter(pk__in=knowing).order_by("title")
    return Scope([each for each in rule_sets if rule_set in ("", each.slug)], [place.centre], True)


def arena_map(scope: Scope, level: Level, today: date) -> ArenaMap:
    """Who sits where on that day, in five statements."""
    seats = _Seats()
    _add_groups(seats, scope, today)
    _add_rounds(seats, scope)
    _add_centres(seats, scope, today)
    _add_training(seats, scope, today)
    kept = _of_the_centres(seats, scope) if scope.is_of_centre else None
    order = sorted(seats.arenas.values(), key=lambda arena: _order(arena, scope))
    filled = {arena.key: {unit for unit in seats.units[arena.key] if kept is None or unit in kept} for arena in order}
    arenas = tuple(arena for arena in order if filled[arena.key])
    empty = tuple(arena for arena in order if not filled[arena.key])
    return ArenaMap(level, arenas, _actors(level, arenas, filled), empty)


def _add_centres(seats: _Seats, scope: Scope, today: date) -> None:
    placed = Placement.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
    rows = placed.filter(centre__in=scope.centres).select_related("unit__provider__principal")
    found: dict[int, set[CareUnit]] = defaultdict(set)
    for row in rows:
        if row.unit.valid_to is None or row.unit.valid_to >= today:
            found[row.centre_id].add(row.unit)
    for centre in scope.centres:
        arena = Arena(f"centre-{centre.pk}", ArenaKind.CENTRE, centre.name, centre=centre.pk)
        seats.add(arena, found[centre.pk])


def _add_groups(seats: _Seats, scope: Scope, today: date) -> None:
    here = Q(rule_set__in=scope.rule_sets) | Q(centre__in=scope.centres)
    members = GroupMember.objects.in_force(today).select_related("unit__provider__principal")
    rows = StandingGroup.objects.in_force(today).filter(here).order_by("name", "pk")
    for group in rows.prefetch_related(models.Prefetch("members", members)):
        kind = ArenaKind.COUNCIL if group.is_council else ArenaKind.STEERING
        arena = Arena(f"group-{group.pk}", kind, group.name, group.centre_id, group.rule_set_id, group.pk)
        seats.add(arena, (member.unit for member in group.members.all()))


def _add_rounds(seats: _Seats, scope: Scope) -> None:
    """The last round of each agreement: who answers for the centres is a unit of theirs."""
    last = Round.objects.filter(rule_set__in=scope.rule_sets, questionnaire__kind=Questionnaire.Kind.KAFO)
    last = last.order_by("rule_set_id", "-year").distinct("rule_set_id")
    asked = RoundCentre.objects.filter(round__in=last.values("pk"), centre__in=scope.centres)
    for row in asked.select_related("round", "respondent__unit__provider__principal").order_by("pk"):
        name = _("Round %(year)s") % {"year": row.round.year}
        arena = Arena(f"round-{row.round_id}", ArenaKind.ROUND, name, rule_set=row.round.rule_set_id)
        seats.add(arena, [row.respondent.unit] if row.respondent else [])


def _add_training(seats: _Seats, scope: Scope, today: date) -> None:
    """All training days of the past year at one place are one arena."""
    here = Q(training__rule_set__in=scope.rule_sets) | Q(training__centre__in=scope.centres)
    since = Q(training__held_on__gt=today - TRAINED_SINCE, training__held_on__lte=today)
    names = {centre.pk: centre.name for centre in scope.centres}
    rows = TrainingAttendance.objects.filter(here, since).select_related("training", "unit__provider__principal")
    for row in rows:
        day = row.training
        name = _("Training days")
        if day.centre_id is not None:
            name = _("Training days, %(centre)s") % {"centre": names[day.centre_id]}
        key = f"training-{day.rule_set_id}-{day.centre_id}"
        seats.add(Arena(key, ArenaKind.TRAINING, name, day.centre_id, day.rule_set_id), [row.unit])


def _of_the_centres(seats: _Seats, scope: Scope) -> set[CareUnit]:
    """Who meets at the centres themselves."""
    centres = {centre.pk for centre in scope.centres}
    return {unit for key, arena in seats.arenas.items() if arena.centre in centres for unit in seats.units[key]}


def _order(arena: Arena, scope: Scope) -> tuple[int, int, int, str]:
    """What is the agreement's own first, then centre by centre, each as ArenaKind has it."""
    centres = [centre.pk for centre in scope.centres]
    at = -1 if arena.centre is None else centres.index(arena.centre)
    return at, arena.rule_set or 0, list(ArenaKind).index(arena.kind), arena.name


def _actors(level: Level, arenas: Sequence[Arena], units: dict[str, set[CareUnit]]) -> tuple[Actor, ...]:
    seats: dict[tuple[str, ...], list[Arena]] = defaultdict(list)
    for arena in arenas:
        for path in {_path(unit, level) for unit in units[arena.key]}:
            seats[path].append(arena)
    return tuple(Actor(path[-1], path[:-1], tuple(seats[path])) for path in sorted(seats))


def _path(unit: CareUnit, level: Level) -> tuple[str, ...]:
    """Names from the principal down; each is unique where it stands."""
    whole = (unit.provider.principal.name, unit.provider.name, unit.name)
    return whole[: 1 + list(reversed(Level)).index(level)]
