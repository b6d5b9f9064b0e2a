"""The two made-up rounds of addiction care: as the records have it, and said to be made up on page and paper."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import transaction_as
from agreements.models import Report, Round
from agreements.reports.build import content_of
from agreements.reports.pdf import write_report_pdf
from agreements.selectors.round_sheet import sheet_counts
from cases.models import Parenthood
from cases.models.parenthood import Asked
from tests.conftest import Acting
from tests.pdf_text import pdf_text
from tests.workflows.test_statement_counts import signed_in
from workflows.demo.bulk.children import make_patients, setting_at, write_patients
from workflows.demo.bulk.clinics import ADDICTION_CARE, clinics_of
from workflows.demo.parent_sheets import SHEETS
from workflows.demo.releases import acting
from workflows.demo.seed import seed
from workflows.demo.surveys import LEADER, PARENTS, READERS, RECORDS, make_surveys

MADE_UP = "Påhittat"
PATIENTS = 40


@pytest.fixture
def told(db: None, as_owner: Acting) -> None:
    seed(stories=[])
    with as_owner():
        write_patients(make_patients(clinics_of(PATIENTS, ADDICTION_CARE), setting_at(timezone.now())))
    make_surveys()


@pytest.mark.slow
def test_rounds_are_as_told_and_say_that_they_are_made_up(told: None, as_owner: Acting) -> None:
    parents, records = (Round.objects.get(questionnaire__slug=slug) for slug in (PARENTS, RECORDS))
    with as_owner():
        documented = sheet_counts(records)["children_documented"]
        asked = Parenthood.objects.filter(owner_unit__in=[acting(user).unit_id for user in READERS])
        has_it = asked.filter(children__in=(Asked.YES, Asked.NO)).count()
        assert documented["yes"] == has_it
        assert sum(documented.values()) == asked.count()
        assert 0 < has_it < asked.count() >= PATIENTS
        assert parents.sheets.count() == SHEETS

    leader = acting(LEADER)
    client: Client = signed_in(leader)
    for round_ in (parents, records):
        keys = [round_.rule_set.slug, round_.pk]
        assert MADE_UP in client.get(reverse("round", args=keys)).content.decode()
        assert MADE_UP in client.get(reverse("round_report", args=keys)).content.decode()
        with transaction_as(leader):
            content = content_of(Report.objects.get(round=round_))
            assert content["sheets"]["parts"]
            assert MADE_UP in pdf_text(write_report_pdf(content))
