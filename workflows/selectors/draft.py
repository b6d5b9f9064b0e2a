from accounts.models import Assignment
from workflows.models import Draft


def draft_for(assignment: Assignment, key: str) -> Draft | None:
    """What this assignment had typed into the form `key`."""
    return Draft.objects.filter(assignment=assignment, key=key).first()
