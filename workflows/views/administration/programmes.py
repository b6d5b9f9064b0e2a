"""Programmes, their versions and steps. They hold for everybody in the installation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.models import Instrument, Programme, ProgrammeStep, ProgrammeVersion
from cases.selectors.instrument import all_instruments
from cases.services.programme import (
    add_programme,
    add_step,
    change_step,
    describe_version,
    discard_version,
    end_version,
    put_in_force,
    remove_step,
    write_version,
)
from workflows.forms.administration import EndForm
from workflows.forms.programmes import BeginForm, ProgrammeForm, ProgrammeStepForm, ProgrammeVersionForm
from workflows.selectors.programmes import programme_shown, programmes_shown, steps_shown
from workflows.views.administration.page import AdministrationPage, crumbs
from workflows.views.agreements.page import OneForm

CARRIED_OUT = _("The clinics' lists follow within a few minutes. What is recorded stands.")


class Programmes(AdministrationPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"programmes": programmes_shown(timezone.localdate())}
        return render(request, "workflows/administration/programmes.html", context)


class ProgrammePage(AdministrationPage):
    """Every version with its days, its source and its steps, the newest first."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        programme = get_object_or_404(Programme, slug=slug)
        shown = programme_shown(programme, timezone.localdate())
        context = {
            "programme": programme,
            "shown": shown,
            "versions": [(each, steps_shown(each.version)) for each in shown.versions],
            "crumbs": [*crumbs("programmes"), {"label": programme.name}],
        }
        return render(request, "workflows/administration/programme.html", context)


class ProgrammeOneForm(AdministrationPage, OneForm):
    """One form about a programme; `remove` where a step is taken away."""

    programme: Programme

    def dispatch_step(self, slug: str, **keys: int) -> None:
        self.programme = get_object_or_404(Programme, slug=slug)

    def step_crumbs(self) -> list[dict[str, Any]]:
        here = {"label": self.programme.name, "url": reverse("programme", args=[self.programme.slug])}
        return [*crumbs("programmes"), here, {"label": str(self.heading)}]

    @property
    def back_url(self) -> str:
        return reverse("programme", args=[self.programme.slug])


class AddProgramme(AdministrationPage, OneForm):
    heading = _("Add a programme")
    intro = _("It has no version yet, and holds for nobody. It holds for everybody in Samplan once a version begins.")
    submit = _("Add the programme")
    added: Programme | None = None

    def dispatch_step(self, **keys: Any) -> None:
        return

    def form(self, data: Any = None) -> StepForm:
        return ProgrammeForm(data)

    def save(self, form: StepForm) -> None:
        about = Programme.About(form.cleaned_data["about"])
        self.added = add_programme(name=form.cleaned_data["name"], about=about, by=self.by)

    def step_crumbs(self) -> list[dict[str, Any]]:
        return [*crumbs("programmes"), {"label": str(self.heading)}]

    @property
    def back_url(self) -> str:
        return reverse("programme", args=[self.added.slug]) if self.added else reverse("programmes")


class WriteVersion(ProgrammeOneForm):
    heading = _("Write a new version")
    intro = _("It begins with the steps of the newest version. Nothing holds by it until you put it in force.")
    submit = _("Begin to write")

    def form(self, data: Any = None) -> StepForm:
        return ProgrammeVersionForm(data)

    def save(self, form: StepForm) -> None:
        write_version(programme=self.programme, facts=form.facts, by=self.by)  # type: ignore[attr-defined]

    @property
    def back_url(self) -> str:
        is_written = self.programme.versions.filter(is_draft=True).exists()
        return reverse("programme_draft" if is_written else "programme", args=[self.programme.slug])


class EndVersion(ProgrammeOneForm):
    heading = _("End the version")
    intro = _("What has begun by its last day stays on the schedules. Nothing is offered by it that begins later.")
    submit = _("End the version")

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug)
        self.version = get_object_or_404(self.programme.versions.filter(is_draft=False), pk=keys["pk"])

    def form(self, data: Any = None) -> StepForm:
        return EndForm(data, initial={"valid_to": self.version.valid_to or timezone.localdate()})

    def save(self, form: StepForm) -> None:
        end_version(version=self.version, last_day=form.cleaned_data["valid_to"], by=self.by)
        messages.success(self.request, f"{_t('The version has a last day.')} {CARRIED_OUT}")


