from accounts.models import Assignment
from workflows.models import Draft


def drafts_under(assignment: Assignment, prefix: str) -> dict[str, Draft]:
    """What this assignment had typed into the forms whose key begins with `prefix`, by key."""
    return {draft.key: draft for draft in Draft.objects.filter(assignment=assignment, key__startswith=prefix)}


def draft_for(assignment: Assignment, key: str) -> Draft | None:
    """What this assignment had typed into the form `key`."""
    return Draft.objects.filter(assignment=assignment, key=key).first()
