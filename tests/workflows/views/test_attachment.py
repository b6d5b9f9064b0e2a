"""The pages of files: what is refused keeps what was typed, and a guessed address opens nothing."""

import io
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.translation import gettext as _

from accounts.models import Assignment
from cases.models import AccessLogEntry, Attachment, DisclosedSection, Ground, Topic
from cases.services.attachment import attach_file, tell_attachment
from tests.cast import Cast, acting_as
from tests.files import PDF, TEXT, checked, picture, upload
from tests.story import known_subject
from tests.workflows.handover import Handover
from tests.workflows.plan import Plan
from tests.workflows.units import at, new_unit
from tests.workflows.views.test_hands import signed_in
from workflows.models import Step
from workflows.selectors.ledger import ledger_of
from workflows.services.consent import withdraw_consent

Place = Attachment.Place
MEGABYTE = 1_000_000


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return Handover(cast)


def attached(plan: Plan, title: str = "Report") -> Attachment:
    by = plan.cast.worker
    with acting_as(by):
        about = known_subject(plan.case, by)
        words = {"place": Place.PLAN, "topic": Topic.HEALTH, "about": about, "title": title}
        return attach_file(case=plan.case, file=checked(content=PDF + title.encode()), by=by, **words)


def told(row: Attachment, to: Assignment, by: Assignment) -> DisclosedSection:
    with acting_as(by):
        tell_attachment(attachment=row, receivers=[to.unit], by=by)
        return DisclosedSection.objects.get(origin=row.pk, receiver_unit=to.unit)


def post_to_task(handover: Handover, **data: Any) -> Any:
    task = handover.task(Step.WRITE_REFERRAL, handover.sender)
    typed = {"text_question": "What was typed", "topic_question": "family", "edition_question": "1"}
    return signed_in(handover.sender).post(f"/tasks/{task.pk}/", typed | data)


def kept(handover: Handover) -> list[str]:
    with acting_as(handover.sender):
        return list(Attachment.objects.filter(case=handover.case).values_list("title", flat=True))


def stored() -> set[Path]:
    return {path for path in django_settings.FILES_ROOT.rglob("*") if path.is_file()}


