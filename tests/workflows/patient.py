"""A patient of the counsellor's, enrolled with the questions that are asked; and their tasks."""

from datetime import date

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Assignment
from cases.models import Case
from cases.services.person import PersonFacts
from tests.cases.contact import programme
from tests.cases.patient import record_of
from tests.cast import acting_as
from workflows.models import Task
from workflows.selectors.task import open_tasks_of
from workflows.services.contact import enrol


def patient_of(by: Assignment) -> Case:
    with acting_as(by):
        facts = PersonFacts(given_name="Tore", family_name="Test", birth_date=date(1986, 5, 4))
        return enrol(programme=programme("addiction-parenthood"), subject=facts, by=by)


def open_task(case: Case, by: Assignment) -> Task:
    with acting_as(by):
        [task] = open_tasks_of(case)
    return task


def send(client: Client, case: Case, by: Assignment, **answers: str) -> HttpResponse:
    """Sends the form of the open task, as it was opened now."""
    task = open_task(case, by)
    with acting_as(by):
        edition = str(record_of(case, by).edition)
    return client.post(reverse("task", args=[task.pk]), {"edition": edition} | answers)
