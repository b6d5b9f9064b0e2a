"""Joint training days: listed, recorded and corrected. How many came is told to whoever records them alone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.forms.arena import TrainingForm
from agreements.models import Profession, TrainingAttendance, TrainingDay
from agreements.permissions import Right, may_at
from agreements.selectors.place import leads_at, units_of
from agreements.selectors.training import get_training_for, sayings, training_days, training_row, years_of
from agreements.services.training import Attended, change_training_day, record_training_day, remove_training_day
from cases.forms.base import StepForm
from workflows.views.agreements.place import PlacePage, PlaceStep, address


class TrainingDays(PlacePage):
    """What was held there, the newest first, or of one year."""

    def get(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        place = self.open_place(kind, key)
        years, leads = years_of(place), leads_at(self.by)
        asked = request.GET.get("year", "")
        if asked and asked not in map(str, years):
            raise Http404
        context = {
            "place": place,
            "crumbs": self.crumbs((str(_("Training days")), "")),
            "tabs": self.tabs("training_days"),
            "rows": training_days(place, leads, year=int(asked) if asked else None),
            "years": [("", _("The newest")), *((str(year), str(year)) for year in years)] if len(years) > 1 else [],
            "year": asked,
            "may_change": leads(place),
        }
        return render(request, "agreements/training_days.html", context)


class TrainingPage(PlacePage):
    """One day: who took part, and to whoever may correct it what was recorded before."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        training = get_training_for(self.by, pk)
        self.place = training.place
        may_change = may_at(self.by, Right.LEAD, self.place)
        context = {
            "place": self.place,
            "training": training,
            "row": training_row(training, may_change=may_change),
            "sayings": sayings(training) if may_change else [],
            "crumbs": self.crumbs(
                (str(_("Training days")), address("training_days", self.place)), (training.subject, "")
            ),
        }
        return render(request, "agreements/training_day.html", context)


class RecordTrainingDay(PlaceStep):
    heading = _("Record a training day")
    intro = _("Count by unit and profession. Nobody is named.")
    template_name = "agreements/training_form.html"
    below = "training_days"

    def form(self, data: Any = None) -> StepForm:
        return TrainingForm(data, units=units_of(self.place))

    def save(self, form: StepForm) -> None:
        record_training_day(place=self.place, facts=form.facts, by=self.by)  # type: ignore[attr-defined]


class ChangeTrainingDay(PlaceStep):
    """What was written wrong; and a day that was never held is taken away. History keeps both."""

    heading = _("Correct the training day")
    intro = _("What it said before is kept.")
    removal = _("Take the day away")
    template_name = "agreements/training_form.html"
    below = "training_days"
    training: TrainingDay
    is_removed = False

    def dispatch_step(self, pk: int) -> None:  # type: ignore[override]
        self.training = get_training_for(self.by, pk, Right.LEAD)
        self.place = self.training.place

    def form(self, data: Any = None) -> StepForm:
        lines = [_attended(each) for each in self.training.attendance.all()]
        values = TrainingForm.values_of(self.training)
        return TrainingForm(data, units=units_of(self.place), lines=lines, initial=values)

    def save(self, form: StepForm) -> None:
        change_training_day(training=self.training, facts=form.facts, by=self.by)  # type: ignore[attr-defined]

    def remove(self) -> None:
        remove_training_day(training=self.training, by=self.by)
        self.is_removed = True

    @property
    def back_url(self) -> str:
        return super().back_url if self.is_removed else reverse("training_day", args=[self.training.pk])


def _attended(line: TrainingAttendance) -> Attended:
    return Attended(line.unit, Profession(line.profession), line.number)
