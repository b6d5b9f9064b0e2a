"""Programmes and instruments by HTTP: written, begun, and seen at the clinics; what is wrong is said at its field."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import InstrumentItem, ItemWording, ProgrammeVersion
from cases.selectors.health import contact_of
from tests.agreements.folding import fold
from tests.agreements.working import wait_for_others, working
from tests.cases.contact import enrolled_child, programme
from tests.cast import Cast, acting_as, make_cast
from tests.workflows.selectors.test_centre import signed_in
from workflows.services.programme import renew_schedules

TODAY = timezone.localdate
ADDRESS = "/administration/programmes/child-health/"
VERSION = {"name": "Nationellt 2027", "source": "Socialstyrelsen", "certainty": "high", "valid_from": "+1d"}
STEP = {
    "name": "Besök 1 månad",
    "counts_from": "birth",
    "unit": "weeks",
    "opens": "2",
    "closes": "3",
    "place": "clinic",
    "held_by": "BVC-sjuksköterska",
    "level": "all",
    "content": "Mat\nSömn\n",
    "instruments": ["tobacco"],
}


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.administrator)


def draft() -> ProgrammeVersion:
    return ProgrammeVersion.objects.get(is_draft=True)


def test_version_is_written_changed_and_begun(client: Client) -> None:
    assert client.post(f"{ADDRESS}versions/add/", VERSION).status_code == 302
    assert client.post(f"{ADDRESS}draft/steps/add/", STEP).status_code == 302
    added = draft().steps.get(name="Besök 1 månad")
    assert (added.closes, added.content, added.instruments) == (4, ["Mat", "Sömn"], ["tobacco"])
    assert client.post(f"{ADDRESS}draft/steps/{added.pk}/", STEP | {"closes": "4"}).status_code == 302
    removed = draft().steps.get(key="visit-10-months")
    assert client.post(f"{ADDRESS}draft/steps/{removed.pk}/", {"remove": "1"}).status_code == 302

    answer = client.post(f"{ADDRESS}draft/begin/", {"valid_from": "+0d"}, follow=True)

    assert answer.status_code == 200
    old, new = programme().versions.order_by("valid_from")
    assert (old.valid_to, new.valid_from, new.is_draft) == (TODAY() - timedelta(days=1), TODAY(), False)


@pytest.mark.parametrize(
    ("address", "data", "field"),
    [
        ("draft/steps/add/", STEP | {"closes": "1"}, "closes"),
        ("draft/steps/add/", STEP | {"counts_from": "conception"}, "counts_from"),
        ("draft/begin/", {"valid_from": "2020-01-01"}, "valid_from"),
    ],
    ids=["closes-first", "no-such-age", "begins-in-the-past"],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(
    client: Client, address: str, data: dict[str, object], field: str
) -> None:
    client.post(f"{ADDRESS}versions/add/", VERSION)

    answer = client.post(f"{ADDRESS}{address}", data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"].data.get("name", "") == data.get("name", "")


def test_overlapping_version_is_refused_in_words(client: Client) -> None:
    client.post(f"{ADDRESS}versions/add/", VERSION)
    client.post(f"{ADDRESS}draft/begin/", {"valid_from": "+30d"})
    client.post(f"{ADDRESS}versions/add/", VERSION)

    answer = client.post(f"{ADDRESS}draft/begin/", {"valid_from": "+20d"})

    assert answer.status_code == 422
    assert "Välj en dag efter den" in answer.content.decode()


def test_page_of_a_draft_that_is_not_written_does_not_exist(client: Client) -> None:
    assert client.get(f"{ADDRESS}draft/").status_code == 404


def test_wording_of_a_provider_shows_at_its_own_clinics_alone(cast: Cast, client: Client) -> None:
    provider = cast.nurse.unit.provider
    item = InstrumentItem.objects.get(instrument__slug="epds", number=1)
    with acting_as(cast.administrator):
        ItemWording.objects.create(provider=provider, item=item, text="Made-up question", labels=["a", "b", "c", "d"])
    for by, shows in ((cast.nurse, True), (cast.stranger, False)):
        case = enrolled_child(by, days_old=50)

        page = signed_in(by).get(f"/health/{case.pk}/steps/visit-6-8-weeks/").content.decode()

        assert ("Made-up question" in page) == shows
        assert bool(re.search(r"Fråga 1\b", page)) != shows
        assert "Fråga 2" in page


def test_administrator_words_for_a_provider_of_the_own_principal(cast: Cast, client: Client) -> None:
    address = "/administration/instruments/epds/"

    client.post(address, {"text_1": "Made-up question", "labels_1": "a\nb\nc\nd"})
    assert ItemWording.objects.get().provider == cast.administrator.unit.provider
    client.post(address, {"text_1": "", "labels_1": ""})
    assert not ItemWording.objects.exists()
    assert ItemWording.history.count() == 2

    assert client.get(f"{address}?provider={cast.nurse.unit.provider_id}").status_code == 404


@pytest.mark.parametrize(
    ("data", "field"),
    [({"text_1": "Q", "labels_1": "a\nb"}, "labels_1"), ({"labels_1": "a\nb\nc\nd"}, "text_1")],
    ids=["too-few-answers", "no-question"],
)
def test_wording_that_is_not_whole_is_refused_at_its_field(client: Client, data: dict[str, str], field: str) -> None:
    answer = client.post("/administration/instruments/epds/", data)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not ItemWording.objects.exists()


def test_clinics_follow_a_new_version_by_the_clocks_job(transactional_db: None) -> None:
    cast = make_cast()
    case = enrolled_child(cast.nurse, days_old=0)
    client = signed_in(cast.administrator)
    client.post(f"{ADDRESS}versions/add/", VERSION)
    first = draft().steps.get(key="first-contact")
    client.post(f"{ADDRESS}draft/steps/{first.pk}/", {"remove": "1"})
    client.post(f"{ADDRESS}draft/begin/", {"valid_from": "+0d"})
    wait_for_others()

    with working():
        assert renew_schedules() == 1
        assert renew_schedules() == 0

    with acting_as(cast.nurse):
        step = contact_of(case).next_step
        assert step is not None
        assert (step.key, step.version.name) == ("home-1-3-weeks", "Nationellt 2027")
    assert not ProgrammeVersion.objects.filter(is_carried_out=False).exists()
    assert fold() == 1
