"""The three questionnaires that are shipped.

KAFO: the variables of the import; coordination or cooperation as the figures of Örebro 2011 and KAFO's own split say.
No source says which are of high priority, so none is. The wordings of the parent survey of 2012 are not public: these
are ours, written for its published figures. The record review asks for the figures one clinic published that week.
A choice is written code=words.
"""

from typing import Any

from django.db import migrations

COORDINATION, COOPERATION, NEITHER = "coordination", "cooperation", ""

# key, text, kind, coordination or cooperation
KAFO = [
    ("in_operation", "Är centralen i drift?", "yes_no", NEITHER),
    ("shared_entrance", "Har verksamheterna gemensam ingång?", "yes_no", COORDINATION),
    ("same_building", "Ligger verksamheterna i samma hus?", "yes_no", COORDINATION),
    ("maternity", "Hur är mödrahälsovården bemannad på centralen?", "staffing", COORDINATION),
    ("child_health", "Hur är barnhälsovården bemannad på centralen?", "staffing", COORDINATION),
    ("social_services", "Hur är socialtjänsten bemannad på centralen?", "staffing", COORDINATION),
    ("open_preschool_hours_per_week", "Hur många timmar i veckan är öppna förskolan öppen?", "hours", COORDINATION),
    ("steering_group", "Har centralen en styrgrupp eller ledningsgrupp?", "yes_no", COORDINATION),
    ("joint_staff_meetings", "Har personalen gemensamma personalmöten?", "yes_no", COOPERATION),
    ("coordinator", "Har centralen en samordnare?", "yes_no", COORDINATION),
    ("joint_goal_document", "Har centralen ett gemensamt måldokument?", "yes_no", COORDINATION),
    ("user_survey", "Utvärderas verksamheten med en brukarenkät?", "yes_no", COOPERATION),
    ("user_council", "Har centralen ett brukarråd?", "yes_no", COOPERATION),
    ("joint_staff_development", "Har personalen gemensam kompetensutveckling?", "yes_no", COOPERATION),
    (
        "other_actors",
        "Samarbetar centralen med andra aktörer, som bibliotek, tandvård, kyrka eller föreningar?",
        "yes_no",
        COOPERATION,
    ),
    (
        "region_staff_take_part",
        "Planerar och genomför regionens personal regelbundet gemensam och öppen verksamhet?",
        "yes_no",
        COOPERATION,
    ),
    (
        "municipal_staff_take_part",
        "Planerar och genomför kommunens personal regelbundet gemensam och öppen verksamhet?",
        "yes_no",
        COOPERATION,
    ),
    ("health_centres_near", "Hur många av de vårdcentralerna har centralen nära sig?", "count", COORDINATION),
    ("health_centres_total", "Hur många vårdcentraler finns i centralens område?", "count", COORDINATION),
]

PARENT, FAMILY = "Om dig som förälder", "Familjens situation"
EVERYDAY, PARENTHOOD = "Barnets vardag", "Att vara förälder"

# part, key, text, kind, options
PARENTS = [
    (PARENT, "gender", "Är du kvinna eller man?", "choice", ["woman=Kvinna", "man=Man", "other=Annat"]),
    (PARENT, "age", "Hur gammal är du?", "count", []),
    (
        PARENT,
        "care_form",
        "Var får du vård just nu?",
        "choice",
        ["outpatient=På en öppen mottagning", "inpatient=Dygnet runt, på avdelning eller hem", "other=Annat"],
    ),
    (
        PARENT,
        "substance",
        "Vad söker du främst hjälp för?",
        "choice",
        ["alcohol=Alkohol", "narcotics=Narkotika", "medicines=Läkemedel", "mixed=Flera av dem", "other=Annat"],
    ),
    (
        PARENT,
        "time_in_care",
        "Hur länge har du haft kontakt med vården?",
        "choice",
        ["under_3_months=Kortare tid än tre månader", "under_1_year=Tre månader till ett år", "longer=Längre"],
    ),
    (PARENT, "asked_about_children", "Har någon i vården frågat om du har barn?", "yes_no", []),
    (
        FAMILY,
        "family_form",
        "Hur lever du?",
        "choice",
        ["lone=Ensam", "cohabiting=Tillsammans med en partner", "living_apart=Har en partner på annan adress"],
    ),
    (
        FAMILY,
        "lives_with_child",
        "Bor du med något av dina barn?",
        "choice",
        ["full_time=Ja, hela tiden", "part_time=Ja, en del av tiden", "no=Nej"],
    ),
    (FAMILY, "children_0_1", "Hur många av dina barn är 0–1 år?", "count", []),
    (FAMILY, "children_2_6", "Hur många av dina barn är 2–6 år?", "count", []),
    (FAMILY, "children_7_12", "Hur många av dina barn är 7–12 år?", "count", []),
    (FAMILY, "children_13_17", "Hur många av dina barn är 13–17 år?", "count", []),
    (FAMILY, "partner_in_care", "Får din partner också vård för missbruk eller beroende?", "yes_no", []),
    (
        FAMILY,
        "custody",
        "Vem har vårdnaden om barnen?",
        "choice",
        ["sole=Jag", "shared=Jag och den andra föräldern", "not_mine=Någon annan", "differs=Olika för olika barn"],
    ),
    (EVERYDAY, "children_with_support", "Hur många av dina barn får stöd från samhället?", "count", []),
    (EVERYDAY, "other_adult", "Har barnen någon annan vuxen som de kan vända sig till?", "yes_no", []),
    (EVERYDAY, "child_knows", "Vet barnen varför du får vård?", "yes_no", []),
    (EVERYDAY, "everyday_works", "Fungerar förskola, skola och fritid för barnen?", "yes_no", []),
    (EVERYDAY, "child_takes_charge", "Tar något av barnen ansvar hemma som en vuxen borde ta?", "yes_no", []),
    (PARENTHOOD, "worried", "Är du orolig för något av dina barn?", "yes_no", []),
    (PARENTHOOD, "wants_to_talk_parenthood", "Vill du prata med vården om att vara förälder?", "yes_no", []),
    (PARENTHOOD, "wants_to_talk_needs", "Vill du prata med vården om vad dina barn behöver?", "yes_no", []),
    (PARENTHOOD, "supported_by_child", "Får du stöd av något av dina barn i att vara förälder?", "yes_no", []),
    (PARENTHOOD, "hard_to_tell", "Är det svårt att berätta för barnen om din situation?", "yes_no", []),
    (PARENTHOOD, "offered_support", "Har du blivit erbjuden stöd i ditt föräldraskap?", "yes_no", []),
]

