"""A consultation by HTTP: no page about a person opens for it, and its own page says who reads it."""

from uuid import UUID

import pytest
from django.urls import reverse

from cases.models import AccessLogEntry, Case, CasePerson
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.pages import PAGES
from tests.workflows.consultation import QUESTION, answer, ask, meet, read, team_of
from tests.workflows.views.test_hands import signed_in

CASE_ONLY = [name for name, page in PAGES.items() if set(page.names) == {"pk"} and page.names["pk"] == "case"]
OTHERS = {"case", "state_need", "open_archive", "writing"}


def test_no_page_about_a_person_opens_for_it(cast: Cast) -> None:
    case = ask(cast.worker, cast.nurse)
    client = signed_in(cast.worker)

    found = {name: getattr(client, method(name))(reverse(name, args=[case.pk])).status_code for name in pages()}

    assert len(found) > 15
    assert found == dict.fromkeys(found, 404)
    with acting_as(cast.worker):
        assert not CasePerson.objects.exists()


def pages() -> list[str]:
    return [name for name in CASE_ONLY if name not in OTHERS]


def method(name: str) -> str:
    return "get" if "GET" in PAGES[name].methods else "post"


def test_the_page_of_a_case_leads_to_its_own(cast: Cast) -> None:
    case = ask(cast.worker, cast.nurse)

    answered = signed_in(cast.colleague).get(reverse("case", args=[case.pk]))

    assert answered.headers["Location"] == reverse("consultation", args=[case.pk])


def test_it_stands_in_no_list_of_cases_and_names_nobody_in_the_inbox(cast: Cast) -> None:
    case = ask(cast.worker, cast.nurse)
    nurse = signed_in(cast.nurse)

    cases, inbox = nurse.get(reverse("cases")).content.decode(), nurse.get("/").content.decode()

    assert case.number not in cases
    assert case.number in inbox
    assert "Ingen är utpekad" in inbox


def test_page_says_who_reads_it_and_why_and_the_reading_is_logged(cast: Cast, as_owner: Acting) -> None:
    case = ask(cast.worker, team_of(cast))

    shown = signed_in(cast.teacher).get(reverse("consultation", args=[case.pk])).content.decode()

    for each in (cast.worker, cast.nurse, cast.teacher, cast.counsellor):
        assert f"<h3>{each.unit.name}" in shown
    assert QUESTION in shown
    with as_owner():
        row = AccessLogEntry.objects.get(case_id=case.pk, what="consultation")
        assert (row.user, row.person_id) == (cast.teacher.user, None)


def test_manager_reads_and_does_not_write(cast: Cast) -> None:
    case = ask(cast.nurse, cast.worker)
    client = signed_in(cast.manager)

    shown = client.get(reverse("consultation", args=[case.pk])).content.decode()
    refused = client.post(reverse("add_to_consultation", args=[case.pk]), {"text": "Mer."})

    assert QUESTION in shown
    assert reverse("add_to_consultation", args=[case.pk]) not in shown
    assert refused.status_code == 403


@pytest.mark.parametrize(("text", "status"), [("Se 18900101-9802", 422), ("Fråga Anna Svensson", 422), ("Fråga", 302)])
def test_answer_is_held_to_name_nobody(cast: Cast, text: str, status: int) -> None:
    case = ask(cast.worker, cast.nurse)
    client = signed_in(cast.nurse)
    page = client.get(reverse("consultation", args=[case.pk])).content.decode()
    task = UUID(page.split('href="/tasks/')[1][:36])

    answered = client.post(reverse("task", args=[task]), {"text": text})

    assert answered.status_code == status
    assert ("names_nobody" in answered.content.decode()) == ("Anna" in text)


def test_answer_that_is_said_to_name_nobody_is_taken(cast: Cast) -> None:
    case = ask(cast.worker, cast.nurse)

    text = {"text": "Fråga Region Väst", "names_nobody": "on"}
    client = signed_in(cast.nurse)
    client.post(reverse("add_to_consultation", args=[case.pk]), text | {"text": "Fråga på Anna Svensson"})
    shown = client.get(reverse("consultation", args=[case.pk])).content.decode()

    assert "Fråga på Anna Svensson" in shown
    assert "Texten såg ut att innehålla ett namn." in shown


def test_board_sorts_by_what_waits_and_shows_meetings(cast: Cast) -> None:
    team = team_of(cast)
    first, second, third = (ask(cast.worker, team) for _ in range(3))
    answer(second, cast.nurse)
    answer(third, cast.nurse)
    read(third, cast.worker, Case.ClosureReason.NOTHING_MORE)
    meet(team, cast.nurse, second)

    shown = signed_in(cast.teacher).get(reverse("team", args=[team.pk])).content.decode()

    waiting, rest = shown.split('id="answered-heading"')
    answered, rest = rest.split('id="closed-heading"')
    ended, meetings = rest.split('id="meetings-heading"')
    assert [case.number in part for case, part in zip((first, second, third), (waiting, answered, ended), strict=True)]
    assert second.number in meetings
    assert third.number not in meetings


def test_board_of_a_team_shows_nothing_that_the_unit_was_not_asked(cast: Cast) -> None:
    team = team_of(cast)
    case = ask(cast.worker, cast.nurse)

    shown = signed_in(cast.nurse).get(reverse("team", args=[team.pk])).content.decode()

    assert case.number not in shown


def test_question_is_turned_into_a_referral_by_the_unit_that_asked_alone(cast: Cast) -> None:
    case = ask(cast.worker, cast.nurse)
    answer(case, cast.nurse)
    worker = signed_in(cast.worker)
    page, wanted = reverse("consultation", args=[case.pk]), f"?consultation={case.pk}"
    task = worker.get(page).content.decode().split('href="/tasks/')[1][:36]

    led_on = worker.post(reverse("task", args=[task]), {"reason": "referred"}).headers["Location"]

    assert led_on.endswith(wanted)
    assert wanted in worker.get(page).content.decode()
    assert wanted not in signed_in(cast.nurse).get(page).content.decode()
    assert worker.get(led_on).context["form"]["need"].value() == QUESTION
    assert signed_in(cast.nurse).get(led_on).context["form"]["need"].value() == ""
