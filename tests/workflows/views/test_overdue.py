"""Other providers see that a health contact is overdue at most, and only where they were told."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.errors import CaseError, NotConsented
from cases.models import Consent, DisclosedSection, Disclosure, HealthContact, SectionKind, Topic
from cases.selectors.health import contact_of
from cases.services.archive import open_archive
from cases.services.consent import withdraw_consent
from cases.services.overdue import end_overdue, tell_overdue
from tests.cases.contact import enrolled_child
from tests.cast import Cast, acting_as
from tests.workflows.overdue import Overdue, overdue
from tests.workflows.views.test_hands import signed_in
from workflows.services.contact import end_contact

LINE = "hälsokontakt"


@pytest.fixture
def told(cast: Cast) -> Overdue:
    return overdue(cast)


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.nurse)


def teachers_page(told: Overdue, cast: Cast) -> str:
    return signed_in(cast.teacher).get(reverse("case", args=[told.plan.pk])).content.decode()


def tell(client: Client, told: Overdue, cast: Cast) -> int:
    sent = {"to": [f"{told.plan.pk}:{cast.teacher.unit_id}"]}
    return int(client.post(reverse("tell_overdue", args=[told.contact.pk]), sent).status_code)


def test_told_unit_reads_one_line_without_detail(cast: Cast, client: Client, told: Overdue) -> None:
    before = teachers_page(told, cast)

    assert tell(client, told, cast) == 302

    after = teachers_page(told, cast)
    assert LINE not in before
    assert after.count(LINE) == 1
    with acting_as(cast.teacher):
        copy = DisclosedSection.objects.get(case=told.plan, kind=SectionKind.OVERDUE)
        assert copy.content.keys() == {"text", "unit", "told_on"}
        assert not HealthContact.objects.exists()


def test_nothing_is_shown_where_nobody_told(cast: Cast, told: Overdue) -> None:
    assert LINE not in teachers_page(told, cast)
    assert signed_in(cast.teacher).get(reverse("tell_overdue", args=[told.contact.pk])).status_code == 404


def test_nobody_else_reads_what_one_unit_was_told(cast: Cast, client: Client, told: Overdue) -> None:
    tell(client, told, cast)

    page = signed_in(cast.outsider).get(reverse("case", args=[told.plan.pk])).content.decode()

    assert LINE not in page
    # A unit of the sender's own provider in the plan sees what the provider has handed over there; nobody else does.
    for who in (cast.counsellor, cast.worker, cast.stranger):
        with acting_as(who):
            assert not DisclosedSection.objects.filter(kind=SectionKind.OVERDUE).exists()


def test_only_units_of_other_providers_with_consent_are_offered(cast: Cast, client: Client, told: Overdue) -> None:
    form = client.get(reverse("tell_overdue", args=[told.contact.pk])).context["form"]

    assert [key for key, _label in form.fields["to"].choices] == [f"{told.plan.pk}:{cast.teacher.unit_id}"]


def test_after_the_consent_is_withdrawn_nobody_is_offered_nor_told(cast: Cast, client: Client, told: Overdue) -> None:
    with acting_as(cast.nurse):
        withdraw_consent(consent=Consent.objects.get(case=told.plan), by=cast.nurse)

    page = client.get(reverse("tell_overdue", args=[told.contact.pk]))

    assert page.context["has_nobody"]
    with acting_as(cast.nurse), pytest.raises(NotConsented):
        tell_overdue(contact=told.contact, plan=told.plan, receivers=[cast.teacher.unit], by=cast.nurse)


def test_twice_on_a_day_is_told_once(cast: Cast, client: Client, told: Overdue) -> None:
    assert tell(client, told, cast) == tell(client, told, cast) == 302

    assert teachers_page(told, cast).count(LINE) == 1


def test_nothing_is_told_while_nothing_is_overdue(cast: Cast, told: Overdue) -> None:
    with acting_as(cast.nurse):
        contact = HealthContact.objects.get(case=told.contact)
        contact.next_to = timezone.localdate() + timedelta(days=1)
        contact.save(update_fields=["next_to"])

    with acting_as(cast.nurse), pytest.raises(CaseError, match=str(_("No visit is overdue."))):
        tell_overdue(contact=told.contact, plan=told.plan, receivers=[cast.teacher.unit], by=cast.nurse)


@pytest.mark.parametrize("ending", [HealthContact.Ending.DIED, HealthContact.Ending.MOVED, HealthContact.Ending.DONE])
def test_nobody_reads_it_after_the_contact_has_ended(
    cast: Cast, client: Client, told: Overdue, ending: HealthContact.Ending
) -> None:
    tell(client, told, cast)

    with acting_as(cast.nurse):
        end_contact(case=told.contact, ending=ending, ended_on=timezone.localdate(), by=cast.nurse)

    with acting_as(cast.teacher):
        assert not DisclosedSection.objects.filter(kind=SectionKind.OVERDUE).exists()
    with open_archive(case=told.plan.pk, reason="Asked.", by=cast.teacher) as (sections, _versions):
        assert SectionKind.OVERDUE not in {each.kind for each in sections}
    with acting_as(cast.nurse):
        assert Disclosure.objects.filter(case=told.plan, sections__kind=SectionKind.OVERDUE).count() == 1


def test_plan_of_another_unit_is_still_seen_without_the_line(cast: Cast, client: Client, told: Overdue) -> None:
    tell(client, told, cast)

    with acting_as(cast.nurse):
        ending = HealthContact.Ending.MOVED
        end_contact(case=told.contact, ending=ending, ended_on=timezone.localdate(), by=cast.nurse)

    page = signed_in(cast.teacher).get(reverse("case", args=[told.plan.pk]))
    assert page.status_code == 200
    assert LINE not in page.content.decode()


def test_only_the_contacts_own_unit_ends_what_was_told(cast: Cast, client: Client, told: Overdue) -> None:
    tell(client, told, cast)
    with acting_as(cast.nurse):
        contact = contact_of(told.contact)

    for who in (cast.teacher, cast.outsider, cast.stranger, cast.nurse):
        with pytest.raises(DatabaseError), acting_as(who):
            end_overdue(contact)

    assert LINE in teachers_page(told, cast)


def test_plan_of_another_child_is_not_told(cast: Cast, told: Overdue) -> None:
    other = enrolled_child(cast.nurse, days_old=200)

    with acting_as(cast.nurse), pytest.raises(CaseError):
        tell_overdue(contact=other, plan=told.plan, receivers=[cast.teacher.unit], by=cast.nurse)
    with acting_as(cast.teacher):
        assert not DisclosedSection.objects.filter(topic=Topic.HEALTH, kind=SectionKind.OVERDUE).exists()
