"""Every kind of referral by every ground to every kind of receiver: the receiver reads what was told, and no more.

Each thing the sender writes is a random word of its own. A combination that does not fit writes nothing; of one that
fits, the receiver's page and file hold exactly the words of what was chosen, a search none, notices and the log none.
What goes on paper is in test_told_on_paper.py.
"""

import logging
from itertools import product

import pytest

from cases.errors import CaseError
from cases.models import (
    Case,
    Disclosure,
    Ground,
    Participation,
    Sending,
)
from cases.services.disclosure import Basis
from tests.cast import Cast, acting_as
from tests.conftest import IS_LONG
from tests.workflows.told_tokens import (
    ASKED,
    assert_told_nowhere,
    consent,
    download,
    file,
    pages,
    send,
    sending_of,
    signed_in,
    words_in,
    write,
)
from workflows.models import Step, Task
from workflows.services.queue import take_task

RECEIVERS = ("worker", "teacher", "counsellor", "stranger", "neighbour")
SOCIAL, AUTHORITIES = {"worker", "neighbour"}, {"worker", "neighbour", "teacher"}
REACHED: dict[Ground, set[str]] = {
    Ground.CONSENT: {*AUTHORITIES, "stranger"},
    Ground.WITHIN_PROVIDER: {"counsellor"},
    Ground.DUTY: {*AUTHORITIES, "stranger"},
    Ground.HEALTH_25_12: SOCIAL,
    Ground.EXPECTED_25_12: SOCIAL,
}

EVERYTHING = list(product(Case.REFERRALS, Ground, RECEIVERS))
# The short profile takes every seventh, which meets each ground and each receiver.
COMBINATIONS = EVERYTHING if IS_LONG else EVERYTHING[::7]


@pytest.mark.parametrize(("kind", "ground", "to"), COMBINATIONS)
def test_the_receiver_reads_what_was_told_and_no_more(
    cast: Cast, caplog: pytest.LogCaptureFixture, kind: Case.Kind, ground: Ground, to: str
) -> None:
    by, receiver = cast.nurse, getattr(cast, to)
    made = write(kind, by)
    basis = Basis(ground, **ASKED.get(ground, {}))
    if ground == Ground.CONSENT and to != "counsellor":
        consent(made, receiver, by)
    if to not in REACHED.get(ground, set()):
        with pytest.raises(CaseError):
            send(made, receiver, basis, by)
        with acting_as(by):
            assert not Disclosure.objects.filter(case=made.case).exists()
            assert not Sending.objects.filter(case=made.case).exists()
            assert not Participation.objects.filter(case=made.case).exclude(unit=by.unit).exists()
        return

    with caplog.at_level(logging.DEBUG):
        send(made, receiver, basis, by)
        with acting_as(by):
            task = next(t for t in Task.objects.filter(case=made.case) if t.step == Step.ANSWER_REFERRAL)
        if receiver.unit.is_closed:
            take_task(task=task.pk, by=receiver)
        seen = pages(made, receiver)
        saved = download(made, receiver)
        sent = file(signed_in(by), "sending_pdf", made.case.pk, sending_of(made, by).pk)

    title, content = made.file_words[:2]
    exactly = {*made.told.values(), *made.names, title}
    assert words_in(seen["page"]) == words_in(seen["file"]) == words_in(sent) == exactly
    assert saved == content
    assert [name for name, html in seen.items() if title in html] == ["page", "task", "file"]
    secret = made.secret
    assert [text for text in made.told.values() if text not in seen["page"] or text not in seen["task"]] == []
    assert [(name, text) for name, html in seen.items() for text in secret if text in html] == []
    assert [text for text in made.told.values() if text in seen["search"] or text in seen["inbox"]] == []
    assert made.names[0] in seen["search"]
    assert_told_nowhere(made, receiver, caplog)
    assert_told_nowhere(made, by, caplog)
