"""The catalogue of support: what families are offered at a place, and how many take it up. Nobody is named."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.forms.arena import ActivityForm, OccasionForm
from agreements.models import Occasion, Place, SupportActivity
from agreements.permissions import Right, may_at, may_count
from agreements.reports.activities import TakenUp, quarters_over, shown_of, taken_up
from agreements.reports.quarters import quarter_words
from agreements.reports.release import Period
from agreements.selectors.activity import (
    activities_at,
    get_activity_for,
    held_together,
    occasions_between,
    occasions_of,
)
from agreements.selectors.place import units_of
from agreements.services.activity import (
    add_activity,
    change_activity,
    change_occasion,
    count_occasion,
    remove_occasion,
)
from cases.forms.base import StepForm
from workflows.views.agreements.place import PlacePage, PlaceStep, address


@dataclass(frozen=True, slots=True)
class PlaceCounted:
    """`rows`: of the quarter, hidden as in a report."""

    place: Place
    rows: list[TakenUp]


class Activities(PlacePage):
    """What is offered, and what has been; of a quarter that is over, how many families took it up."""

    def get(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        place, today = self.open_place(kind, key), timezone.localdate()
        rows = activities_at(place, today)
        quarters = quarters_over(today, since=min((row.activity.valid_from for row in rows), default=today))
        quarter = self.chosen(quarters)
        counted = self.counted(quarter)
        context = {
            "place": place,
            "crumbs": self.crumbs((str(_("Support for families")), "")),
            "tabs": self.tabs("activities"),
            "going_on": [row for row in rows if not row.is_over],
            "over": [row for row in rows if row.is_over],
            "counted": counted,
            "several": len(counted) > 1,
            "quarter": quarter_words(quarter),
            "quarters": [(each.first.isoformat(), quarter_words(each), each == quarter) for each in quarters],
            "may_change": may_at(self.by, Right.LEAD, place),
        }
        return render(request, "agreements/activities.html", context)

    def chosen(self, quarters: list[Period]) -> Period:
        asked = self.request.GET.get("quarter", quarters[0].first.isoformat())
        found = next((each for each in quarters if each.first.isoformat() == asked), None)
        if found is None:
            raise Http404
        return found

    def counted(self, quarter: Period) -> list[PlaceCounted]:
        together = held_together(self.place, quarter.first, quarter.last)
        activities = [each for held in together for each in held.activities]
        occasions = occasions_between(activities, quarter.first, quarter.last)
        return [
            PlaceCounted(held.place, shown_of(taken_up(held.activities, occasions, quarter), held.shown))
            for held in together
        ]


class ActivityPage(PlacePage):
    """One activity; its occasions to whoever counts them."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        activity = get_activity_for(self.by, pk)
        self.place = activity.place
        counts = may_count(self.by, activity)
        context = {
            "place": self.place,
            "activity": activity,
            "counts": counts,
            "occasions": occasions_of(activity) if counts else [],
            "may_change": may_at(self.by, Right.LEAD, self.place),
            "crumbs": self.crumbs(
                (str(_("Support for families")), address("activities", self.place)), (activity.name, "")
            ),
        }
        return render(request, "agreements/activity.html", context)


class AddActivity(PlaceStep):
    heading = _("Add an activity")
    intro = _("What families are offered. Nobody is named.")
    submit = _("Add the activity")
    below = "activities"

    def form(self, data: Any = None) -> StepForm:
        return ActivityForm(data, units=units_of(self.place), initial={"valid_from": timezone.localdate()})

    def save(self, form: StepForm) -> None:
        add_activity(place=self.place, facts=form.facts, by=self.by)  # type: ignore[attr-defined]


class OfActivity(PlaceStep):
    """A form about one activity, which it leads back to."""

    below = "activities"
    activity: SupportActivity

    def dispatch_step(self, pk: int, **keys: int) -> None:  # type: ignore[override]
        self.activity = get_activity_for(self.by, pk, self.right)
        self.place = self.activity.place

    def step_crumbs(self) -> list[dict[str, Any]]:
        *before, here = super().step_crumbs()
        return [*before, {"label": self.activity.name, "url": self.back_url}, here]

    @property
    def back_url(self) -> str:
        return reverse("activity", args=[self.activity.pk])


class ChangeActivity(OfActivity):
    heading = _("Change the activity")
    intro = _("What it said before is kept.")

    def form(self, data: Any = None) -> StepForm:
        return ActivityForm(data, units=units_of(self.place), initial=ActivityForm.values_of(self.activity))

    def save(self, form: StepForm) -> None:
        change_activity(activity=self.activity, facts=form.facts, by=self.by)  # type: ignore[attr-defined]


class CountOccasion(OfActivity):
    """By whoever leads the place, and by those who hold the activity."""

    right = Right.SEE
    heading = _("Count an occasion")
    intro = _("How many families, and no names. To others it shows by quarter, and only where five or more came.")

    def dispatch_step(self, pk: int, **keys: int) -> None:  # type: ignore[override]
        super().dispatch_step(pk)
        if not may_count(self.by, self.activity):
            raise PermissionDenied

    def form(self, data: Any = None) -> StepForm:
        return OccasionForm(data, initial={"held_on": timezone.localdate()})

    def save(self, form: StepForm) -> None:
        count_occasion(activity=self.activity, counted=form.counted, by=self.by)  # type: ignore[attr-defined]


class ChangeOccasion(CountOccasion):
    heading = _("Correct the count")
    intro = _("What it said before is kept.")
    removal = _("Take the count away")

    def dispatch_step(self, pk: int, **keys: int) -> None:  # type: ignore[override]
        super().dispatch_step(pk)
        self.occasion = get_object_or_404(Occasion, activity=self.activity, pk=keys["occasion"])

    def form(self, data: Any = None) -> StepForm:
        return OccasionForm(data, initial=OccasionForm.values_of(self.occasion))

    def save(self, form: StepForm) -> None:
        change_occasion(occasion=self.occasion, counted=form.counted, by=self.by)  # type: ignore[attr-defined]

    def remove(self) -> None:
        remove_occasion(occasion=self.occasion, by=self.by)