class DraftPage(AdministrationPage):
    """The version that is being written: its steps in order of time, with the ways to change them."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        programme = get_object_or_404(Programme, slug=slug)
        draft = draft_of(programme)
        context = {
            "programme": programme,
            "draft": draft,
            "steps": steps_shown(draft),
            "crumbs": [
                *crumbs("programmes", (programme.name, reverse("programme", args=[slug]))),
                {"label": _t("Draft of %(name)s") % {"name": draft.name}},
            ],
        }
        return render(request, "workflows/administration/programme_draft.html", context)


class DraftForm(ProgrammeOneForm):
    """One form about the version that is being written; 404 where none is."""

    draft: ProgrammeVersion

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug)
        self.draft = draft_of(self.programme)

    def step_crumbs(self) -> list[dict[str, Any]]:
        *before, here = super().step_crumbs()
        url = reverse("programme_draft", args=[self.programme.slug])
        return [*before, {"label": _t("Draft of %(name)s") % {"name": self.draft.name}, "url": url}, here]

    @property
    def back_url(self) -> str:
        is_written = self.programme.versions.filter(is_draft=True).exists()
        return reverse("programme_draft" if is_written else "programme", args=[self.programme.slug])


class DescribeVersion(DraftForm):
    heading = _("What the version is called, and where it is written")

    def form(self, data: Any = None) -> StepForm:
        return ProgrammeVersionForm(data, initial=ProgrammeVersionForm.values_of(self.draft))

    def save(self, form: StepForm) -> None:
        describe_version(version=self.draft, facts=form.facts, by=self.by)  # type: ignore[attr-defined]


class BeginVersion(DraftForm):
    heading = _("Put the version in force")
    intro = _(
        "What holds today ends the day before. Then its steps are never changed: a new version takes its place. A step "
        "is taken from the version in force on the day its time begins; what is done already is not asked for again."
    )
    submit = _("Put in force")

    def form(self, data: Any = None) -> StepForm:
        return BeginForm(data, initial={"valid_from": self.draft.valid_from})

    def save(self, form: StepForm) -> None:
        put_in_force(version=self.draft, valid_from=form.cleaned_data["valid_from"], by=self.by)
        messages.success(self.request, f"{_t('The version is decided.')} {CARRIED_OUT}")


class DiscardVersion(DraftForm):
    heading = _("Discard the draft?")
    intro = _("What you have written in it is taken away. What holds today is not touched.")
    submit = _("Discard the draft")

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def save(self, form: StepForm) -> None:
        discard_version(version=self.draft, by=self.by)


class AddStep(DraftForm):
    heading = _("Add a step")
    intro = _("When it is to happen, where, by whom, and what is taken up.")

    def form(self, data: Any = None) -> StepForm:
        return ProgrammeStepForm(data, programme=self.programme, instruments=_instruments())

    def save(self, form: StepForm) -> None:
        add_step(version=self.draft, facts=form.facts, by=self.by)  # type: ignore[attr-defined]


class ChangeStep(DraftForm):
    heading = _("Change the step")
    intro = _("It stays the same step: who has done it already is not asked again.")
    removal = _("Remove the step")

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug)
        self.step: ProgrammeStep = get_object_or_404(self.draft.steps.select_related("version"), pk=keys["pk"])

    def form(self, data: Any = None) -> StepForm:
        values = ProgrammeStepForm.values_of(self.step)
        return ProgrammeStepForm(data, initial=values, programme=self.programme, instruments=_instruments())

    def save(self, form: StepForm) -> None:
        change_step(step=self.step, facts=form.facts, by=self.by)  # type: ignore[attr-defined]

    def remove(self) -> None:
        remove_step(step=self.step, by=self.by)


def draft_of(programme: Programme) -> ProgrammeVersion:
    """Raises Http404."""
    draft = programme.versions.filter(is_draft=True).first()
    if draft is None:
        raise Http404
    return draft


def _instruments() -> list[Instrument]:
    today = timezone.localdate()
    return [each for each in all_instruments() if each.valid_to is None or each.valid_to >= today]
