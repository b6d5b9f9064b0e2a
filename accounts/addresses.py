"""What stands in an address: a page to go on to after signing in, choosing an assignment or stating a need; numbers."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

# Digits of the largest key that the database has.
LONGEST_KEY = 18


def number_of(text: str) -> int | None:
    """A number as an address or a form sends it; None for what is none, or longer than any key."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else None


def page_to_go_on(request: HttpRequest, *wanted: str) -> str:
    """The first address of `wanted` that is a page of ours; else the page above the last one; else the inbox.

    An address that takes forms alone is no page: opened after signing in it would answer 405.
    """
    ours = [_local(address) for address in wanted if address and _is_ours(request, address)]
    for address in ours:
        if _is_page(urlsplit(address).path):
            return address
    return _page_above(urlsplit(ours[-1]).path) if ours else reverse("inbox")


def page_to_begin(request: HttpRequest, wanted: str) -> str:
    """As page_to_go_on, of who has just signed in or chosen: no page in particular is where the role begins."""
    page = page_to_go_on(request, wanted)
    return reverse("begin") if page == reverse("inbox") else page


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())


def _local(address: str) -> str:
    return urlsplit(address)._replace(scheme="", netloc="").geturl() or "/"


def _is_page(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    page = getattr(view, "view_class", None)
    return page is None or ("get" in page.http_method_names and hasattr(page, "get"))


def _page_above(path: str) -> str:
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if _is_page(path):
            return path
    return reverse("inbox")
