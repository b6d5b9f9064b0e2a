"""The report on paper: tagged, in the reader's language, the same numbers as everywhere."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.paper import write_pdf
from accounts.templatetags.samplan import full_date, percent_of
from agreements.indicators.definition import Source
from agreements.indicators.registry import INDICATORS
from agreements.models import Clause, ClauseAssessment, Report
from agreements.reports.content import Content
from agreements.reports.figure_text import EMPTY, capital, clause_words, figure_text
from agreements.reports.pdf_parts import parts_on_paper, sheets_on_paper
from agreements.reports.quarters import before_in_words, name_in_words


def write_report_pdf(content: Content) -> bytes:
    return write_pdf("report", paper_of(content))


def paper_of(content: Content) -> Content:
    """The words and cells of the paper, ready to set."""
    agreement, name = content["agreement"], name_in_words(content["period"])
    status = Report.Status(content["status"]).label
    return {
        "heading": _("What we promised and what we keep"),
        "author": "Samplan",
        "title": _said(agreement["title"]),
        "about": _about(content),
        "facts": [fact for fact in _facts(content) if fact[1]],
        "columns": [_("Indicator"), _("Figure"), _("Share"), _("Before"), _("Source")],
        "parties": [_party(content, party) for party in Clause.Party],
        "parts_heading": _("By unit"),
        "parts": parts_on_paper(content),
        "sheets_heading": _("What was answered"),
        "sheets": sheets_on_paper(content),
        "notes": [
            _("Figure and assessment are different things. Not known is never counted as no."),
            _("Hidden: fewer than five families, or it could be worked out from the other figures."),
        ],
        "foot": f"{_said(agreement['title'])}, {name}. {status}",
    }


def _about(content: Content) -> str:
    year = content["period"]["round"]
    if year is not None:
        made_up = _("Made up: the answers are nobody's.") if content["header"].get("is_made_up") else ""
        return " ".join(filter(None, [_("Survey round %(year)s.") % {"year": year}, made_up]))
    return f"{name_in_words(content['period'])}."


def _facts(content: Content) -> list[tuple[str, str]]:
    header = content["header"]
    answered = ""
    if header["asked"] is not None:
        answered = _("%(answered)s of %(asked)s centres") % header
    return [
        (_("State"), str(Report.Status(content["status"]).label)),
        (_("Adopted"), _adopted(content["adopted"])),
        (_("Answers"), answered),
        (_("In operation"), _number(header["in_operation"])),
        (_("Health centres"), _number(header["health_centres"])),
        (_("Round before"), header["previous_round"] or (_("There is none") if header["round"] else "")),
    ]


def _adopted(adopted: Content | None) -> str:
    return "" if adopted is None else f"{adopted['by']}, {full_date(datetime.fromisoformat(adopted['at']))}"


def _party(content: Content, party: Clause.Party) -> Content:
    clauses = [clause for clause in content["clauses"] if clause["party"] == party]
    return {"label": str(party.label), "clauses": [_clause(clause) for clause in clauses]}


def _clause(clause: Content) -> Content:
    return {
        "heading": f"{clause['code']} {capital(_said(clause['text']))}",
        "kind": clause_words(clause),
        "assessment": _assessment(clause["assessment"]),
        "rows": [_row(each) for each in clause["indicators"]],
    }


def _assessment(given: Content | None) -> Content:
    if given is None:
        return {"said": _("Not assessed"), "by": ""}
    # The judge's own words say more than the level, and the level is not put into the mouth of a source.
    said = capital(_said(given["text"])) or str(ClauseAssessment.Level(given["level"]).label)
    return {"said": said, "by": _("Assessed by %(name)s") % {"name": given["by"]}}


def _row(indicator: Content) -> Content:
    about = INDICATORS.get(indicator["id"])
    source = Source(indicator["source"])
    return {
        "cells": [
            str(about.label) if about else indicator["id"],
            figure_text(indicator),
            percent_of(indicator["share"]) or EMPTY,
            _previous(indicator),
            str(source.label),
        ],
        "words": capital(_said(indicator["words"])) if indicator["words"] else "",
    }


def _previous(indicator: Content) -> str:
    previous = indicator["previous"]
    if previous is None:
        return EMPTY
    arrow = {
        "up": pgettext("trend", "up"),
        "down": pgettext("trend", "down"),
        "same": pgettext("trend", "the same"),
    }.get(indicator["trend"] or "", "")
    said = f"{before_in_words(previous['name'])}: {percent_of(previous['share']) or EMPTY}"
    return f"{said}, {arrow}" if arrow else said


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _said(text: str | None) -> str:
    """A stored text in the reader's language where the catalogue has it."""
    return _(text) if text else ""
