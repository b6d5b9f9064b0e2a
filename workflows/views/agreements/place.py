"""What the pages of an agreement's or a centre's arenas have in common: the place, its tabs, and one form there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import coordinated_centres
from agreements.models import Place
from agreements.permissions import Right
from agreements.selectors.place import get_place_for
from workflows.task_views.page import ActingPage
from workflows.views.agreements.page import OneForm

TABS = (
    ("arenas", _("The map")),
    ("groups", _("Councils and groups")),
    ("training_days", _("Training days")),
    ("activities", _("Support for families")),
)


def address(name: str, place: Place) -> str:
    return reverse(name, args=[place.kind, place.key])


class PlacePage(ActingPage):
    """A page of one agreement's or one centre's arenas, fetched and authorised in one call, for `right`."""

    right = Right.SEE
    place: Place

    def open_place(self, kind: str, key: str) -> Place:
        self.place = get_place_for(self.by, kind, key, self.right)
        return self.place

    def tabs(self, here: str) -> list[dict[str, Any]]:
        return [
            {"url": address(name, self.place), "label": label, "is_current": name == here, "count": None}
            for name, label in TABS
        ]

    def crumbs(self, *more: tuple[str, str]) -> list[dict[str, Any]]:
        """Where the page lies: `more` are (label, address) below the place; the last has none."""
        lines: list[dict[str, Any]]
        if self.place.rule_set is not None:
            lines = [
                {"label": _("Agreements"), "url": reverse("agreements")},
                {"label": self.place.name, "url": reverse("agreement", args=[self.place.key])},
            ]
        elif self.place.centre in coordinated_centres(self.by) and self.by.rights.coordinates:
            own = f"{reverse('centre_meetings')}?centre={self.place.key}"
            lines = [{"label": self.place.name, "url": own}]
        else:
            lines = [{"label": _("Agreements"), "url": reverse("agreements")}, {"label": self.place.name, "url": ""}]
        arenas = {"label": _("Where we meet"), "url": address("arenas", self.place) if more else ""}
        below = [{"label": label, "url": url} for label, url in more]
        return [*lines, arenas, *below]


class PlaceStep(PlacePage, OneForm):
    """One form, by whoever leads the agreement or coordinates the centre."""

    right = Right.LEAD
    below = "arenas"

    def dispatch_step(self, kind: str, key: str) -> None:
        self.open_place(kind, key)

    def step_crumbs(self) -> list[dict[str, Any]]:
        return self.crumbs((str(dict(TABS)[self.below]), address(self.below, self.place)), (str(self.heading), ""))

    @property
    def back_url(self) -> str:
        return address(self.below, self.place)
