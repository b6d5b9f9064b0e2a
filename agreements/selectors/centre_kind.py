"""What a centre is by its own answers: a family centre, like one, neither, or not known; and why, in words.

Socialstyrelsen 2008, after Örebro 2011: four basic services in one place make a family centre; child health care in
one place with a municipal service is family-centre-like. What is not known is not no.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from agreements.models import Staffing, YesNo
from agreements.selectors.round import Answers

Tells = bool | None


class CentreKind(models.TextChoices):
    FAMILY_CENTRE = "family_centre", _("Family centre")
    FAMILY_CENTRE_LIKE = "family_centre_like", _("Family-centre-like")
    NEITHER = "neither", _("Neither family centre nor like one")
    NOT_KNOWN = "not_known", _("Not known which kind")


@dataclass(frozen=True, slots=True)
class Classified:
    """`reason` is a sentence for the page."""

    kind: CentreKind
    reason: "str | Promise"


def any_of(*parts: Tells) -> Tells:
    if any(parts):
        return True
    return None if None in parts else False


def all_of(*parts: Tells) -> Tells:
    if False in parts:
        return False
    return None if None in parts else True


def is_yes(answers: Answers, key: str) -> Tells:
    code = answers.get(key, YesNo.UNKNOWN)
    return None if code == YesNo.UNKNOWN else code == YesNo.YES


def is_staffed(answers: Answers, key: str) -> Tells:
    """By spontaneous visits, limited or full."""
    code = answers.get(key, Staffing.UNKNOWN)
    return None if code == Staffing.UNKNOWN else code != Staffing.NONE


def is_fully_staffed(answers: Answers, key: str) -> Tells:
    code = answers.get(key, Staffing.UNKNOWN)
    return None if code == Staffing.UNKNOWN else code == Staffing.FULL


def has_open_preschool(answers: Answers) -> Tells:
    hours = answers.get("open_preschool_hours_per_week")
    return hours > 0 if isinstance(hours, Decimal) else None


def is_co_located(answers: Answers) -> Tells:
    return any_of(is_yes(answers, "same_building"), is_yes(answers, "shared_entrance"))


# What a family centre has, each with its words.
PARTS: list[tuple[Callable[[Answers], Tells], Promise]] = [
    (is_co_located, _("one building or entrance")),
    (lambda answers: is_fully_staffed(answers, "maternity"), _("full maternity care")),
    (lambda answers: is_fully_staffed(answers, "child_health"), _("full child health care")),
    (has_open_preschool, _("open preschool")),
    (lambda answers: is_staffed(answers, "social_services"), _("social services")),
]


def classify_centre(answers: Answers) -> Classified:
    """The kind and its reason. Not known, where an unknown answer could make it another kind."""
    told = [(has(answers), words) for has, words in PARTS]
    full = all_of(*(tells for tells, _words in told))
    lacks = [words for tells, words in told if tells is False]
    unknown = [words for tells, words in told if tells is None]
    if full:
        return Classified(
            CentreKind.FAMILY_CENTRE,
            _("Maternity and child health care in full, open preschool and social services in one place."),
        )
    like = _is_like(answers)
    if full is None or like is None:
        return Classified(CentreKind.NOT_KNOWN, format_lazy(_("Not known: {parts}."), parts=_listed(unknown)))
    if like:
        reason = _("Child health care in one place with a municipal service. A family centre also has: {parts}.")
        return Classified(CentreKind.FAMILY_CENTRE_LIKE, format_lazy(reason, parts=_listed(lacks)))
    return Classified(CentreKind.NEITHER, format_lazy(_("Lacks: {parts}."), parts=_listed(lacks)))


def _is_like(answers: Answers) -> Tells:
    municipal = any_of(has_open_preschool(answers), is_staffed(answers, "social_services"))
    return all_of(is_co_located(answers), is_staffed(answers, "child_health"), municipal)


def _listed(words: list[Promise]) -> Promise:
    return format_lazy(", ".join(["{}"] * len(words)), *words)
