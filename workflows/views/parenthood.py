from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.models import Case
from cases.permissions import may
from cases.selectors.case import subject_of
from cases.selectors.parenthood import children_of, parenthood_of, talks_of
from workflows.models.work_item import last_day
from workflows.selectors.parenthood_page import FIELDS, asked_count, documented, talk_words
from workflows.selectors.task import due_of, open_tasks_of
from workflows.task_views.page import CasePage
from workflows.views.health import crumbs


class ParenthoodPage(CasePage):
    """The record of a patient as a parent, with what nobody has asked as plainly as what was said."""

    what = "parenthood"
    kinds = (Case.Kind.ADDICTION_CARE,)

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        row = parenthood_of(case, self.by)
        if row is None:
            raise Http404
        rows = documented(row, children_of(case, self.by))
        tasks = [task for task in open_tasks_of(case) if task.unit_id == self.by.unit_id]
        subject = subject_of(case, self.by)
        context = {
            "case": case,
            "row": row,
            "subject": subject,
            "crumbs": crumbs(case, subject, _("Children and parenthood")),
            "fields": rows,
            "asked": asked_count(rows),
            "of": len(FIELDS),
            "talks": [(each, talk_words(each)) for each in talks_of(case, self.by)],
            "due": last_day(due) if tasks and (due := due_of(tasks[0])) else None,
            "task": tasks[0] if tasks and may(self.by, Action.WRITE, case) else None,
        }
        return render(request, "workflows/parenthood.html", context)
