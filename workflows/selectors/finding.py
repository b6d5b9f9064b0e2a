"""A finding as its page shows it: about whom, from what, and what the source says is offered then."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.models import Case, Finding, InstrumentAnswers


@dataclass(frozen=True, slots=True)
class Advice:
    """`words`: the score in words, never a diagnosis. `source` is where the limit comes from."""

    words: str
    advice: str
    source: str


def finding_of(case: Case) -> Finding:
    return Finding.objects.select_related("about", "case", "written_by").get(case=case)


def advice_of(finding: Finding) -> Advice | None:
    """From the answers that led to it; None where it came from a step."""
    answers = InstrumentAnswers.objects.filter(pk=finding.origin).select_related("instrument").first()
    if answers is None:
        return None
    instrument = answers.instrument
    words = instrument.name
    if answers.total is not None:
        words = _("%(instrument)s: %(total)d points. The score is not a diagnosis.") % {
            "instrument": instrument.name,
            "total": answers.total,
        }
    bands = [each for each in instrument.bands.all() if answers.total is not None]
    band = next((each for each in bands if each.lowest <= (answers.total or 0) <= each.highest), None)
    return Advice(words, band.advice if band and band.proposes == finding.proposal else "", instrument.source)
