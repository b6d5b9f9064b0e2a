"""The map of an agreement's or a centre's arenas, with its table."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import FamilyCentre
from agreements.models import Place
from agreements.reports.arena_drawing import draw_map
from agreements.selectors.arena_map import ArenaKind, ArenaMap, Level, arena_map, scope_of
from agreements.selectors.place import centres_at
from workflows.views.agreements.place import PlacePage


class Arenas(PlacePage):
    """Who meets whom where: as a picture, and the same as a table. Narrowed to a centre, or to an agreement."""

    def get(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        place = self.open_place(kind, key)
        today = timezone.localdate()
        level = self.chosen_level()
        centres = centres_at(place, self.by) if place.rule_set is not None else []
        chosen = self.chosen_centre(centres)
        wanted = request.GET.get("agreement", "")
        whole = scope_of(place, self.by, today)
        scope = scope_of(place, self.by, today, centre=chosen, rule_set=wanted) if chosen or wanted else whole
        if wanted and not scope.rule_sets:
            raise Http404
        shown = arena_map(scope, level, today)
        context = {
            "place": place,
            "crumbs": self.crumbs(),
            "tabs": self.tabs("arenas"),
            "shown": shown,
            "drawing": draw_map(shown),
            "rows": table_rows(shown),
            "levels": self.choices("by", Level.choices, level.value),
            "narrowed": self.narrowed(place, centres, chosen, whole.rule_sets, wanted),
            "chosen": chosen,
        }
        return render(request, "agreements/arenas.html", context)

    def chosen_level(self) -> Level:
        try:
            return Level(self.request.GET.get("by", Level.UNIT))
        except ValueError as unknown:
            raise Http404 from unknown

    def chosen_centre(self, centres: list[FamilyCentre]) -> FamilyCentre | None:
        wanted = self.request.GET.get("centre", "")
        if not wanted:
            return None
        found = next((each for each in centres if str(each.pk) == wanted), None)
        if found is None:
            raise Http404
        return found

    def narrowed(
        self, place: Place, centres: list[FamilyCentre], chosen: FamilyCentre | None, rule_sets: Any, wanted: str
    ) -> list[dict[str, Any]]:
        """The centres of an agreement, or the agreements of a centre, with all first; nothing where there is one."""
        if place.rule_set is not None:
            found = [(str(each.pk), each.name) for each in centres]
            everything = _("All centres")
            return self.choices("centre", [("", everything), *found], str(chosen.pk) if chosen else "") if found else []
        found = [(each.slug, each.title) for each in rule_sets]
        return self.choices("agreement", [("", _("All agreements")), *found], wanted) if len(found) > 1 else []

    def choices(self, name: str, choices: Any, current: str) -> list[dict[str, Any]]:
        """Links to the same page with another `name`, the rest of the query kept."""
        kept = {key: value for key in ("by", "centre", "agreement") if (value := self.request.GET.get(key))}
        return [
            {"url": f"?{urlencode(kept | {name: value})}", "label": label, "is_current": value == current}
            for value, label in choices
        ]


def table_rows(shown: ArenaMap) -> list[dict[str, Any]]:
    """A row per actor with a cell per kind of arena, and where its own begin, whose they are."""
    rows, under = [], ""
    for actor in shown.actors:
        over = actor.under[-1] if actor.under else ""
        cells = [(ArenaKind(kind).label, actor.of_kind(kind)) for kind in shown.kinds]
        rows.append({"actor": actor, "over": over if over != under else "", "cells": cells})
        under = over
    return rows
