import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.names import TextTooLong, clean_text, name_tokens, search_tokens, sort_key

names = st.text("abcABCåäöÅÄÖéÉüøæ -'’", max_size=30)


@pytest.mark.parametrize(
    ("given_name", "family", "tokens"),
    [
        ("Anna-Karin", "Åberg", ["anna", "karin", "annakarin", "åberg"]),
        ("André", "MÜLLER", ["andre", "muller"]),
        ("Bo", "O'Neill", ["bo", "o", "neill", "oneill"]),
        ("Işık", "Ødegård", ["isik", "ödegård"]),
        ("A\u030asa", "Åsa", ["åsa"]),
        ("", "  ", []),
    ],
)
def test_name_tokens_are_the_words_folded(given_name: str, family: str, tokens: list[str]) -> None:
    assert name_tokens(given_name, family) == tokens


@given(names, st.integers(3, 8))
def test_search_tokens_of_a_name_beginning_find_the_name(name: str, length: int) -> None:
    found_by = name_tokens(name, "")

    for word in found_by:
        assert all(any(token.startswith(part) for token in found_by) for part in search_tokens(word[:length]))


@given(st.text(max_size=60))
def test_name_tokens_hold_no_wildcard_or_space(name: str) -> None:
    assert all(token.isalnum() for token in name_tokens(name, name) if token.isascii())
    assert not any(set(token) & set("%_\\ ") for token in name_tokens(name, name))


@pytest.mark.parametrize(
    ("query", "tokens"),
    [
        ("ann", ["ann"]),
        ("an", []),
        ("bo ek", ["bo", "ek"]),
        ("Anna-K", ["anna", "k"]),
        ("annakarin", ["annakarin"]),
        ("%%%", []),
        ("asa", ["asa"]),
    ],
)
def test_search_tokens_need_three_letters(query: str, tokens: list[str]) -> None:
    assert search_tokens(query) == tokens


def test_search_tokens_of_a_pasted_book_are_few() -> None:
    assert len(search_tokens("anna \u0301\u0327" * 200_000)) <= 6


def test_sort_key_puts_swedish_letters_last() -> None:
    ordered = ["anders", "Anna Berg", "Anna-Karin", "Émile", "Eva", "Vera", "Wera", "Zeb", "Åsa", "Ärla", "Öst"]

    mixed = ordered[::-1]

    assert sorted(mixed, key=sort_key) == ordered


@given(names)
def test_sort_key_ignores_case_and_composition(name: str) -> None:
    assert sort_key(name.upper()) == sort_key(unicodedata.normalize("NFD", name.lower()))


def test_clean_text_keeps_lines_and_drops_control_characters() -> None:
    assert clean_text("a\u0308\r\nb\tc\x00\x1b\u202e\ud800", limit=10) == "ä\nb\tc"


@given(st.text(st.characters(), max_size=200))
def test_clean_text_is_clean_the_second_time(text: str) -> None:
    cleaned = clean_text(text, limit=1_000)

    assert clean_text(cleaned, limit=1_000) == cleaned
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in cleaned if char not in "\n\t")


@pytest.mark.parametrize("pasted", ["x", "\u0301\u0327", "\u05b0\u0591a", "\r\n"])
def test_clean_text_over_the_limit_tells_both_lengths(pasted: str) -> None:
    with pytest.raises(TextTooLong) as caught:
        clean_text(pasted * 200_000, limit=29)

    assert caught.value.limit == 29 < caught.value.length
