"""The pages of administration."""

from tests.pages.page import Page


def administered(methods: str = "GET POST", **names: str) -> Page:
    return Page(methods, by="administrator", without=("worker", 403), names=names)


PAGES = {
    "administration": administered("GET"),
    "units": administered("GET"),
    "add_unit": administered(),
    "unit": administered(pk="own_unit"),
    "end_unit": administered(pk="own_unit"),
    "receive_reports": administered(pk="social_unit"),
    "centres": administered("GET"),
    "open_centre": administered(),
    "centre": administered(pk="centre"),
    "place_unit": administered(pk="centre"),
    "end_placement": administered(pk="placement"),
    "administered_teams": administered("GET"),
    "open_team": administered(),
    "administered_team": administered(pk="team"),
    "join_team": administered(pk="team"),
    "leave_team": administered(pk="own_team_member"),
    "users": administered("GET"),
    "add_user": administered(),
    "user": administered("GET", pk="user"),
    "deactivate_user": administered(pk="user"),
    "reactivate_user": administered(pk="former"),
    "assign": administered(),
    "end_assignment": administered(pk="assignment"),
    "give_grant": administered(pk="coordination"),
    "end_grant": administered(pk="grant"),
    "clocks": administered("GET"),
    "grounds": administered("GET"),
    "verify_ground": administered(pk="ground"),
    "switch_off_ground": administered(pk="ground"),
    "change_clock": administered(key="clock"),
    "programmes": administered("GET"),
    "add_programme": administered(),
    "programme": administered("GET", slug="programme"),
    "write_version": administered(slug="programme"),
    "programme_draft": administered("GET", slug="programme"),
    "describe_version": administered(slug="programme"),
    "begin_version": administered(slug="programme"),
    "discard_version": administered(slug="programme"),
    "add_step": administered(slug="programme"),
    "change_programme_step": administered(slug="programme", pk="programme_step"),
    "end_version": administered(slug="programme", pk="programme_version"),
    "instruments": administered("GET"),
    "instrument": administered(slug="instrument"),
}
