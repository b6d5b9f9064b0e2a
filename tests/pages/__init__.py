"""The table of every address of Samplan: add a page's line to its room's PAGES; tests/test_pages.py asks them all.

The rooms are those of workflows/urls. The keys in `names` stand for the rows that tests/page_rows.py makes.
"""

from tests.pages import administration, agreements, cases, clinic, handing_on
from tests.pages.page import Page

PAGES: dict[str, Page] = {
    **cases.PAGES,
    **handing_on.PAGES,
    **clinic.PAGES,
    **agreements.PAGES,
    **administration.PAGES,
}
LISTS = [name for name, page in PAGES.items() if not page.names and "GET" in page.methods]
FOR_ALL = {"accessibility", "privacy", "help"}
# Addresses of the sign-in, which know nothing of cases.
NOT_OURS = {
    # A parent's own answer, by a link that nobody signs in with: tests/workflows/views/test_rounds.py.
    "survey",
    *("account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate"),
    *("account_email", "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code"),
    *("account_change_password", "account_set_password", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
}
