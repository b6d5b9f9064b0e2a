"""The demo's agreements are the data file's, word for word, and one of its own whose times its cases show."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.indicators.definition import Figure
from agreements.indicators.training import training_figures
from agreements.models import Clause, ClauseIndicator, Clock, Place, RuleSet
from agreements.permissions import Right, agreements_for
from agreements.selectors.arena_map import ArenaKind, Level, arena_map, scope_of
from agreements.selectors.group import groups_at
from agreements.selectors.place import leads_at
from agreements.selectors.rule_set import version_on
from workflows.demo.agreements import LOCAL, OREBRO, OREBRO_SINCE, make_agreements, read_orebro
from workflows.demo.arenas import make_arenas
from workflows.demo.orebro_words import TEXTS
from workflows.demo.staff import Staff, set_up_staff


@pytest.fixture
def staff(db: None) -> Staff:
    made = set_up_staff()
    make_agreements(made)
    return made


def test_orebro_has_the_clauses_and_indicators_of_the_file(staff: Staff) -> None:
    data = read_orebro()
    version = version_on(RuleSet.objects.get(slug=OREBRO), OREBRO_SINCE)

    clauses = Clause.objects.filter(version=version).order_by("position")
    expected = [(row["id"], row["kind"], row["party"], row["text"]) for row in data["clauses"]]
    assert [(row.code, row.kind, row.party, row.text) for row in clauses] == expected
    keys = ClauseIndicator.objects.filter(clause__in=clauses).order_by("clause__position", "position")
    expected_keys = [each["id"] for row in data["clauses"] for each in row["indicators"]]
    assert list(keys.values_list("key", flat=True)) == expected_keys
    assert (len(clauses), len(expected_keys)) == (14, 17)
    assert not keys.exclude(met_from=None).exists()


def test_texts_of_the_file_can_be_translated() -> None:
    data = read_orebro()
    said = {data["source"]}
    for row in data["clauses"]:
        said |= {row["text"], row["assessment"]} | {each.get("words") for each in row["indicators"]}

    assert set(TEXTS) == said - {None}


def test_local_agreement_is_under_orebro_and_shorter_than_what_holds_for_everybody(staff: Staff) -> None:
    local = RuleSet.objects.select_related("parent").get(slug=LOCAL)
    own = Clock.objects.in_force(timezone.localdate()).get(rule_set=local, key="plan_meeting")
    everybodys = Clock.objects.in_force(timezone.localdate()).get(rule_set=None, key="plan_meeting")

    assert local.parent is not None
    assert local.parent.slug == OREBRO
    assert (own.unit, everybodys.unit) == ("calendar_days", "calendar_days")
    assert own.length < everybodys.length
    assert local.parties.count() == 3


def test_appointed_have_their_rights(staff: Staff) -> None:
    rights = {
        "birgitta": Right.LEAD,
        "lena": Right.CHECK,
        "mats": Right.ADOPT,
        "pia": Right.ADOPT,
        "anders": Right.AUDIT,
    }

    for user, right in rights.items():
        assert LOCAL in set(agreements_for(staff[user], right).values_list("slug", flat=True)), user
    assert not agreements_for(staff["sara"], Right.LEAD).exists()


def test_demo_tells_of_every_kind_of_arena(staff: Staff) -> None:
    make_arenas(staff)
    place, reader, today = Place(rule_set=RuleSet.objects.get(slug=LOCAL)), staff["mats"], timezone.localdate()

    shown = arena_map(scope_of(place, reader, today), Level.UNIT, today)
    groups = groups_at(place, leads_at(reader), today)
    figures = training_figures(RuleSet.objects.get(slug=LOCAL), today - timedelta(days=365), today)

    assert set(shown.kinds) == set(ArenaKind) - {ArenaKind.ROUND}
    assert [row.group.name for row in groups if row.is_overdue] == ["Brukarrådet på Rönnen"]
    assert figures["training_days_joint"] == Figure(3, 4)
    assert figures["units_in_joint_training"].share is not None
