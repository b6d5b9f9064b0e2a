"""What is written at a step and about a finding, in turn."""

from cases.models import Finding, HealthStep

Outcome = HealthStep.Outcome

STEP_WORDS = {
    Outcome.DONE: (
        "Mår bra. Äter och sover som väntat.",
        "Nöjd och nyfiken. Inga frågor i dag.",
        "Föräldrarna frågar om sömnen. Fick råd.",
        "Förkyld, men pigg. Ny tid bara om det behövs.",
        "Fin kontakt. Börjar på förskolan snart.",
        "Ont i magen ibland. Följs upp nästa gång.",
    ),
    Outcome.MISSED: ("Kom inte. Ny tid skickad.", "Kom inte, nåddes på telefon.", "Uteblev utan besked."),
    Outcome.DECLINED: (
        "Familjen vill avstå den här gången.",
        "Tackar nej efter samtal.",
        "Vill vänta till nästa besök.",
    ),
    Outcome.ELSEWHERE: (
        "Gjort på en annan mottagning.",
        "Gjort på den förra barnavårdscentralen.",
        "Gjort på sjukhuset.",
    ),
}
FOUND_WORDS = {
    Finding.Action.TALK: (
        "Samtal hos mig om två veckor.",
        "Samtal i dag, ett till nästa vecka.",
        "Talade på telefon. Kommer tillsammans på fredag.",
        "Samtal med båda. Vill inte ha mer just nu.",
    ),
    Finding.Action.NO_ACTION: (
        "Har redan stöd och vill inte ha mer.",
        "Vi har talats vid. Inget mer behövs nu.",
        "Familjen hade flyttat tiden själv, det hade inte noterats.",
    ),
}
CARRIES_WORDS = ("Mormor", "En vän i huset bredvid", "Den andra föräldern", "Min syster")
WORRY_WORDS = ("Att barnet är för mycket ensamt.", "Hur det går i skolan.", "Att barnet oroar sig om natten.")
KNOWS_WORDS = ("Att jag går hit på torsdagar.", "Att jag är sjuk och får hjälp.", "Det mesta, vi pratar om det.")
NO_REPORT_WORDS = (
    "Barnet bor hos den andra föräldern och har det bra där.",
    "Socialtjänsten är redan inkopplad.",
    "Inget tyder på att barnet far illa. Frågan tas upp igen.",
)
TALK_WORDS = ("Om vad barnet behöver få veta.", "Om rutiner hemma.", "Om vem som finns när det är svårt.", "")
