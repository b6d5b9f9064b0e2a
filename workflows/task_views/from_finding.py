"""A page of something that a finding has led to: filled in beforehand, and noted with the finding once it is begun."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.models import Case, Finding
from cases.services.access import get_case_for
from cases.services.finding import note_consequence
from workflows.selectors.finding import finding_of, is_of_lost_visits
from workflows.task_views.page import ActingPage


class FromFinding(ActingPage):
    """`?finding=` names the case of one of the own unit's; any other is Http404, as if it were not there. So is one of
    visits that are no more, which would name a child that is not to be written about."""

    @cached_property
    def finding(self) -> Finding | None:
        named = self.request.GET.get("finding")
        if not named:
            return None
        try:
            case = get_case_for(self.by, UUID(named), Action.READ, what="finding")
        except ValueError:
            raise Http404 from None
        if case.kind != Case.Kind.FINDING or case.owner_unit_id != self.by.unit_id:
            raise Http404
        finding = finding_of(case)
        if is_of_lost_visits(finding):
            raise Http404
        return finding

    def draft_of(self, key: str) -> str:
        """Kept apart from what is typed into the same page without a finding, or from another."""
        return f"{key}:{self.finding.case_id}" if self.finding else key

    def intro_of(self, words: Any) -> str:
        if self.finding is None:
            return str(words)
        filled = _("What is filled in comes from the finding: change it as you like. Nothing is sent by itself.")
        return f"{words} {filled}"

    def note_begun(self, case: Case) -> None:
        if self.finding is not None:
            note_consequence(finding=self.finding.case, led_to=case, by=self.by)
