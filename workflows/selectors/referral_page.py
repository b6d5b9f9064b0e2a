"""What a referral's own page says: who has the baton, what happens now, and which parts were told to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Assignment
from accounts.templatetags.samplan import Due
from cases.models import Case, DisclosedSection, Referral, ReferralSection, SectionKind, Sending
from cases.selectors.handing_on import with_schedule
from workflows.models import Deadline
from workflows.models.step import Step
from workflows.selectors.case_page import clock_words
from workflows.selectors.task import open_tasks_of

HAPPENING = {
    Step.WRITE_REFERRAL: gettext_lazy("it is written, and sent when it is ready"),
    Step.ANSWER_REFERRAL: gettext_lazy("the receiver answers"),
    Step.RECORD_ANSWER: gettext_lazy("the receiver, who has no account here, is to answer the sender"),
    Step.RECORD_OUTCOME: gettext_lazy("the receiver, who has no account here, tells the sender what became of it"),
    Step.CONTACT_FAMILY: gettext_lazy("the receiver contacts the family"),
    Step.GIVE_FEEDBACK: gettext_lazy("the receiver tells what became of it"),
    Step.READ_FEEDBACK: gettext_lazy("the sender reads the feedback"),
}


@dataclass(frozen=True, slots=True)
class Now:
    """What happens, in which unit, and until when. `task` is the reader's own."""

    heading: str
    text: str
    clock: Due | None = None
    task: Any = None


@dataclass(slots=True)
class Written:
    """A part of the own unit's, with the units that have been told it as it stands now."""

    row: ReferralSection
    told: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return with_schedule(self.row.text, self.row.schedule)


def baton(referral: Referral, reader: Assignment) -> str:
    """Who answers for the family now."""
    unit = referral.sender_unit
    if not referral.is_with_sender:
        taken = Sending.objects.filter(case=referral.case_id, answer=Sending.Answer.ACCEPTED)
        latest = taken.select_related("receiver_unit").order_by("number").last()
        if latest is None:
            # Asked before, or beside: to whom the sender turned is not told.
            return _("Another receiver answers for the family.")
        if latest.party:
            return _("%(unit)s answers for the family.") % {"unit": latest.party}
        unit = latest.receiver_unit or unit
    if unit.pk == reader.unit_id:
        return _("Your unit answers for the family.")
    return _("%(unit)s answers for the family.") % {"unit": unit.name}


def now_words(case: Case, reader: Assignment) -> Now | None:
    """Nothing for a referral that has ended."""
    tasks = open_tasks_of(case)
    if not tasks or not case.is_open:
        return None
    task = tasks[0]
    running = Deadline.objects.select_related("clock__rule_set", "clock__clause", "unit")
    deadline = running.filter(task=task, unit=task.unit_id, closed_at=None).first()
    text = _("It is %(units)s that acts.") % {"units": task.unit.name if task.unit else ""}
    is_mine = task.unit_id == reader.unit_id
    return Now(str(HAPPENING[Step(task.step)]), text, clock_words(deadline, reader), task if is_mine else None)


def told_in(case: Case, sections: Mapping[str, ReferralSection]) -> list[Written]:
    """Each own part, and to whom it has been told as it stands."""
    found = {row.pk: Written(row) for row in sections.values()}
    passed_on = set(
        Sending.objects.filter(case=case, answer=Sending.Answer.FORWARDED).values_list("receiver_unit", flat=True)
    )
    copies = DisclosedSection.objects.filter(case=case, kind=SectionKind.REFERRAL)
    copies = copies.filter(Q(ended_at=None) | Q(receiver_unit__in=passed_on))
    for copy in copies.select_related("receiver_unit", "disclosure").order_by("created_at", "pk"):
        written = found.get(copy.origin)
        if written is None or copy.edition != written.row.edition:
            continue
        name = copy.receiver_unit.name if copy.receiver_unit else copy.disclosure.receiver_party
        if copy.receiver_unit_id in passed_on:
            name = _("%(unit)s, which has passed the referral on") % {"unit": name}
        if name not in written.told:
            written.told.append(name)
    return list(found.values())
