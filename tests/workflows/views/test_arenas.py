"""Where they meet, through the pages: who reads, who writes, what is told to whom."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.templatetags.samplan import full_date
from agreements.models import GroupMeeting, GroupMember, StandingGroup, TrainingAttendance, TrainingDay
from agreements.services.group import add_member
from agreements.services.rule_set import let_in
from tests.agreements.agreement import make_agreement
from tests.agreements.arenas import NURSE, Meeting, ago, make_meeting
from tests.cast import LONG_AGO, Cast, acting_as
from tests.workflows.test_statement_counts import signed_in

# Statements of a page: the session, who acts, the place, its rows, the menu.
OPEN_MAP, OPEN_DAYS, OPEN_GROUPS = 29, 25, 23


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast)


def get(who: Assignment, name: str, *keys: Any, **query: str) -> Any:
    return signed_in(who).get(reverse(name, args=keys), query)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1]))


def pages(meeting: Meeting) -> list[tuple[Any, ...]]:
    """Everything there is to read, of the agreement and of its first centre."""
    of_agreement = meeting.group("Steering", place=meeting.agreement, kind=StandingGroup.Kind.STEERING)
    groups, days = [of_agreement, meeting.group()], [meeting.train_both(), meeting.train_both(place=meeting.centre)]
    places = [("agreements", "local"), ("centres", str(meeting.first.pk))]
    found: list[tuple[Any, ...]] = [(name, *at) for at in places for name in ("arenas", "groups", "training_days")]
    return [*found, *(("group", each.pk) for each in groups), *(("training_day", each.pk) for each in days)]


@pytest.mark.parametrize("who", ["manager", "worker", "auditor", "nurse", "coordinator"])
def test_parties_read_everything(meeting: Meeting, who: str) -> None:
    found = {page: get(meeting.cast.everybody[who], *page).status_code for page in pages(meeting)}

    assert set(found.values()) == {200}


def test_a_principal_that_is_no_party_finds_nothing(meeting: Meeting) -> None:
    asked = pages(meeting)
    with act_as(None, reason="test"):
        for party in meeting.rule_set.parties.filter(principal__name="Region"):
            party.valid_to = ago(1)
            party.save()

    for who in ("stranger", "outsider", "nurse", "reviewer"):
        found = {page: get(meeting.cast.everybody[who], *page).status_code for page in asked}
        assert set(found.values()) == {404}, who


def test_coordinator_without_the_agreement_reads_and_leads_the_own_centre(meeting: Meeting) -> None:
    asked = pages(meeting)
    with act_as(None, reason="test"):
        for party in meeting.rule_set.parties.all():
            party.valid_to = ago(1)
            party.save()
    coordinator, centre = meeting.cast.coordinator, str(meeting.first.pk)

    found = {page: get(coordinator, *page).status_code for page in asked}

    own = {page for page in asked if page[1:] == ("centres", centre)}
    own |= {("group", StandingGroup.objects.get(centre=meeting.first).pk)}
    own |= {("training_day", TrainingDay.objects.get(centre=meeting.first).pk)}
    assert {page for page, status in found.items() if status == 200} == own
    assert {status for page, status in found.items() if page not in own} == {404}
    assert get(coordinator, "make_group", "centres", centre).status_code == 200
    assert get(coordinator, "arenas", "centres", str(meeting.second.pk)).status_code == 404


def training_form(meeting: Meeting, **more: Any) -> dict[str, Any]:
    cast = meeting.cast
    about = {"held_on": ago(3).isoformat(), "subject": "Attachment", "arranged_by": "The group"}
    first = {"unit_0": cast.nurse.unit_id, "profession_0": "child_health_nurse", "number_0": 4}
    second = {"unit_5": cast.teacher.unit_id, "profession_5": "preschool_teacher", "number_5": 2}
    return about | first | second | more


def test_leader_records_and_corrects_a_day(meeting: Meeting) -> None:
    client: Client = signed_in(meeting.leader)
    place = ("agreements", "local")
    assert client.post(reverse("record_training_day", args=place), training_form(meeting)).status_code == 302
    day = TrainingDay.objects.get()

    page = client.get(reverse("change_training_day", args=[day.pk])).content.decode()
    changed = training_form(meeting, number_0=3, subject="Other")
    answer = client.post(reverse("change_training_day", args=[day.pk]), changed)

    assert 'value="4"' in page
    assert answer.headers["Location"] == reverse("training_day", args=[day.pk])
    assert sorted(TrainingAttendance.objects.values_list("number", flat=True)) == [2, 3]
    shown = text_of(client.get(reverse("training_day", args=[day.pk])))
    assert "ändrades till Child health, BVC-sjuksköterska: 3" in shown
    assert "Attachment" in shown


def test_half_a_line_is_refused_at_its_field(meeting: Meeting) -> None:
    sent = training_form(meeting, number_0="", profession_5="")

    answer = signed_in(meeting.leader).post(reverse("record_training_day", args=("agreements", "local")), sent)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"number_0", "profession_5"}
    assert not TrainingDay.objects.exists()


def test_refusal_of_the_service_is_shown_and_nothing_saved(meeting: Meeting) -> None:
    sent = training_form(meeting, held_on=ago(-1).isoformat())

    answer = signed_in(meeting.leader).post(reverse("record_training_day", args=("agreements", "local")), sent)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"held_on"})
    assert not TrainingDay.objects.exists()


def test_day_taken_away_leads_back_to_the_list(meeting: Meeting) -> None:
    day = meeting.train_both()

    answer = signed_in(meeting.leader).post(reverse("change_training_day", args=[day.pk]), {"remove": "1"})

    assert answer.headers["Location"] == reverse("training_days", args=["agreements", "local"])
    assert not TrainingDay.objects.exists()


def test_numbers_are_told_to_whoever_records_alone(meeting: Meeting) -> None:
    day = meeting.train((meeting.cast.nurse.unit, NURSE, 3), (meeting.cast.worker.unit, NURSE, 1))

    reader = text_of(get(meeting.cast.manager, "training_day", day.pk))
    listed = text_of(get(meeting.cast.manager, "training_days", "agreements", "local"))
    recorder = text_of(get(meeting.leader, "training_day", day.pk))

    assert "färre än fem personer" in reader
    assert "färre än fem personer" in listed
    assert "BVC-sjuksköterska 3" not in reader
    assert "Det som har antecknats" not in reader
    assert "BVC-sjuksköterska 3" in recorder
    assert "4 personer" in recorder


def test_council_is_made_staffed_and_meets(meeting: Meeting) -> None:
    client = signed_in(meeting.cast.coordinator)
    centre = ("centres", str(meeting.first.pk))
    made = {"kind": "council", "name": "Council", "valid_from": ago(200).isoformat(), "meets_every_months": "1"}
    assert client.post(reverse("make_group", args=centre), made).status_code == 302
    group = StandingGroup.objects.get()
    assert "1 möte är försenat." in text_of(client.get(reverse("groups", args=centre)))

    sits = {"unit": meeting.cast.teacher.unit_id, "post": "Teacher", "valid_from": ago(100).isoformat()}
    assert client.post(reverse("add_member", args=[group.pk]), sits).status_code == 302
    held = {"held_on": ago(5).isoformat(), "raised": "Rain on the prams"}
    assert client.post(reverse("record_group_meeting", args=[group.pk]), held).status_code == 302
    member, row = GroupMember.objects.get(), GroupMeeting.objects.get()
    answered = held | {"outcome": "A roof"}
    assert client.post(reverse("change_group_meeting", args=[group.pk, row.pk]), answered).status_code == 302
    last = {"last_day": ago(1).isoformat()}
    assert client.post(reverse("end_member", args=[group.pk, member.pk]), last).status_code == 302

    shown = text_of(client.get(reverse("group", args=[group.pk])))
    assert "Rain on the prams" in shown
    assert "A roof" in shown
    assert "försenat" not in text_of(client.get(reverse("groups", args=centre)))


def test_meeting_is_planned_moved_written_down_and_told_to_who_leads(meeting: Meeting) -> None:
    client, group = signed_in(meeting.cast.coordinator), meeting.group(meets_every_months=1)
    page, plan = (reverse(name, args=[group.pk]) for name in ("group", "plan_group_meeting"))
    assert client.post(plan, {"held_on": ago(-5).isoformat()}).status_code == 302
    row = GroupMeeting.objects.get()
    move = reverse("move_group_meeting", args=[group.pk, row.pk])
    assert client.post(move, {"held_on": ago(-2).isoformat()}).status_code == 302

    for address in (page, "/centre/"):
        shown = client.get(address).content.decode()
        assert full_date(ago(-2)) in shown
        assert "tag--late" in shown

    GroupMeeting.objects.update(held_on=ago(1))
    assert "Inte antecknat" in text_of(client.get(page))
    written = {"held_on": ago(1).isoformat(), "raised": "Rain"}
    assert client.post(reverse("change_group_meeting", args=[group.pk, row.pk]), written).status_code == 302
    assert "Inget möte är planerat." in text_of(client.get(page))
    assert client.get(move).status_code == 404


def test_planned_meeting_is_cancelled_on_its_page(meeting: Meeting) -> None:
    client, group = signed_in(meeting.leader), meeting.group()
    client.post(reverse("plan_group_meeting", args=[group.pk]), {"held_on": ago(-5).isoformat()})
    move = reverse("move_group_meeting", args=[group.pk, GroupMeeting.objects.get().pk])

    assert client.post(move, {"remove": "1"}).status_code == 302

    assert not GroupMeeting.objects.exists()


def test_agreement_offers_no_council(meeting: Meeting) -> None:
    answer = get(meeting.leader, "make_group", "agreements", "local")

    assert [value for value, _label in answer.context["form"].fields["kind"].choices] == ["steering", "management"]


def test_map_and_table_say_the_same(meeting: Meeting) -> None:
    meeting.train_both()

    answer = get(meeting.cast.manager, "arenas", "agreements", "local")

    page = answer.content.decode()
    stops = sum(len(line.stops) for line in answer.context["drawing"].lines)
    cells = sum(len(arenas) for row in answer.context["rows"] for _label, arenas in row["cells"])
    assert stops == cells == 5
    assert page.count('class="map__name"') == 3
    assert re.search(r'<title id="map-title">[^<]+</title>\s*<desc id="map-desc">[^<]+</desc>', page)


def test_map_is_narrowed_to_a_centre_of_the_agreement(meeting: Meeting) -> None:
    answer = get(meeting.cast.manager, "arenas", "agreements", "local", centre=str(meeting.second.pk), by="provider")

    assert [actor.name for actor in answer.context["shown"].actors] == ["Social board"]


@pytest.mark.parametrize("query", [{"centre": "0"}, {"by": "user"}, {"centre": "x"}])
def test_what_the_map_cannot_be_narrowed_to_is_not_found(meeting: Meeting, query: dict[str, str]) -> None:
    assert get(meeting.cast.manager, "arenas", "agreements", "local", **query).status_code == 404


def test_centre_is_narrowed_to_an_agreement_that_the_reader_sees(meeting: Meeting) -> None:
    hidden = make_agreement(slug="hidden")
    with act_as(None, reason="test"):
        let_in(rule_set=hidden, centre=meeting.first, valid_from=LONG_AGO, by=None)
    place = ("centres", str(meeting.first.pk))

    assert get(meeting.cast.manager, "arenas", *place, agreement="local").status_code == 200
    assert get(meeting.cast.manager, "arenas", *place, agreement="hidden").status_code == 404


def test_a_law_has_no_arenas(meeting: Meeting) -> None:
    assert get(meeting.cast.worker, "arenas", "agreements", "sol-2025-400").status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_cost_the_same_with_one_row_and_with_thirty(
    meeting: Meeting, rows: int, django_assert_num_queries: Any
) -> None:
    with acting_as(meeting.leader):
        for nth in range(rows):
            place = meeting.agreement if nth % 2 else meeting.centre
            group = meeting.group(f"Group {nth}", place=place, kind=StandingGroup.Kind.STEERING)
            add_member(group=group, assignment=meeting.cast.nurse, valid_from=ago(9), by=meeting.leader)
            meeting.train_both(ago=nth, place=place)
    client = signed_in(meeting.leader)
    # Kinds of content are read once in a process.
    client.get("/agreements/")

    for name, statements in (("arenas", OPEN_MAP), ("training_days", OPEN_DAYS), ("groups", OPEN_GROUPS)):
        with django_assert_num_queries(statements):
            assert client.get(reverse(name, args=["agreements", "local"])).status_code == 200
