"""The rest of what the story's plans are about; the shapes are in themes.py."""

from cases.models import Topic
from workflows.demo.themes import LANGUAGE, LOW_MOOD, NEWCOMER, SLEEP, SUBSTANCE, Goal, Group, Theme

SAFETY = Theme(
    topics=(Topic.VIOLENCE, Topic.FAMILY, Topic.HEALTH),
    need="{child} har upplevt våld hemma och behöver trygghet och någon att prata med.",
    goals=(
        Goal(
            Topic.VIOLENCE,
            "{child} och föräldern vet vem de ringer och vart de går om något händer.",
            "Att vi kan sova med lampan släckt.",
            "Går igenom skyddsplanen varje vecka.",
        ),
        Goal(
            Topic.HEALTH,
            "{child} har fått stödsamtal och sover bättre.",
            "Att {child} skrattar igen.",
            "Bokar in stödsamtal och följer upp sömnen.",
        ),
    ),
    matters="Att ingen lämnar ut var vi bor.",
    voice="Ville sitta nära dörren. Sa att hunden också behöver en nattlampa.",
    own_part="Vi har nya lås och en kodfras med grannen.",
    question="Vad gör ni om någon ringer och frågar efter oss?",
    said="Föräldern vill att alla ringer från skyddat nummer. Det gör vi.",
    note="Kort samtal. Skyddsplanen gäller. Inga nya händelser.",
    ended="Vi är trygga nu. Vi vet vem vi kan ringa.",
    groups=(Group.VIOLENCE,),
)
ABSENCE = Theme(
    topics=(Topic.EVERYDAY, Topic.MENTAL_HEALTH, Topic.HEALTH),
    need="{child} har varit borta från skolan mer än hälften av dagarna den här terminen.",
    goals=(
        Goal(
            Topic.EVERYDAY,
            "{child} är i skolan tre förmiddagar i veckan.",
            "Jag vill gå i skolan men inte hela dagar.",
            "Är {child}s kontakt i skolan och ringer på söndagar.",
        ),
        Goal(
            Topic.MENTAL_HEALTH,
            "{child} har någon att prata med och vet vad som hjälper när oron kommer.",
            "Att magen inte gör ont på morgonen.",
            "Bokar in samtal och går igenom vad som hjälper.",
        ),
    ),
    matters="Att ni pratar med mig och inte bara med mina föräldrar.",
    voice="Vill börja med slöjd och bild, för där känns det lugnt.",
    own_part="Jag lägger fram kläder på kvällen och svarar när skolan ringer.",
    question="Måste alla lärare veta?",
    said="{child} föreslog själv slöjd på tisdagar. Alla tyckte att det var en bra början.",
    note="Samtal i skolan. {child} har varit här fyra förmiddagar.",
    ended="Det blev bättre när jag fick bestämma takten.",
    groups=(Group.NEUROPSYCHIATRIC,),
)
ATTENTION = Theme(
    topics=(Topic.DEVELOPMENT, Topic.EVERYDAY, Topic.FAMILY),
    need="{child} har svårt att byta aktivitet och blir ofta utmattad efter förskolan.",
    goals=(
        Goal(
            Topic.DEVELOPMENT,
            "Det är utrett vilket stöd {child} behöver.",
            "Att vi får veta hur vi ska göra.",
            "Samlar det som alla har sett och skriver underlaget till bedömningen.",
        ),
        Goal(
            Topic.EVERYDAY,
            "{child} klarar byten med bildschema och en vuxen nära.",
            "Att det inte blir bråk varje gång vi ska gå.",
            "Visar hur bildschema kan användas hemma.",
        ),
    ),
    matters="Att {child} inte kallas bråkig.",
    voice="Pekade på bilden av kuddhörnan när det blev för högt ljud.",
    own_part="Vi säger till fem minuter innan vi ska gå och har samma bilder hemma.",
    question="Hur länge tar en utredning?",
    said="Bildschemat fungerar på förskolan. Föräldrarna får en kopia.",
    note="Uppföljning per telefon. Mornarna går lättare med bildschema.",
    ended="Nu vet vi vad som hjälper, och alla gör likadant.",
    groups=(Group.NEUROPSYCHIATRIC,),
    party="Folktandvården",
    party_does="Tar emot för ett lugnt besök utan undersökning.",
)
MONEY = Theme(
    topics=(Topic.ECONOMY, Topic.HOUSING, Topic.FAMILY),
    need="Familjen har skulder och oroar sig för att förlora bostaden.",
    goals=(
        Goal(
            Topic.ECONOMY,
            "Familjen har en budget och en plan för hyran.",
            "Att våga öppna posten.",
            "Går igenom räkningarna en gång i månaden.",
        ),
        Goal(
            Topic.FAMILY,
            "{child} får följa med på aktiviteter som inte kostar.",
            "Att {child} inte märker att vi räknar pengar.",
            "Bokar in familjen på sommarens gratis aktiviteter.",
        ),
    ),
    matters="Att ingen dömer oss.",
    voice="Vill gå på simskola tillsammans med sin kusin.",
    own_part="Vi betalar hyran först och ringer om något räknas fel.",
    question="Kan hyresvärden säga upp oss nu?",
    said="Hyran är betald för två månader. Budgetrådgivaren bjuds in till nästa gång.",
    note="Samtal om budgeten. Familjen har ringt två av tre som de är skyldiga pengar.",
    ended="Vi har kontroll över hyran. Resten tar den tid det tar.",
)
EXPECTING = Theme(
    topics=(Topic.HEALTH, Topic.FAMILY, Topic.MENTAL_HEALTH),
    need="Den som väntar barn är orolig och har litet nätverk. Det behövs stöd före och efter födseln.",
    goals=(
        Goal(
            Topic.HEALTH,
            "Föräldern går på alla besök och vet vad som händer vid förlossningen.",
            "Att jag inte är ensam när det börjar.",
            "Erbjuder samma barnmorska vid varje besök.",
        ),
        Goal(
            Topic.FAMILY,
            "Det finns någon som kommer hem de första veckorna.",
            "Att någon visar mig hur man gör.",
            "Planerar hembesök tillsammans med BVC.",
        ),
    ),
    matters="Att jag slipper byta person hela tiden.",
    voice="Barnet är inte fött. Föräldern säger att det sparkar mest på kvällen.",
    own_part="Jag går till öppna förskolans träffar för blivande föräldrar.",
    question="Vem ringer jag på natten?",
    said="Vi gick igenom planen för förlossningen. En vän är med som stöd.",
    note="Besök. Allt är bra. Föräldern vill träffa BVC-sköterskan före födseln.",
    ended="Det gick bra. Vi har fått hem ett barn och vet vem vi ringer.",
)
ADULT = Theme(
    topics=(Topic.MENTAL_HEALTH, Topic.HOUSING, Topic.SUBSTANCE_USE),
    need="{child} har många kontakter som inte vet om varandra och har svårt att hålla ihop dagarna.",
    goals=(
        Goal(
            Topic.MENTAL_HEALTH,
            "{child} har en fast kontakt och en plan för när det blir svårt.",
            "Att slippa berätta samma sak för alla.",
            "Är fast kontakt och samlar planen.",
        ),
        Goal(
            Topic.HOUSING,
            "{child} bor kvar och har boendestöd två gånger i veckan.",
            "Att ha det så hemma att jag vågar bjuda hem någon.",
            "Ansöker om boendestöd tillsammans med {child}.",
        ),
    ),
    matters="Att få bestämma i vilken ordning vi gör saker.",
    voice="Planen gäller en vuxen.",
    own_part="Jag skriver upp veckan på söndagen och ringer om jag inte kan komma.",
    question="Kan jag få ha med en vän?",
    said="{child} vill börja med boendestödet. Resten får vänta till våren.",
    note="Möte hemma. {child} har hållit veckoplanen.",
    ended="Jag vet vem jag ska ringa. Det räcker långt.",
)

THEMES = {
    "sleep": SLEEP,
    "language": LANGUAGE,
    "low_mood": LOW_MOOD,
    "substance": SUBSTANCE,
    "newcomer": NEWCOMER,
    "safety": SAFETY,
    "absence": ABSENCE,
    "attention": ATTENTION,
    "money": MONEY,
    "expecting": EXPECTING,
    "adult": ADULT,
}
