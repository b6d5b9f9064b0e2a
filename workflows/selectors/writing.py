"""Who else is writing right now, as far as the reader may know it: the database says, never what they write."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case

# A draft is saved as somebody types; one left alone for so long is nobody writing.
LASTS = timedelta(minutes=5)
# The key of what the reader is told no more of than that a unit writes.
SOMEWHERE = ""


def writing_now(case: Case) -> dict[str, list[str]]:
    """Key of a form's draft → who is writing in it, others than who acts. Empty where the case is not open to them.

    By name where the writer is of the acting provider. Another provider's unit stands under the section that it
    changes, if the acting unit has been told that section, or else under SOMEWHERE.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, unit_name, person FROM writing_now(%s, %s)", [case.pk, timezone.now() - LASTS])
        rows = cursor.fetchall()
    found: dict[str, list[str]] = {}
    for key, unit, person in rows:
        words = _("%(name)s is writing now") % {"name": f"{person}, {unit}" if person else unit}
        if words not in found.setdefault(key, []):
            found[key].append(words)
    return found
