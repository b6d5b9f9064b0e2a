"""The record of a patient as a parent, as it stands: sixteen things, and of each whether anybody has asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.templatetags.samplan import full_date
from cases.models import Parenthood, ParenthoodTalk, PatientChild
from cases.models.parenthood import NOT_ASKED, ContactWith


@dataclass(frozen=True, slots=True)
class Documented:
    """One of the sixteen: in words how each question of it stands, and whether anybody has asked that."""

    label: str | Promise
    words: Sequence[tuple[str, bool]]

    @property
    def is_asked(self) -> bool:
        return any(is_asked for _words, is_asked in self.words)


# Label, and the questions that it covers, in the order of domain.md 4.3.
FIELDS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Children under 18"), ("children",)),
    (gettext_lazy("Each child's age and home"), ()),
    (gettext_lazy("The other parent or a partner in care"), ("other_in_care",)),
    (gettext_lazy("Who else supports, and whether a child is a carer"), ("other_support", "child_is_carer")),
    (gettext_lazy("Worry for a child"), ("worried",)),
    (
        gettext_lazy("Wants to talk of parenthood, and of the child's needs"),
        ("wants_parenthood_talk", "wants_needs_talk"),
    ),
    (gettext_lazy("What the child knows"), ("child_knows",)),
    (gettext_lazy("Information to the child"), ("information",)),
    (gettext_lazy("Advice about the child"), ("advice",)),
    (gettext_lazy("Support to the child, and to the parent"), ("child_support", "parent_support")),
    (gettext_lazy("Support for parent and child together"), ("joint_support",)),
    (gettext_lazy("Need of relief"), ("relief",)),
    (gettext_lazy("The family home of a placed child"), ("family_home",)),
    (gettext_lazy("Assessment of protection"), ("protection",)),
    (gettext_lazy("Contact with others around the child"), ("contact",)),
    (gettext_lazy("Next review"), ()),
)
CHILDREN_AT, REVIEW_AT = 1, 15
# Where one of the sixteen is two questions.
SHORT: dict[str, Promise] = {
    "other_support": gettext_lazy("Somebody else supports"),
    "child_is_carer": gettext_lazy("A child takes care of others"),
    "wants_parenthood_talk": gettext_lazy("Of parenthood"),
    "wants_needs_talk": gettext_lazy("Of the child's needs"),
    "child_support": gettext_lazy("To the child"),
    "parent_support": gettext_lazy("To the parent"),
}


def documented(row: Parenthood, children: Sequence[PatientChild]) -> list[Documented]:
    """All sixteen, in their order. Half of two questions asked is asked, and says which half is not."""
    found = [_of(row, label, names) for label, names in FIELDS]
    found[CHILDREN_AT] = _children(row, children)
    found[REVIEW_AT] = _review(row)
    return found


def asked_count(rows: Sequence[Documented]) -> int:
    return sum(each.is_asked for each in rows)


def _of(row: Parenthood, label: Promise, names: Sequence[str]) -> Documented:
    words = []
    for name in names:
        said = getattr(row, f"get_{name}_display")()
        text = getattr(row, f"{name}_text", "")
        if name == "protection" and row.protection_on:
            said = f"{said}, {full_date(row.protection_on)}"
        if name == "contact" and row.contact_with:
            said = f"{said}: " + ", ".join(str(ContactWith(each).label) for each in row.contact_with)
        said = f"{said}. {text}" if text else str(said)
        words.append((f"{SHORT[name]}: {said}" if len(names) > 1 else said, getattr(row, name) != NOT_ASKED))
    return Documented(label, words)


def _children(row: Parenthood, children: Sequence[PatientChild]) -> Documented:
    label = FIELDS[CHILDREN_AT][0]
    if children:
        return Documented(label, [(child_words(each), True) for each in children])
    if row.children == "no":
        return Documented(label, [(_("No children"), True)])
    return Documented(label, [(_("Not asked"), False)])


def child_words(child: PatientChild) -> str:
    """«Elis, 7 år när det berättades 22 november 2026. Hos patienten, en del av tiden»."""
    name = child.name or _("A child")
    if child.age is None:
        age = _("age not asked")
    else:
        age = _("%(age)d years, told on %(day)s") % {"age": child.age, "day": full_date(child.told_on)}
    lives = child.get_lives_display()
    home = _("home not asked") if child.lives == NOT_ASKED else lives
    return f"{name}, {age}. {home}"


def _review(row: Parenthood) -> Documented:
    label = FIELDS[REVIEW_AT][0]
    if row.next_review is None:
        return Documented(label, [(_("No day is chosen"), False)])
    return Documented(label, [(full_date(row.next_review), True)])


def talk_words(talk: ParenthoodTalk) -> str:
    code = f" ({talk.code})" if talk.code else ""
    return f"{talk.get_held_with_display()}{code}"
