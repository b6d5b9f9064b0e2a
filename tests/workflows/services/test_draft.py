"""Drafts that go on from one another, and the keys they are sealed with in the browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings

from tests.cast import Cast, acting_as
from tests.racing import race
from tests.workflows.plan import Plan
from workflows.models import Draft
from workflows.services.draft import save_draft
from workflows.services.draft_key import derive, draft_keys
from workflows.services.errors import DraftChanged


def test_draft_that_goes_on_from_the_one_that_stands_replaces_it(cast: Cast) -> None:
    first = save_draft(key="step", data={"text": ["First"]}, by=cast.nurse, base=None)

    second = save_draft(key="step", data={"text": ["Second"]}, by=cast.nurse, base=first.saved_at)

    with acting_as(cast.nurse):
        stands = Draft.objects.get()
    assert (stands.data, stands.saved_at) == ({"text": ["Second"]}, second.saved_at)


@pytest.mark.parametrize("is_older", [True, False])
def test_draft_that_knows_of_none_or_an_older_one_overwrites_nothing(cast: Cast, is_older: bool) -> None:
    stands = save_draft(key="step", data={"text": ["Theirs"]}, by=cast.nurse, base=None)
    base = stands.saved_at - timedelta(seconds=1) if is_older else None

    with pytest.raises(DraftChanged) as changed, transaction.atomic():
        save_draft(key="step", data={"text": ["Mine"]}, by=cast.nurse, base=base)

    assert changed.value.draft.data == {"text": ["Theirs"]}
    with acting_as(cast.nurse):
        assert Draft.objects.get().data == {"text": ["Theirs"]}


def test_draft_that_says_the_same_is_no_other(cast: Cast) -> None:
    stands = save_draft(key="step", data={"text": ["Same"]}, by=cast.nurse, base=None)

    again = save_draft(key="step", data={"text": ["Same"]}, by=cast.nurse, base=None)

    assert again.saved_at == stands.saved_at


def test_draft_is_saved_where_the_one_it_went_on_from_was_sent(cast: Cast) -> None:
    base = save_draft(key="other", data={}, by=cast.nurse).saved_at

    save_draft(key="step", data={"text": ["Mine"]}, by=cast.nurse, base=base)

    with acting_as(cast.nurse):
        assert Draft.objects.get(key="step").data == {"text": ["Mine"]}


@pytest.mark.race
def test_two_places_at_once_keep_one_draft_and_tell_the_other(committed_plan: Callable[[], Plan], races: int) -> None:
    by = committed_plan().cast.nurse

    def saving(key: str, words: str) -> Callable[[], object]:
        return lambda: save_draft(key=key, data={"text": [words]}, by=by, base=None)

    for number in range(races):
        results = race(saving(f"step{number}", "one"), saving(f"step{number}", "two"))

        assert results == {"won": 1, DraftChanged.__name__: 1}


@pytest.mark.arithmetic
def test_key_is_derived_as_the_standard_says() -> None:
    # RFC 5869, appendix A.1: the first 32 bytes.
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))

    key = derive(b"\x0b" * 22, info, salt=salt)

    assert key.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


def test_key_is_the_persons_own_and_stays_when_the_secret_is_changed(cast: Cast) -> None:
    with override_settings(SECRET_KEY="before"):
        [before] = draft_keys(cast.nurse.user)
        assert before != draft_keys(cast.second_nurse.user)[0]

    with override_settings(SECRET_KEY="now", SECRET_KEY_FALLBACKS=["before"]):
        now, old = draft_keys(cast.nurse.user)

    assert old == before
    assert now != before
