"""Attaching to a plan, and what is then seen and stored."""

from pathlib import Path
from typing import Any

from django.conf import settings as django_settings

from accounts.models import Assignment
from cases.models import Attachment, Case, Topic
from cases.selectors.attachment import attachments_of
from cases.services.attachment import attach_file
from tests.cast import acting_as
from tests.files import PDF, checked
from tests.story import known_subject
from tests.workflows.plan import Plan

Place = Attachment.Place


def attach(plan: Plan, by: Assignment, content: bytes = PDF, **more: Any) -> Attachment:
    with acting_as(by):
        about = known_subject(plan.case, by)
        words = {"place": Place.PLAN, "topic": Topic.HEALTH, "about": about} | more
        return attach_file(case=plan.case, file=checked("A.pdf" if content == PDF else "A", content), by=by, **words)


def seen(case: Case, by: Assignment) -> list[str]:
    """The titles that `by` finds in the plan."""
    with acting_as(by):
        return [line.title for line in attachments_of(case, by, Place.PLAN)]


def files() -> list[Path]:
    return [path for path in django_settings.FILES_ROOT.rglob("*") if path.is_file()]
