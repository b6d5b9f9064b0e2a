"""What goes on paper, to a party without account, is the sender's file alone: what was told, and no more."""

import logging
from itertools import product

import pytest
from django.urls import reverse

from cases.errors import CaseError
from cases.models import (
    Case,
    Disclosure,
    Ground,
    Party,
    PartyKind,
    Sending,
)
from cases.services.disclosure import Basis
from tests.cast import Cast, acting_as
from tests.conftest import IS_LONG
from tests.workflows.told_tokens import (
    ASKED,
    assert_told_nowhere,
    consent,
    file,
    read,
    send,
    sending_of,
    signed_in,
    words_in,
    write,
)

PUBLIC = {PartyKind.DENTAL, PartyKind.CARE, PartyKind.SOCIAL}
REACHED_ON_PAPER: dict[Ground, set[PartyKind]] = {
    Ground.CONSENT: set(PartyKind),
    Ground.DUTY: set(PartyKind),
    Ground.HEALTH_25_12: PUBLIC,
    Ground.EXPECTED_25_12: PUBLIC,
}
EVERY_PAPER = list(product(Case.REFERRALS, Ground, PartyKind))
ON_PAPER = EVERY_PAPER if IS_LONG else EVERY_PAPER[::11]


@pytest.mark.parametrize(("kind", "ground", "to"), ON_PAPER)
def test_a_paper_holds_what_was_told_and_no_more(
    cast: Cast, caplog: pytest.LogCaptureFixture, kind: Case.Kind, ground: Ground, to: PartyKind
) -> None:
    by, party = cast.nurse, Party("Ekbackens skola", to)
    made = write(kind, by)
    basis = Basis(ground, **ASKED.get(ground, {}))
    if ground == Ground.CONSENT:
        consent(made, party, by)
    if to not in REACHED_ON_PAPER.get(ground, set()):
        with pytest.raises(CaseError):
            send(made, party, basis, by)
        with acting_as(by):
            assert not Disclosure.objects.filter(case=made.case).exists()
            assert not Sending.objects.filter(case=made.case).exists()
        return

    with caplog.at_level(logging.DEBUG):
        send(made, party, basis, by)
        client, key = signed_in(by), made.case.pk
        paper = file(client, "sending_pdf", key, sending_of(made, by).pk)
        ledger = read(client, reverse("disclosures", args=[key]))

    assert words_in(paper) == {*made.told.values(), *made.names}
    assert party.name in paper
    assert party.name in ledger
    assert words_in(ledger) == set()
    assert_told_nowhere(made, by, caplog)