RECORD, STAFF = "Journalen", "Du som arbetar här"
RECORDS = [
    (RECORD, "gender", "Gäller journalen en kvinna eller en man?", "choice", ["woman=Kvinna", "man=Man"]),
    (RECORD, "children_documented", "Står det i journalen om patienten har barn eller inte?", "yes_no", []),
    (RECORD, "has_minor_children", "Har patienten barn under 18 år?", "yes_no", []),
    (RECORD, "lives_with_children", "Bor patienten stadigvarande med barnen?", "yes_no", []),
    (RECORD, "child_information", "Står det att barnet har fått information, råd eller stöd?", "yes_no", []),
    (RECORD, "parenting_support", "Står det att patienten har erbjudits stöd i sitt föräldraskap?", "yes_no", []),
    (STAFF, "knows_duty", "Känner du till skyldigheten att uppmärksamma barn som anhöriga?", "yes_no", []),
    (STAFF, "always_documents", "Dokumenterar du alltid om patienten har barn?", "yes_no", []),
    (STAFF, "offered_child", "Har du erbjudit något barn information, råd eller stöd?", "yes_no", []),
    (STAFF, "offered_parenting_support", "Har du erbjudit någon patient stöd i föräldraskapet?", "yes_no", []),
    (STAFF, "talked_with_child", "Har du tagit initiativ till att prata med ett barn?", "yes_no", []),
]

TITLES = {
    "kafo": ("KAFO, familjecentralernas organisation", "kafo", "KAFO, Landstinget Sörmland; Örebro 2011"),
    "parents-2012": (
        "Föräldraskap i missbruks- och beroendevården",
        "parent_survey",
        "SKL 2013, föräldraenkäten vecka 39 2012. Frågornas ordalydelse är vår egen.",
    ),
    "record-review": (
        "Barn som anhöriga i journalen",
        "record_review",
        "SKL 2013, journalgranskning på en mottagning. Frågornas ordalydelse är vår egen.",
    ),
}


def add_questionnaires(apps: Any, schema_editor: Any) -> None:
    questionnaires = apps.get_model("agreements", "Questionnaire")
    questions = apps.get_model("agreements", "Question")
    made = {
        slug: questionnaires.objects.create(slug=slug, title=title, kind=kind, source=source)
        for slug, (title, kind, source) in TITLES.items()
    }
    questions.objects.bulk_create(
        questions(questionnaire=made["kafo"], key=key, text=text, kind=kind, kafo=kafo, position=position)
        for position, (key, text, kind, kafo) in enumerate(KAFO, 1)
    )
    for slug, rows in (("parents-2012", PARENTS), ("record-review", RECORDS)):
        questions.objects.bulk_create(
            questions(
                questionnaire=made[slug],
                part=part,
                key=key,
                text=text,
                kind=kind,
                options=options,
                position=position,
            )
            for position, (part, key, text, kind, options) in enumerate(rows, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_versions_being_written")]
    operations = [migrations.RunPython(add_questionnaires, migrations.RunPython.noop)]
