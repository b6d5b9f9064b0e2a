"""What the pages of a round have in common: the round of an agreement, fetched for an act."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models import Round, RoundCentre, RuleSet
from agreements.permissions import Right
from cases.errors import CaseError
from cases.forms.base import StepForm
from workflows.services.errors import StepNotOpen
from workflows.task_views.done import done_by_other
from workflows.views.agreements.page import AgreementPage, AgreementStep

# Where the forms about a round hold what was written, in one word.
WRITTEN_IN = ("question", "why", "text", "outcome")


def round_of(rule_set: RuleSet, pk: int) -> Round:
    """Raises Http404."""
    rows = Round.objects.filter(rule_set=rule_set, pk=pk).select_related("rule_set", "version", "questionnaire")
    if (found := rows.first()) is None:
        raise Http404
    return found


def asked_of(round_: Round, pk: int) -> RoundCentre:
    """Raises Http404."""
    rows = RoundCentre.objects.filter(round=round_, pk=pk)
    if (found := rows.select_related("centre", "respondent__user", "round__rule_set").first()) is None:
        raise Http404
    return found


def round_crumbs(page: AgreementPage, round_: Round, *more: str) -> list[dict[str, Any]]:
    name = str(round_name(round_))
    lines = page.crumbs(round_.rule_set, name, *more)
    if more:
        lines[2]["url"] = reverse("round", args=[round_.rule_set.slug, round_.pk])
    return lines


def round_name(round_: Round) -> str:
    return _("Round %(year)s") % {"year": round_.year}


class RoundPage(AgreementPage):
    """A page of one round."""

    round: Round

    def open_round(self, slug: str, pk: int) -> Round:
        self.round = round_of(self.get_agreement(slug), pk)
        return self.round

    def round_crumbs(self, *more: str) -> list[dict[str, Any]]:
        return round_crumbs(self, self.round, *more)


class RoundStep(AgreementStep):
    """One form about a round."""

    right = Right.LEAD
    round: Round

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        self.round = round_of(self.rule_set, keys["pk"])

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def refused(self, refused: CaseError) -> HttpResponse:
        """Another may have done it while the form was open."""
        if not isinstance(refused, StepNotOpen) or refused.done is None:
            return super().refused(refused)
        written = (self.request.POST.get(name, "") for name in WRITTEN_IN)
        opens = (_("Open the round"), reverse("round", args=[self.rule_set.slug, self.round.pk]))
        kept, trail = next(filter(None, written), ""), round_crumbs(self, self.round, str(self.heading))
        return done_by_other(self.request, refused.done, by=self.by, kept=kept, opens=opens, crumbs=trail)

    @property
    def back_url(self) -> str:
        return reverse("round", args=[self.rule_set.slug, self.round.pk])

    def context(self) -> dict[str, Any]:
        return {"round": self.round, "crumbs": round_crumbs(self, self.round, str(self.heading))}


class CentreStep(RoundStep):
    """One form about a centre in a round."""

    asked: RoundCentre

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        self.asked = asked_of(self.round, keys["asked"])

    def context(self) -> dict[str, Any]:
        return super().context() | {"asked": self.asked}
