"""The wording of an instrument's questions, written down by a provider that has the right to print it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, Provider
from cases.errors import CaseError
from cases.models import Instrument, InstrumentItem, ItemWording


@dataclass(frozen=True, slots=True)
class Worded:
    """A question, and its answers in the order of their points; no answers where the points are to show."""

    text: str
    labels: tuple[str, ...] = ()


@act
def word_items(*, instrument: Instrument, provider: Provider, wordings: Mapping[int, Worded], by: Assignment) -> None:
    """Item number → wording; without text it is taken away, and the item shows by its number again.

    Of a provider under the administrator's own principal. Raises CaseError: for an instrument whose wording is shipped,
    for another number of answers than there are points (field `labels_4`), for answers without a question (`text_4`).
    """
    if not by.rights.administers or provider.principal_id != by.unit.provider.principal_id:
        raise CaseError(_("Your role does not change this provider's wordings."))
    if instrument.licence != Instrument.Licence.CLINIC:
        raise CaseError(_("The wording of this instrument follows with Samplan."))
    list(Instrument.objects.select_for_update().filter(pk=instrument.pk).only("pk"))
    rows = {row.item_id: row for row in ItemWording.objects.filter(item__instrument=instrument, provider=provider)}
    for item in instrument.items.all():
        if item.number in wordings:
            _word(item, provider, wordings[item.number], rows.get(item.pk))


def _word(item: InstrumentItem, provider: Provider, given: Worded, row: ItemWording | None) -> None:
    text, labels = given.text.strip(), [each.strip() for each in given.labels if each.strip()]
    if labels and not text:
        raise CaseError(_("Write the question too."), field=f"text_{item.number}")
    if labels and len(labels) != len(item.points):
        words = _("Write %(count)d answers, one a line, or none.") % {"count": len(item.points)}
        raise CaseError(words, field=f"labels_{item.number}")
    if not text:
        if row is not None:
            row.delete()
        return
    if row is None:
        ItemWording.objects.create(provider=provider, item=item, text=text, labels=labels)
    elif (row.text, row.labels) != (text, labels):
        row.text, row.labels = text, labels
        row.save(update_fields=["text", "labels"])