class Large(io.RawIOBase):
    """A body of form fields and then a file of `size` bytes, made as it is read."""

    def __init__(self, fields: dict[str, str], size: int) -> None:
        whole = encode_multipart(BOUNDARY, fields | {"file": upload("big.pdf", b"%PDF-")})
        head, _mark, tail = whole.partition(b"%PDF-")
        self.length = len(head) + size + len(tail)
        self.parts = chain([head], (bytes(MEGABYTE) for _number in range(size // MEGABYTE)), [tail])
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.rest = self.rest or next(self.parts, b"")
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


def test_file_of_200_megabytes_is_refused_and_the_text_is_kept(handover: Handover) -> None:
    task, before = handover.task(Step.WRITE_REFERRAL, handover.sender), stored()
    typed = {"text_question": "What was typed", "topic_question": "family", "edition_question": "1", "attach": "1"}
    body = Large(typed, 200 * MEGABYTE)
    sent = {"wsgi.input": body, "CONTENT_LENGTH": str(body.length), "CONTENT_TYPE": MULTIPART_CONTENT}

    answer = signed_in(handover.sender).generic("POST", f"/tasks/{task.pk}/", **sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "200 MB" in page
    assert "What was typed" in page
    assert (kept(handover), stored()) == ([], before)


def test_file_is_kept_beside_what_was_typed_and_nothing_is_sent(handover: Handover, cast: Cast) -> None:
    answer = post_to_task(handover, file=upload("../../x", TEXT), receiver=str(cast.teacher.unit_id))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "What was typed" in page
    assert f'<option value="{cast.teacher.unit_id}" selected>' in page
    assert kept(handover) == ["x"]
    assert handover.waits() is None


@pytest.mark.parametrize(
    ("name", "content"), [("a.png", PDF), ("a.exe", b"MZ\x00"), ("a.txt", b""), ("a.pdf", picture())], ids=range(4)
)
def test_refused_file_keeps_the_text(handover: Handover, name: str, content: bytes) -> None:
    answer = post_to_task(handover, file=upload(name, content), attach="1")

    assert answer.status_code == 422
    assert "What was typed" in answer.content.decode()
    assert kept(handover) == []


def test_attaching_without_a_file_sends_nothing(handover: Handover) -> None:
    answer = post_to_task(handover, attach="1")

    assert answer.status_code == 422
    assert str(_("Choose a file.")) in answer.content.decode()
    assert handover.waits() is None


def test_same_form_twice_is_attached_once(handover: Handover) -> None:
    once = {"once": "11111111-1111-4111-8111-111111111111", "attach": "1"}

    answers = [post_to_task(handover, file=upload(), **once).status_code for _time in range(2)]

    assert answers == [200, 422]
    assert kept(handover) == ["Bedömning"]


def test_two_files_in_one_form_are_refused(handover: Handover) -> None:
    answer = post_to_task(handover, file=[upload(), upload("b.txt", TEXT)], attach="1")

    assert answer.status_code == 400
    assert kept(handover) == []


def test_download_is_saved_and_never_shown(plan: Plan, cast: Cast) -> None:
    row = attached(plan, "Åsas «utredning»")

    answer = signed_in(cast.worker).get(f"/cases/{plan.case.pk}/attachments/{row.pk}/")

    assert answer.getvalue() == PDF + "Åsas «utredning»".encode()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


def test_download_is_in_the_access_log(plan: Plan, cast: Cast) -> None:
    copy = told(attached(plan), cast.nurse, cast.worker)

    signed_in(cast.nurse).get(f"/cases/{plan.case.pk}/received/{copy.pk}/")

    with acting_as(cast.nurse):
        entry = AccessLogEntry.objects.get(case_id=plan.case.pk, what="attachment")
    assert (entry.user, entry.unit) == (cast.nurse.user, cast.nurse.unit)


def test_guessed_address_opens_nothing(plan: Plan, cast: Cast) -> None:
    row, kept_back = attached(plan), attached(plan, "Kept")
    copy = told(row, cast.nurse, cast.worker)
    pages = {
        *(f"/cases/{plan.case.pk}/attachments/{each.pk}/{page}" for each in (row, kept_back) for page in ("", "tell/")),
        *(f"/cases/{plan.case.pk}/received/{key}/" for key in (copy.pk, row.pk, kept_back.pk, row.stored)),
    }
    reads = f"/cases/{plan.case.pk}/received/{copy.pk}/"

    for who in (cast.nurse, cast.teacher, cast.outsider, cast.stranger, cast.neighbour):
        client = signed_in(who)
        opened = {page for page in pages if client.get(page).status_code != 404}
        assert opened == ({reads} if who == cast.nurse else set()), who


def test_address_of_another_case_opens_nothing(plan: Plan, cast: Cast) -> None:
    row, other = attached(plan), Plan(cast)

    assert signed_in(cast.worker).get(f"/cases/{other.case.pk}/attachments/{row.pk}/").status_code == 404


def test_withdrawn_consent_leaves_the_file_to_the_archive_alone(handover: Handover, cast: Cast) -> None:
    consent = handover.consent(cast.teacher.unit)
    row = handover.attach()
    handover.sections.append(row)
    handover.send(cast.teacher)
    client, case = signed_in(cast.teacher), handover.case.pk
    with acting_as(cast.teacher):
        copy = DisclosedSection.objects.get(origin=row.pk)
    before = client.get(f"/cases/{case}/received/{copy.pk}/")

    withdraw_consent(consent=consent, by=handover.sender)

    assert before.getvalue() == PDF
    assert client.get(f"/cases/{case}/received/{copy.pk}/").status_code == 404
    archive = f"/archive/{case}/attachments/{copy.pk}/"
    assert client.post(archive, {"reason": " "}).status_code == 302
    assert client.post(archive, {"reason": "Asked by the family"}).getvalue() == PDF
    page = client.post(f"/archive/{case}/", {"reason": "Asked by the family"}).content.decode()
    assert archive in page
    own_page = signed_in(handover.sender).get(f"/referrals/{case}/").content.decode()
    assert str(_("Nobody else works with it now, but it is in the archive of who was told")) in own_page
    assert str(_("Only your unit sees this")) not in own_page


def test_file_is_passed_on_where_it_is_ticked_and_ends_with_the_consent(handover: Handover, cast: Cast) -> None:
    sister = at(new_unit(cast.teacher.unit))
    handover.sections += [handover.attach("Left.pdf"), handover.attach("Along.pdf", PDF + b"%along")]
    consent = handover.consent(cast.teacher.unit)
    handover.send(cast.teacher)
    passing = f"/tasks/{handover.task(Step.ANSWER_REFERRAL, cast.teacher).pk}/forward/"
    client, page = signed_in(cast.teacher), f"/referrals/{handover.case.pk}/"

    shown = client.get(passing).content.decode()
    assert shown.count(_("Attachment: %(title)s") % {"title": "Along"}) > 1
    parts = [str(row.pk) for row in handover.sections if not isinstance(row, Attachment) or row.title == "Along"]
    assert shown.count(" checked") == 1
    answer = client.post(passing, {"receiver": sister.unit.pk, "ground": Ground.WITHIN_PROVIDER, "parts": parts})

    assert answer.status_code == 302, answer.content.decode()
    with acting_as(sister):
        copies = {row.content["title"]: row for row in DisclosedSection.objects.filter(kind="attachment")}
    assert list(copies) == ["Along"]
    file = f"/cases/{handover.case.pk}/received/{copies['Along'].pk}/"
    assert signed_in(sister).get(file).getvalue() == PDF + b"%along"
    with acting_as(cast.nurse):
        assert sister.unit.name in [each.receiver for each in ledger_of(handover.case, cast.nurse)]

    withdraw_consent(consent=consent, by=handover.sender)

    assert signed_in(sister).get(file).status_code == 404
    assert signed_in(sister).get(page).status_code == 404


def test_archive_of_one_unit_is_not_opened_by_another(handover: Handover, cast: Cast) -> None:
    handover.sections.append(handover.attach())
    handover.to_waiting(cast.teacher)
    with acting_as(cast.teacher):
        copy = DisclosedSection.objects.get(kind="attachment")
    address = f"/archive/{handover.case.pk}/attachments/{copy.pk}/"

    answers = {who: signed_in(who).post(address, {"reason": "-"}).status_code for who in (cast.worker, cast.stranger)}

    assert set(answers.values()) == {404}


def test_missing_file_is_said_and_not_named_in_the_log(
    plan: Plan, cast: Cast, caplog: pytest.LogCaptureFixture, settings: Any, tmp_path: Path
) -> None:
    row = attached(plan, "Elis Test")
    settings.FILES_ROOT = tmp_path

    answer = signed_in(cast.worker).get(f"/cases/{plan.case.pk}/attachments/{row.pk}/")

    assert answer.status_code == 500
    assert str(_("The file cannot be read")) in answer.content.decode()
    assert str(row.pk) in caplog.text
    assert "Elis" not in caplog.text


def test_removing_asks_why(plan: Plan, cast: Cast) -> None:
    row = attached(plan)
    client, address = signed_in(cast.worker), f"/cases/{plan.case.pk}/attachments/{row.pk}/remove/"

    answers = [
        client.post(address, data).status_code for data in ({}, {"reason": "wrong_file"}, {"reason": "wrong_file"})
    ]

    assert answers == [422, 302, 404]
    page = client.get(f"/cases/{plan.case.pk}/plan/").content.decode()
    assert str(Attachment.WithdrawalReason.WRONG_FILE.label).lower() in page
