"""The example rule set: made from its file, known to the registries, and in force for nobody."""

from django.utils import timezone

from accounts.acting import act_as
from agreements.indicators.registry import INDICATORS
from agreements.models import Clock
from agreements.services.example import example_names, make_example


def test_route_of_pregnancy_and_misuse_is_a_draft_with_a_source_for_each_clause(db: None) -> None:
    assert example_names() == ["pregnancy-and-misuse"]

    with act_as(None, reason="test"):
        rule_set = make_example(name="pregnancy-and-misuse", valid_from=timezone.localdate(), by=None)

    version = rule_set.versions.get()
    assert version.is_draft
    assert not rule_set.parties.exists()
    assert all(each.source_reference for each in version.clauses.all())
    keys = {each.key for clause in version.clauses.all() for each in clause.indicators.all()}
    assert keys <= set(INDICATORS)


def test_its_clocks_hold_for_nobody(db: None) -> None:
    with act_as(None, reason="test"):
        rule_set = make_example(name="pregnancy-and-misuse", valid_from=timezone.localdate(), by=None)

    held = {clock.key: clock.length for clock in Clock.objects.in_force(timezone.localdate()).filter(clause=None)}
    assert held["birth_handover"] == 7
    assert not rule_set.versions.in_force(timezone.localdate()).exists()
