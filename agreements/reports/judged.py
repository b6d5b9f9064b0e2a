"""Whether a judgement still rests on the figures it was made of: answers and releases may change until adoption."""

from agreements.models import ClauseAssessment, Report
from agreements.reports.build import build_content
from agreements.reports.content import Content, digest

FIGURE = ("id", "numerator", "denominator", "of_which_limited", "unknown", "share", "suppressed")
# Of judgements from before the digest was kept.
BEFORE = ""


def figures_of(clause: Content) -> str:
    """The digest of a clause's printed figures, kept with the judgement of it."""
    return digest({"figures": [{name: each[name] for name in FIGURE} for each in clause["indicators"]]})


def codes_left(report: Report) -> set[str]:
    """The codes of clauses that nobody has judged, or not since their figures became what they are."""
    given = dict(ClauseAssessment.objects.filter(report=report.pk).values_list("clause__code", "judged_on"))
    return {
        clause["code"]
        for clause in build_content(report)["clauses"]
        if given.get(clause["code"]) not in (figures_of(clause), BEFORE)
    }
