"""The page where counts are let go: what it shows, who may open it, what it refuses."""

import pytest
from django.test import Client

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.user import assign
from agreements.models import Release, Report, Rollup
from tests.agreements.agreement import region
from tests.agreements.services.test_release import adopt, count, draft
from tests.agreements.working import working
from tests.cast import LONG_AGO, Cast
from tests.workflows.test_statement_counts import signed_in

pytestmark = pytest.mark.django_db


def address(report: Report, what: str = "release/") -> str:
    return f"/agreements/local/reports/{report.pk}/{what}"


def letting(client: Client, report: Report, number: int = 0) -> dict[str, str]:
    """What the page's form sends."""
    shown = client.get(address(report)).context["lettings"][number]
    return {"provider": shown.provider.pk, "seen": shown.digest}


def private_manager(cast: Cast) -> Assignment:
    with act_as(None, reason="test"):
        return assign(
            user=cast.stranger.user,
            unit=cast.stranger.unit,
            role=Role.UNIT_MANAGER,
            valid_from=LONG_AGO,
            by=None,
        )


def test_page_shows_suppressed_counts_of_the_principals_boards_and_no_other(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 3, 20)
    count(cast.neighbour.unit, 22, 30)
    count(cast.teacher.unit, 2, 31)
    count(cast.nurse.unit, 41, 47)

    page = signed_in(cast.manager).get(address(report))

    said = page.content.decode()
    assert [each.provider.name for each in page.context["lettings"]] == ["School board", "Social board"]
    assert ">20</td>" in said
    assert ">22</td>" in said
    assert ">31</td>" in said
    # What is small, and what would give it away; and another principal's.
    for secret in (">3</td>", ">25</td>", ">2</td>", ">41</td>", ">47</td>", "Clinics"):
        assert secret not in said, secret
    assert said.count("Dold") == 4


def test_button_releases_and_the_page_says_who_and_when(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    client = signed_in(cast.manager)

    answer = client.post(address(report), letting(client, report, 1), follow=True)

    release = Release.objects.get(report=report)
    assert (release.provider.name, release.released_by) == ("Social board", cast.manager)
    said = answer.content.decode()
    assert "Manager Test" in said
    assert "Inget har ändrats sedan dess." in said
    assert "Manager Test" in client.get(address(report, "")).content.decode()


def test_counts_that_changed_since_they_were_seen_are_not_let_go(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    client = signed_in(cast.manager)
    sent = letting(client, report, 1)
    with working():
        Rollup.objects.update(counted=40, met=34)

    answer = client.post(address(report), sent)

    assert answer.status_code == 422
    assert not Release.objects.exists()


def test_draft_is_released_anew_and_an_adopted_report_is_not(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    client = signed_in(cast.manager)
    for _time in range(2):
        assert client.post(address(report), letting(client, report, 1)).status_code == 302
    sent = letting(client, report, 1)
    adopt(report, cast.manager)

    answer = client.post(address(report), sent)

    assert Release.objects.count() == 1
    assert Release.history.count() == 2
    assert answer.status_code == 422
    assert "<button" not in answer.content.decode().split("<h2")[1]


@pytest.mark.parametrize("who", ["worker", "teacher", "auditor", "administrator", "nurse", "outsider", "coordinator"])
def test_nobody_else_opens_the_page_or_sends_its_form(cast: Cast, who: str) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    sent = letting(signed_in(cast.manager), report, 1)
    client = signed_in(cast.everybody[who])

    assert client.get(address(report)).status_code == 403
    assert client.post(address(report), sent).status_code == 403
    assert not Release.objects.exists()


def test_manager_of_another_provider_cannot_name_this_one(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    sent = letting(signed_in(cast.manager), report, 1)
    client = signed_in(private_manager(cast))

    assert client.post(address(report), sent).status_code == 404
    assert not Release.objects.exists()


def test_private_manager_sees_and_releases_the_own_alone(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    count(cast.stranger.unit, 17, 19)
    client = signed_in(private_manager(cast))

    page = client.get(address(report))
    client.post(address(report), letting(client, report))

    assert [each.provider.name for each in page.context["lettings"]] == ["Private clinic"]
    assert ">20</td>" not in page.content.decode()
    assert Release.objects.get().provider == cast.stranger.unit.provider


def test_who_may_not_release_finds_no_way_to_it(cast: Cast) -> None:
    report = draft(cast)

    assert address(report) in signed_in(cast.manager).get(address(report, "")).content.decode()
    assert address(report) not in signed_in(cast.auditor).get(address(report, "")).content.decode()


def test_report_of_surveys_alone_says_that_nothing_is_to_be_released(cast: Cast) -> None:
    report = draft(cast, keys=("coordinator",))

    page = signed_in(cast.manager).get(address(report)).content.decode()

    assert "Rapporten frågar inte efter siffror från ärenden" in page
    assert region(cast).name not in page


def test_comparing_says_that_a_report_follows_and_with_which_digest(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    client = signed_in(cast.manager)
    client.post(address(report), letting(client, report, 1))
    report = adopt(report, cast.manager)

    page = client.get(address(report, "compare/")).content.decode()

    assert "Rapporten följer av data" in page
    assert report.sha256 in page


def test_comparing_tells_what_changed_and_why_but_not_the_number(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    client = signed_in(cast.manager)
    client.post(address(report), letting(client, report, 1))
    report = adopt(report, cast.manager)
    with working():
        Rollup.objects.filter(unit=cast.worker.unit).update(counted=21, met=15)

    page = client.get(address(report, "compare/"))

    said = page.content.decode()
    assert "Något registrerades efter att siffrorna släpptes" in said
    assert {(row.part, row.adopted, row.now) for row in page.context["result"].rows} == {
        ("Families", "14", ""),
        ("Families", "20", ""),
        ("", "14", ""),
        ("", "20", ""),
    }
    assert ">15<" not in said
    assert ">21<" not in said
    assert "Rapporten följer av data" in signed_in(cast.auditor).get(address(report, "compare/")).content.decode()


def test_draft_has_nothing_to_compare(cast: Cast) -> None:
    assert signed_in(cast.manager).get(address(draft(cast), "compare/")).status_code == 404
