"""An agreement entered, changed and read through its pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from agreements.models import Clause, ClauseIndicator, Clock, RuleSet
from agreements.selectors.rule_set import draft_of, version_on
from tests.agreements.agreement import DAYS, grant, in_force, make_agreement, town
from tests.cast import Cast
from tests.workflows.test_statement_counts import signed_in

TOMORROW = timedelta(days=1)


@pytest.fixture
def agreement(cast: Cast) -> RuleSet:
    rule_set = make_agreement(town(cast))
    in_force(rule_set, clocks={"prepare": (9, DAYS)})
    return rule_set


def post(client: Client, path: str, **sent: object) -> int:
    return client.post(f"/agreements/{path}", sent).status_code


def test_coordinator_by_grant_writes_a_version_and_puts_it_in_force(cast: Cast, agreement: RuleSet) -> None:
    grant(cast.coordinator, "coordinate_agreement", agreement)
    client, begins = signed_in(cast.coordinator), timezone.localdate() + TOMORROW

    assert post(client, "local/change/", valid_from=begins.isoformat(), source="Paper") == 302
    clause = Clause.objects.get(version=draft_of(agreement))
    draft = "local/draft"
    new = {"code": "C2", "kind": "aim", "party": "region", "text": "More", "target_groups": ["violence"]}
    assert post(client, f"{draft}/clauses/add/", **new) == 302
    cut_offs = {"target": "95", "met_from": "87,5 %", "partly_from": "50"}
    indicator = clause.indicators.get()
    assert post(client, f"{draft}/indicators/{indicator.pk}/", key="coordinator", **cut_offs) == 302
    assert (
        post(client, f"{draft}/clocks/{clause.clocks.get().pk}/", key="prepare", length=2, unit="working_days") == 302
    )
    assert post(client, f"{draft}/put-in-force/", valid_from=begins.isoformat()) == 302

    version = version_on(agreement, begins)
    assert version is not None
    assert version.number == 2
    assert Clause.objects.get(version=version, code="C2").target_groups == ["violence"]
    changed = ClauseIndicator.objects.get(pk=indicator.pk)
    assert [f"{share:.4f}" for share in (changed.target, changed.met_from, changed.partly_from)] == [
        "0.9500",
        "0.8750",
        "0.5000",
    ]
    clock = Clock.objects.in_force(begins).get(rule_set=agreement)
    assert (clock.length, clock.unit) == (2, "working_days")


def test_a_refusal_stands_at_its_field_and_nothing_changes(cast: Cast, agreement: RuleSet) -> None:
    client = signed_in(cast.administrator)
    begins = timezone.localdate().isoformat()
    post(client, "local/change/", valid_from=begins, source="Paper")

    answer = client.post("/agreements/local/draft/put-in-force/", {"valid_from": begins})

    assert answer.status_code == 422
    assert answer.context["form"].errors["valid_from"]
    assert draft_of(agreement) is not None


def test_removing_takes_away_clause_indicator_and_clock(cast: Cast, agreement: RuleSet) -> None:
    client, begins = signed_in(cast.administrator), timezone.localdate() + TOMORROW
    post(client, "local/change/", valid_from=begins.isoformat(), source="Paper")
    clause = Clause.objects.get(version=draft_of(agreement))

    assert post(client, f"local/draft/clauses/{clause.pk}/", remove="1") == 302

    assert not Clause.objects.filter(pk=clause.pk).exists()
    assert Clause.objects.filter(version__rule_set=agreement).count() == 1


def test_administrator_adds_an_agreement_and_its_parties(cast: Cast) -> None:
    client = signed_in(cast.administrator)

    assert post(client, "add/", title="New", slug="new", kind="framework") == 302
    assert post(client, "new/parties/add/", principal=town(cast).pk, valid_from="2026-01-01") == 302
    again = client.post("/agreements/add/", {"title": "New", "slug": "new", "kind": "framework"})

    assert RuleSet.objects.get(slug="new").parties.get().principal == town(cast)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["slug"])


def test_page_shows_the_version_asked_for(cast: Cast, agreement: RuleSet) -> None:
    client = signed_in(cast.worker)

    shown = client.get("/agreements/local/?version=1").content.decode()

    assert "Promise C1" in shown
    assert "0,9" not in shown
    assert "90\u202f%" in shown
    assert client.get("/agreements/local/?version=2").status_code == 404
