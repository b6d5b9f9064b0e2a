"""What the story's plans are about: short Swedish texts, with {child} for who the plan is about."""

from dataclasses import dataclass

from accounts.models import CareUnit
from cases.models import CaseTargetGroup, Topic

Service = CareUnit.Service
Group = CaseTargetGroup.Group


@dataclass(frozen=True, slots=True)
class Goal:
    """In the professionals' words and the family's own; `is_about_parent` needs that parent's consent too."""

    topic: Topic
    text: str
    own_words: str
    lead_does: str
    is_about_parent: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """One kind of story. `topics` are what the consent names."""

    topics: tuple[Topic, ...]
    need: str
    goals: tuple[Goal, ...]
    matters: str
    voice: str
    own_part: str
    question: str
    said: str
    note: str
    ended: str
    groups: tuple[Group, ...] = ()
    party: str = ""
    party_does: str = ""


# What a unit does in a plan, by its service; taken in turn.
DOES: dict[Service, tuple[str, ...]] = {
    Service.CHILD_HEALTH: (
        "Följer tillväxt och utveckling vid två extra besök.",
        "Gör hembesök och går igenom rutinerna tillsammans med föräldrarna.",
        "Erbjuder föräldrasamtal var tredje vecka.",
    ),
    Service.MATERNITY: (
        "Erbjuder tätare besök hos samma barnmorska.",
        "Går igenom planen för förlossningen tillsammans med föräldrarna.",
        "Ringer upp veckan efter födseln.",
    ),
    Service.OPEN_PRESCHOOL: (
        "Möter familjen i dörren och bjuder in till den lilla gruppen på torsdagar.",
        "Håller sångstund med tecken som stöd varje vecka.",
        "Visar lekar som passar hemma och lånar ut böcker.",
    ),
    Service.PRESCHOOL: (
        "Har samma pedagog som möter på morgonen.",
        "Använder bildstöd vid samling och måltid.",
        "Har uppföljningssamtal med föräldrarna varje månad.",
    ),
    Service.SOCIAL_CHILDREN: (
        "Ger föräldrastöd i hemmet en gång i veckan.",
        "Har samtal med föräldrarna om hur de kan dela på nätterna.",
        "Är familjens kontakt och ringer varannan vecka.",
    ),
    Service.SOCIAL_ADULTS: ("Har stödsamtal varannan vecka.", "Hjälper till med ansökan om boendestöd."),
    Service.ADDICTION_CARE: ("Erbjuder rådgivande samtal varje vecka.", "Går igenom planen för återfall."),
    Service.CHILD_PSYCHIATRY: (
        "Gör en bedömning under fyra besök.",
        "Ger råd till skolan om hur dagen kan läggas upp.",
    ),
    Service.SCHOOL_HEALTH: ("Gör en anpassad studiegång tillsammans med läraren.", "Har samtal varje vecka i skolan."),
    Service.OTHER: ("Gör en bedömning och återkopplar till familjen.", "Erbjuder tre rådgivande besök."),
}

