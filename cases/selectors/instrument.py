"""Instruments as one provider may print them: with its own wording where none may be shipped."""

from collections.abc import Iterable

from django.db.models import Prefetch

from accounts.models import Provider
from cases.models import Instrument, InstrumentItem, ItemWording


def instruments_of(slugs: Iterable[str], provider: int) -> list[Instrument]:
    """With items and bands, by slug. An item without any wording shows by its number."""
    rows = Instrument.objects.filter(slug__in=list(slugs)).prefetch_related("items", "bands").order_by("slug")
    return worded(list(rows), provider)


def worded(instruments: list[Instrument], provider: int) -> list[Instrument]:
    """The same instruments, prefetched, with the provider's wordings in their items; one statement, if any is asked."""
    mine = [each for each in instruments if each.licence == Instrument.Licence.CLINIC]
    items = {item.pk: item for each in mine for item in each.items.all()}
    if items:
        for row in ItemWording.objects.filter(provider=provider, item__in=list(items)):
            items[row.item_id].text, items[row.item_id].labels = row.text, row.labels
    return instruments


def all_instruments() -> list[Instrument]:
    """Every one in the installation, by name."""
    return list(Instrument.objects.prefetch_related("items", "bands").order_by("name", "valid_from"))


def items_with_wordings(instrument: Instrument, provider: Provider) -> list[InstrumentItem]:
    """The questions, each with the provider's own wording at `own` (one row or none)."""
    own = Prefetch("wordings", ItemWording.objects.filter(provider=provider), to_attr="own")
    return list(instrument.items.order_by("number").prefetch_related(own))
