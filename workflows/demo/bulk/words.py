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
    Outcome.DECLINED: ("Familjen vill avstå den här gången.", "Tackar nej efter samtal.", "Vill vänta till nästa besök."),
    Outcome.ELSEWHERE: ("Gjort på en annan mottagning.", "Gjort på den förra barnavårdscentralen.", "Gjort på sjukhuset."),
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
