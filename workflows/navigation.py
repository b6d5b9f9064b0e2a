"""What each role finds in the main menu, and on which page it begins: from the role table alone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import RoleRights


@dataclass(frozen=True, slots=True)
class Link:
    """`pages`: where, besides the page itself, one is in this part of Samplan."""

    url_name: str
    label: Promise
    is_for: Callable[[RoleRights], bool]
    pages: tuple[str, ...] = ()


def works_on_tasks(rights: RoleRights) -> bool:
    """Whether tasks of the unit reach this role: a coordinator sees those of named cases on the case alone."""
    return rights.opens_cases and not rights.coordinates


# In the order of the menu: the first that is for a role is where the role begins.
LINKS = (
    Link("overview", _("Overview"), lambda rights: rights.manages),
    Link("inbox", _("To do"), works_on_tasks, ("task",)),
    Link("centre_meetings", _("Family centre"), lambda rights: rights.coordinates),
    Link(
        "clinic",
        pgettext_lazy("menu", "Visits"),
        lambda rights: rights.opens_new,
        (
            *(
                "enrol",
                "contact",
                "record_step",
                "answers",
                "end_contact",
                "record_birth",
                "correct_days",
                "parenthood",
            ),
            *(
                "move_contact",
                "separate_child",
                "hand_over_child",
                "correct_birth",
                "give_to_others",
                "enrol_handed_over",
            ),
        ),
    ),
    Link(
        "cases",
        _("Cases"),
        lambda rights: rights.opens_cases,
        ("case", "plan", "consent", "referral", "board", "situation"),
    ),
    Link(
        "reports",
        pgettext_lazy("menu", "Reports of concern"),
        lambda rights: rights.opens_cases and not rights.coordinates,
        ("write_report", "report", "change_report", "intake", "hand_on"),
    ),
    Link("meetings", _("Meetings"), lambda rights: rights.opens_cases, ("meeting",)),
    Link(
        "consultations",
        pgettext_lazy("menu", "Consultations"),
        works_on_tasks,
        ("ask_consultation", "consultation", "team", "record_team_meeting", "change_team_meeting"),
    ),
    Link("archive", _("Archive"), lambda rights: rights.opens_new, ("open_archive",)),
    Link("review", _("Start"), lambda rights: rights.reviews_log),
    Link("log_review", _("Log review"), lambda rights: rights.reviews_log),
    Link("figures", _("Follow-up figures"), lambda rights: rights.sees_figures and not rights.opens_cases),
    Link("administration", _("Organisation"), lambda rights: rights.administers),
    Link("units", _("Units"), lambda rights: rights.administers, ("add_unit", "unit", "end_unit", "receive_reports")),
    Link(
        "centres",
        _("Family centres"),
        lambda rights: rights.administers,
        ("open_centre", "centre", "place_unit", "end_placement"),
    ),
    Link(
        "administered_teams",
        _("Teams"),
        lambda rights: rights.administers,
        ("open_team", "administered_team", "join_team", "leave_team"),
    ),
    Link(
        "users",
        _("Users"),
        lambda rights: rights.administers,
        (
            *("add_user", "user", "assign", "end_assignment", "give_grant", "end_grant"),
            *("deactivate_user", "reactivate_user"),
        ),
    ),
    Link("clocks", _("Deadlines"), lambda rights: rights.administers, ("change_clock",)),
    Link(
        "grounds",
        pgettext_lazy("menu", "Legal grounds"),
        lambda rights: rights.administers,
        ("verify_ground", "switch_off_ground"),
    ),
    Link(
        "programmes",
        _("Programmes"),
        lambda rights: rights.administers,
        (
            *("add_programme", "programme", "write_version", "programme_draft", "describe_version"),
            *("begin_version", "discard_version", "add_step", "change_programme_step", "end_version"),
        ),
    ),
    Link("instruments", _("Instruments"), lambda rights: rights.administers, ("instrument",)),
    Link(
        "agreements",
        _("Agreements"),
        lambda rights: not rights.reviews_log,
        (
            *("agreement", "agreement_draft", "rounds", "round", "round_work", "round_report", "action_plan"),
            *("arenas", "groups", "group", "training_days", "training_day", "activities", "activity"),
            *("period_report", "release_round_report", "release_period_report"),
            *("compare_round_report", "compare_period_report"),
            *("figure", "figure_cases", "period_figure", "period_figure_cases"),
        ),
    ),
)


def links_for(rights: RoleRights) -> list[Link]:
    return [link for link in LINKS if link.is_for(rights)]


def has_inbox(rights: RoleRights) -> bool:
    return any(link.url_name == "inbox" for link in links_for(rights))


def landing_page(rights: RoleRights) -> str:
    """The name of the page where the role begins after sign-in."""
    return links_for(rights)[0].url_name
