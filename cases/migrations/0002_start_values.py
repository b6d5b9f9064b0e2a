from datetime import date

from django.db import migrations

AGES = [
    # kind, effect, from_age, source
    ("disclosure", "must", 15, "SoL 2025:400 3 kap. 4 §: own party from 15"),
    ("assessed", "may", 12, "SoL 2025:400 21 kap. 1 §: 12–14 where suitable and the child consents"),
    ("assessed", "must", 15, "SoL 2025:400 21 kap. 1 §: 15 and over asks or consents"),
    ("open", "may", 15, "SoL 2025:400 21 kap. 2 §: 15 and over where suitable"),
]
# The headings are the customer's own data, and theirs to change: in Swedish, shown as they stand.
FIELDS = [
    # key, label, help text, locked
    ("what_matters", "Det här är viktigt för mig", "Med familjens egna ord.", True),
    ("child_voice", "Barnets röst", "Vad barnet har sagt eller visat, och vem som frågade.", True),
    ("own_part", "Det här gör vi själva", "Vad familjen har bestämt sig för att göra.", True),
    ("questions", "Frågor från familjen", "Det familjen vill ta upp på mötet.", False),
]


def add(apps, schema_editor):
    ConsentAge = apps.get_model("cases", "ConsentAge")
    PlanField = apps.get_model("cases", "PlanField")
    for kind, effect, from_age, source in AGES:
        ConsentAge.objects.create(
            kind=kind, effect=effect, from_age=from_age, source=source, valid_from=date(2025, 7, 1)
        )
    for position, (key, label, help_text, is_locked) in enumerate(FIELDS, 1):
        PlanField.objects.create(key=key, label=label, help_text=help_text, position=position, is_locked=is_locked)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
