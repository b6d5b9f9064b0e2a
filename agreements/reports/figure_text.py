"""A figure in words, the same on paper and on the pages of those who write the report."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agreements.indicators.definition import Counted
from agreements.models import Clause
from agreements.reports.content import Content
from cases.models import CaseTargetGroup

EMPTY = "–"


def figure_text(row: Content) -> str:
    """'8 of 20 centres', with of which limited and not known; or that it is hidden, or that there is none."""
    if row["suppressed"] and None in (row["numerator"], row["denominator"]):
        return pgettext("figure", "Hidden")
    if row["numerator"] is None:
        return _("Words only") if row.get("words") else _("No figure")
    said = [_("%(numerator)s of %(denominator)s") % row]
    if row.get("counted"):
        said[0] += f" {Counted(row['counted']).label}"
    if row.get("of_which_limited") is not None:
        said.append(_("of which %(number)s limited") % {"number": row["of_which_limited"]})
    if row.get("unknown"):
        said.append(
            ngettext("%(number)s not known", "%(number)s not known", row["unknown"]) % {"number": row["unknown"]}
        )
    if row["suppressed"] and "providers_shown" in row:
        said.append(_("%(providers_shown)s of %(providers_released)s providers shown") % row)
    return ", ".join(said)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def clause_words(clause: Content) -> str:
    """What sort of clause it is; of one that concerns target groups also that its figures count every case."""
    kind = str(Clause.Kind(clause["kind"]).label)
    groups = [str(CaseTargetGroup.Group(each).label) for each in clause.get("target_groups", [])]
    if not groups:
        return kind
    words = _("%(kind)s. Concerns: %(groups)s. The figures count every case, not these alone.")
    return words % {"kind": kind, "groups": ", ".join(groups)}