SLEEP = Theme(
    topics=(Topic.HEALTH, Topic.FAMILY),
    need="{child} vaknar många gånger varje natt. Föräldrarna turas om men orkar inte längre.",
    goals=(
        Goal(
            Topic.HEALTH,
            "{child} sover minst fem timmar i sträck de flesta nätter.",
            "Att vi får sova en hel natt ibland.",
            "Ger råd om sömn och följer upp med en sömndagbok.",
        ),
        Goal(
            Topic.FAMILY,
            "Föräldrarna har avlastning och en plan för nätterna.",
            "Att vi inte blir arga på varandra.",
            "Håller tre samtal om hur föräldrarna kan dela på ansvaret.",
        ),
    ),
    matters="Att ni pratar med varandra så att vi slipper berätta allt från början.",
    voice="Blir lugn av sång och av att bli buren. Vänder sig mot pappas röst.",
    own_part="Vi lägger telefonerna i köket klockan nio och turas om varannan natt.",
    question="Är det något vi gör fel?",
    said="Föräldrarna berättar att det är värst efter klockan två. De vill börja med en lugn kväll.",
    note="Ringt familjen. Natten har varit något bättre. Mamma vill att vi hörs igen på torsdag.",
    ended="Vi sover. Det gjorde stor skillnad att ni hade pratat ihop er.",
)
LANGUAGE = Theme(
    topics=(Topic.DEVELOPMENT, Topic.EVERYDAY, Topic.HEALTH),
    need="{child} säger få ord och blir ledsen när andra inte förstår.",
    goals=(
        Goal(
            Topic.DEVELOPMENT,
            "{child} använder ord eller tecken för att be om det som behövs.",
            "Att {child} kan säga till i stället för att skrika.",
            "Gör en språkbedömning och visar hur vardagen kan ge mer språk.",
        ),
        Goal(
            Topic.EVERYDAY,
            "{child} leker med ett annat barn en stund varje dag.",
            "Att {child} får en kompis.",
            "Är med vid två lekstunder och ger råd till personalen.",
        ),
    ),
    matters="Att {child} får hjälp nu och att vi inte behöver vänta till skolan.",
    voice="Tog fram bilden på rutschkanan och log. Visade med handen när det räckte.",
    own_part="Vi läser samma bok varje kväll och väntar in svaret.",
    question="Hur länge är det kö till logopeden?",
    said="Förskolan ser att bilder hjälper. Föräldrarna vill ha samma bilder hemma.",
    note="Besök på förskolan. {child} tog själv initiativ till lek vid sandlådan.",
    ended="Nu pratar {child} hela tiden. Vi är nöjda.",
    groups=(Group.NEUROPSYCHIATRIC,),
)
LOW_MOOD = Theme(
    topics=(Topic.MENTAL_HEALTH, Topic.FAMILY, Topic.HEALTH),
    need="En förälder är nedstämd och har svårt att orka med dagarna tillsammans med {child}.",
    goals=(
        Goal(
            Topic.FAMILY,
            "{child} har minst en lugn och glad stund varje dag med var och en av föräldrarna.",
            "Att jag kan njuta av mitt barn.",
            "Erbjuder samspelssamtal vid sex tillfällen.",
        ),
        Goal(
            Topic.MENTAL_HEALTH,
            "Föräldern har en egen stödkontakt och vet vart man ringer när det är tungt.",
            "Att någon ringer mig, för själv orkar jag inte.",
            "Ringer varje måndag och bokar in stödsamtal.",
            is_about_parent=True,
        ),
    ),
    matters="Att det är samma person jag får träffa.",
    voice="Söker blicken och jollrar när någon svarar.",
    own_part="Jag går ut med vagnen på förmiddagen. Mormor kommer på onsdagar.",
    question="Får jag ringa fast det inte är så farligt?",
    said="Föräldern säger att mornarna är svårast. Vi kom överens om ett kort samtal varje måndag.",
    note="Samtal per telefon. Föräldern har varit ute två gånger i veckan.",
    ended="Jag mår bättre och vet vem jag ringer om det vänder.",
    groups=(Group.CHILD_NEXT_OF_KIN,),
)
SUBSTANCE = Theme(
    topics=(Topic.SUBSTANCE_USE, Topic.FAMILY, Topic.EVERYDAY),
    need="En förälder har haft problem med alkohol. {child} behöver trygga vardagar.",
    goals=(
        Goal(
            Topic.EVERYDAY,
            "{child} kommer i tid till förskolan och hämtas av någon som är pigg.",
            "Att {child} alltid vet vem som hämtar.",
            "Håller kontakt med familjen och gör en plan för lämning och hämtning.",
        ),
        Goal(
            Topic.SUBSTANCE_USE,
            "Föräldern har kontakt med rådgivningen och en plan för helgerna.",
            "Att jag klarar en helg till.",
            "Följer upp varje månad och bokar in nästa samtal.",
            is_about_parent=True,
        ),
    ),
    matters="Att ni frågar mig först och inte går bakom ryggen.",
    voice="Berättade att det är roligast när pappa bakar pannkakor.",
    own_part="Jag ringer rådgivningen innan helgen. Farmor är reserv för hämtning.",
    question="Vem får veta vad jag har sagt här?",
    said="Vi gick igenom vecka för vecka. Farmor är med och kan hämta på fredagar.",
    note="Samtal med föräldern, som har hållit alla tider hos rådgivningen.",
    ended="Det har hjälpt att planen var vår och inte bara er.",
    groups=(Group.CHILD_NEXT_OF_KIN,),
)
NEWCOMER = Theme(
    topics=(Topic.HOUSING, Topic.EVERYDAY, Topic.HEALTH),
    need="Familjen är ny i kommunen och saknar plats i förskolan och en fast bostad.",
    goals=(
        Goal(
            Topic.EVERYDAY,
            "{child} har plats i förskolan och familjen vet hur lämningen går till.",
            "Att {child} får vara med andra barn.",
            "Hjälper till med ansökan och följer med första dagen.",
        ),
        Goal(
            Topic.HOUSING,
            "Familjen har en bostad där de kan bo i minst ett år.",
            "Ett eget hem.",
            "Går igenom ansökningar tillsammans med familjen.",
        ),
    ),
    matters="Att någon tolkar varje gång, också när det är ett kort besök.",
    voice="Ritade ett hus med två dörrar och en katt.",
    own_part="Vi går till öppna förskolan på tisdagar för att lära oss språket.",
    question="Hur länge får vi bo kvar där vi bor nu?",
    said="Tolk var med. Familjen bad om att få kallelser per telefon.",
    note="Samtal med tolk. Förskolan har erbjudit plats från nästa månad.",
    ended="Vi har fått hjälp med det som var svårt i början. Tack.",
    groups=(Group.NEWLY_ARRIVED,),
    party="Försäkringskassan",
    party_does="Ger besked om bostadsbidrag.",
)
