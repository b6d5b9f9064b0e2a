"""Correcting a recorded step and somebody's answers: what stood is kept, and what was found in it is never lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Finding, HealthContact, HealthStep, ProgrammeVersion
from cases.scoring import Proposal
from cases.services.health import end_contact
from tests.cases.contact import done, enrolled_child, step
from tests.cast import Cast, acting_as
from tests.workflows.clinic import Visited, decide, visited
from tests.workflows.views.test_hands import signed_in
from workflows.services.health import change_step, record_step

KEY, MISSED = "visit-6-8-weeks", HealthStep.Outcome.MISSED
DAY = timedelta(days=1)


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.nurse)


def sent(**more: str) -> dict[str, str]:
    words = {"outcome": "done", "happened_on": timezone.localdate().isoformat(), "text": "Seen again.", "edition": "1"}
    return words | {"why": "The figures were swapped."} | more


def is_still_said(finding: Finding, client: Client) -> bool:
    page = client.get(reverse("finding", args=[finding.case_id]), follow=True)
    return not page.context["is_corrected"]


def test_corrected_step_shows_what_stands_what_stood_and_why(cast: Cast, client: Client) -> None:
    told = visited(cast)
    page = reverse("change_step", args=[told.contact.pk, KEY])
    assert client.get(page).context["form"]["weight"].value() == 4760

    answer = client.post(page, sent(weight="4670", length="55,5"))

    shown = client.get(answer.url).content.decode()
    for words in ("4670 g", "4760 g", "Seen again.", "Seen.", "The figures were swapped."):
        assert words in shown
    with acting_as(cast.nurse):
        row = HealthStep.objects.get(case=told.contact)
        assert [(each.weight, each.correction) for each in row.history.order_by("edition")] == [
            (4760, ""),
            (4670, "The figures were swapped."),
        ]


def test_growth_line_follows_a_correction(cast: Cast, client: Client) -> None:
    case, today = enrolled_child(cast.nurse, days_old=120), timezone.localdate()
    with acting_as(cast.nurse):
        for key, day, weight in ((KEY, today - 70 * DAY, 4000), ("visit-3-months", today - 20 * DAY, 5000)):
            record_step(case=case, step=step(key), done=done(day, measures={"weight": weight}), by=cast.nurse)
    page = reverse("contact", args=[case.pk])
    before = client.get(page).context["curve"]

    when = (today - 20 * DAY).isoformat()
    client.post(reverse("change_step", args=[case.pk, "visit-3-months"]), sent(happened_on=when, weight="6000"))

    after = client.get(page).context["curve"]
    assert (before.top, after.top) == ("5000 g", "6000 g")
    assert [row.weight for row in client.get(page).context["measured"]] == [6000, 4000]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"why": " "}, "why"),
        ({"happened_on": "2019-01-01"}, "happened_on"),
        ({"happened_on": "3000-01-01"}, "happened_on"),
        ({"weight": "-1"}, "weight"),
        ({"outcome": "unheard"}, "outcome"),
    ],
    ids=["no-reason", "before-birth", "to-come", "less-than-nothing", "no-such-outcome"],
)
def test_wrong_correction_is_refused_at_its_field_and_nothing_is_lost(
    cast: Cast, client: Client, wrong: dict[str, str], field: str
) -> None:
    told = visited(cast)

    answer = client.post(reverse("change_step", args=[told.contact.pk, KEY]), sent(**wrong))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert "Seen again." in answer.content.decode()
    with acting_as(cast.nurse):
        assert HealthStep.objects.get(case=told.contact).edition == 1


def test_step_that_nothing_came_of_cannot_be_corrected(cast: Cast, client: Client) -> None:
    told = visited(cast)

    assert client.get(reverse("change_step", args=[told.contact.pk, "visit-3-months"])).status_code == 404
    assert client.get(reverse("change_step", args=[told.contact.pk, "no-such-step"])).status_code == 404


def test_ended_contact_is_read_and_not_corrected(cast: Cast, client: Client) -> None:
    told = visited(cast)
    with acting_as(cast.nurse):
        ending = HealthContact.Ending.MOVED
        end_contact(case=told.contact, ending=ending, ended_on=timezone.localdate(), by=cast.nurse)

    recorded = client.get(reverse("record_step", args=[told.contact.pk, KEY]))

    assert recorded.status_code == 200
    assert not recorded.context["may_correct"]
    assert client.post(reverse("change_step", args=[told.contact.pk, KEY]), sent()).status_code == 403


def missed_twice(cast: Cast) -> tuple[Case, HealthStep, Finding]:
    case, today = enrolled_child(cast.nurse, days_old=45), timezone.localdate()
    with acting_as(cast.nurse):
        for day in (today - 2 * DAY, today - DAY):
            row = record_step(case=case, step=step(KEY), done=done(day, MISSED), by=cast.nurse)
        return case, row, Finding.objects.get(origin_case=case.pk)


def test_visit_that_was_not_missed_after_all_leaves_its_finding_with_a_line(cast: Cast, client: Client) -> None:
    case, row, finding = missed_twice(cast)
    assert is_still_said(finding, client)

    client.post(reverse("change_step", args=[case.pk, KEY]), sent(edition=str(row.edition)))

    assert not is_still_said(finding, client)
    with acting_as(cast.nurse):
        assert Finding.objects.get(origin_case=case.pk) == finding
        assert HealthStep.objects.get(pk=row.pk).missed_on == [timezone.localdate() - 2 * DAY]


def test_corrected_day_of_a_missed_visit_is_missed_once(cast: Cast) -> None:
    case, row, _finding = missed_twice(cast)
    day = timezone.localdate() - 3 * DAY

    with acting_as(cast.nurse):
        row = change_step(row=row, done=done(day, MISSED), reason="Wrong day.", edition=row.edition, by=cast.nurse)

        assert sorted(row.missed_on) == [day, timezone.localdate() - 2 * DAY]
        assert Finding.objects.filter(origin_case=case.pk).count() == 1


def test_how_many_missed_visits_are_too_many_is_said_by_the_programme(cast: Cast) -> None:
    with acting_as(cast.administrator):
        version = ProgrammeVersion.objects.get(programme__slug="child-health")
        version.missed_limit = 3
        version.save()
    case, today = enrolled_child(cast.nurse, days_old=45), timezone.localdate()

    found = []
    with acting_as(cast.nurse):
        for days in (3, 2, 1):
            record_step(case=case, step=step(KEY), done=done(today - days * DAY, MISSED), by=cast.nurse)
            found.append(Finding.objects.filter(proposal=Proposal.MISSED_VISITS).count())

    assert found == [0, 0, 1]


def test_missed_once_more_is_found_again_only_after_the_decision(cast: Cast) -> None:
    case, _row, finding = missed_twice(cast)

    def miss(days: int) -> int:
        day = timezone.localdate() - days * DAY
        with acting_as(cast.nurse):
            record_step(case=case, step=step(KEY), done=done(day, MISSED), by=cast.nurse)
            return Finding.objects.filter(origin_case=case.pk).count()

    assert miss(0) == 1
    decide(finding, Finding.Action.TALK, cast.nurse)
    assert miss(3) == 2


def corrected(client: Client, told: Visited, **answers: str) -> str:
    page = reverse("correct_answers", args=[told.contact.pk, told.parent.pk, told.answers.pk])
    form = client.get(page).context["form"]
    standing = {name: str(form[name].value()) for name in form.fields if name.startswith("item_")}
    words = {"taken_on": timezone.localdate().isoformat(), "edition": "1", "why": "Wrong sheet."}
    answer = client.post(page, standing | words | answers)
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer.url)


def test_answers_that_no_longer_propose_leave_the_finding_with_a_line(cast: Cast, client: Client) -> None:
    told = visited(cast)

    url = corrected(client, told, **{f"item_{number}": "0" for number in range(1, 8)})

    assert url == reverse("answers", args=[told.contact.pk, told.parent.pk])
    shown = client.get(url).content.decode()
    assert "Wrong sheet." in shown
    assert not is_still_said(told.finding, client)
    line = "What it was found in has been corrected since, and no longer proposes this."
    line += " The finding stays until somebody has decided."
    assert _(line) in client.get(reverse("finding", args=[told.finding.case_id]), follow=True).content.decode()
    with acting_as(cast.nurse):
        assert Finding.objects.get().pk == told.finding.pk


def test_answers_that_newly_propose_open_a_finding(cast: Cast, client: Client) -> None:
    told = visited(cast)

    url = corrected(client, told, item_10="1")

    with acting_as(cast.nurse):
        found = Finding.objects.get(proposal=Proposal.SAFETY)
        assert Finding.objects.count() == 2
    assert url == reverse("finding", args=[found.case_id])


def test_answer_that_is_taken_away_leaves_the_rest_as_partial(cast: Cast, client: Client) -> None:
    told = visited(cast)

    corrected(client, told, item_9="")

    with acting_as(cast.nurse):
        told.answers.refresh_from_db()
        assert (told.answers.total, "9" in told.answers.answers) == (None, False)


def test_correction_without_any_answer_or_reason_is_refused(cast: Cast, client: Client) -> None:
    told = visited(cast)
    page = reverse("correct_answers", args=[told.contact.pk, told.parent.pk, told.answers.pk])
    words = {"taken_on": timezone.localdate().isoformat(), "edition": "1"}

    empty = client.post(page, words | {"why": "All wrong."})
    unexplained = client.post(page, words | {"item_1": "0", "why": ""})
    unknown = client.post(page, words | {"item_1": "7", "why": "Wrong."})

    assert [each.status_code for each in (empty, unexplained, unknown)] == [422, 422, 422]
    assert "All wrong." in empty.content.decode()
    assert unexplained.context["form"].errors.keys() == {"why"}
    assert unknown.context["form"].errors.keys() == {"item_1"}
