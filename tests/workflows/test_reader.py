"""Whoever looks for names in pages is not taken in by a form's random key."""

from django.http import HttpResponse

from tests.workflows.reader import shows


def test_a_name_is_found_in_words_and_not_in_a_random_key() -> None:
    key = "aKim0b1c2d3e4f5g6h7i8j9k0l1m2n3o4p5q6r7s8t9u0v1w2x3y4z5A6B7C8D9E"

    assert shows(HttpResponse("<p>Kim</p>"))
    assert not shows(HttpResponse(f'<input name="csrfmiddlewaretoken" value="{key}">'))
