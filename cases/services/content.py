"""Writing, changing and marking content: the one way, so that owner, edition and history are always right."""

from typing import Any, TypeVar

from accounts.models import Assignment
from cases.models import Case, CasePerson, ConcernText, Intervention
from cases.models.base import Content
from cases.services.guards import require_current, require_documenting

# A unit that documents nobody still does what it does, and its people's duty to report stands (SoL 19 kap. 1 §).
BY_ALL_UNITS = (ConcernText, Intervention)

C = TypeVar("C", bound=Content)


def new_content(model: type[C], *, case: Case, by: Assignment, topic: str, about: CasePerson, **fields: Any) -> C:
    """A new row owned by the acting unit. Raises Undocumented where that unit writes about nobody."""
    if not issubclass(model, BY_ALL_UNITS):
        require_documenting(by)
    row = model(
        case=case,
        owner_unit=by.unit,
        owner_provider_id=by.unit.provider_id,
        topic=topic,
        about=about,
        written_by=by.user,
        **fields,
    )
    row.save(force_insert=True)
    return row


def change_content(row: C, *, edition: int, by: Assignment, **fields: Any) -> C:
    """Writes `fields` if the row still is the edition the writer saw; else raises StaleText and nothing is lost.

    The caller holds a lock (the plan's or the note's) so that two writers never both pass.
    """
    if not isinstance(row, BY_ALL_UNITS):
        require_documenting(by)
    require_current(row, edition)
    for name, value in fields.items():
        setattr(row, name, value)
    row.edition, row.written_by = edition + 1, by.user
    row.save(update_fields=[*fields, "edition", "written_by", "written_at"])
    return row
