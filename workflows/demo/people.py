"""The staff of the story. Names and addresses are made up; all sign in with the same password."""

from dataclasses import dataclass

from accounts.roles import Role

PASSWORD = "samplan-demo-2026"  # noqa: S105  printed for everybody, and only where the profile is demo
REGION, LINDVIK, NORRA, TALLEN = "region.example", "lindvik.example", "norra.example", "tallen.example"


@dataclass(frozen=True, slots=True)
class Post:
    """An assignment of the story: `ended_days_ago` for one that has expired."""

    unit: str
    role: Role
    substitute_for: str = ""
    ended_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class DemoUser:
    """`post` is the first assignment, `more` the others; `hint` says what to try, as somebody who looks round."""

    key: str
    name: str
    domain: str
    post: Post
    hint: str
    more: tuple[Post, ...] = ()
    is_deactivated: bool = False

    @property
    def posts(self) -> tuple[Post, ...]:
        return (self.post, *self.more)

    @property
    def email(self) -> str:
        return f"{self.key}@{self.domain}"


USERS = (
    DemoUser("sara", "Sara Exempelsson", LINDVIK, Post("rad_bjorken", Role.SOCIAL_WORKER), "leads plans in every step"),
    DemoUser(
        "vera",
        "Vera Övningsberg",
        LINDVIK,
        Post("rad_bjorken", Role.SOCIAL_WORKER, substitute_for="sara"),
        "stands in for Sara: sees what is in her hands",
    ),
    DemoUser(
        "mats",
        "Mats Attrapp",
        LINDVIK,
        Post("rad_bjorken", Role.UNIT_MANAGER),
        "two units: what is late, hand over; assesses and releases figures for Lindvik (Overview)",
        (Post("barn_familj", Role.UNIT_MANAGER),),
    ),
    DemoUser(
        "karin",
        "Karin Provlund",
        REGION,
        Post("bvc_bjorken", Role.CHILD_HEALTH_NURSE),
        "replies and confirms; answers KAFO",
    ),
    DemoUser(
        "pia",
        "Pia Mallberg",
        REGION,
        Post("bvc_bjorken", Role.UNIT_MANAGER),
        "is told of BVC's late replies; adopts and releases for the region; what is at risk (Overview)",
    ),
    DemoUser("elin", "Elin Testdal", REGION, Post("mvc_bjorken", Role.MIDWIFE), "plans for children not yet born"),
    DemoUser(
        "ulla",
        "Ulla Skissgren",
        LINDVIK,
        Post("of_bjorken", Role.PRESCHOOL_TEACHER),
        "is called to meetings; has reported a concern",
    ),
    DemoUser(
        "birgitta",
        "Birgitta Utkastman",
        LINDVIK,
        Post("of_bjorken", Role.CENTRE_COORDINATOR),
        "Björken's meetings in times and counts, by a grant; leads KAFO, starts reports (Agreements)",
    ),
    DemoUser(
        "agneta",
        "Agneta Demodal",
        LINDVIK,
        Post("of_bjorken", Role.UNIT_MANAGER),
        "manages the open preschool, and a preschool",
        (Post("glantan", Role.UNIT_MANAGER),),
    ),
    DemoUser(
        "omar",
        "Omar Fiktivsson",
        LINDVIK,
        Post("barn_familj", Role.SOCIAL_WORKER),
        "closed unit; a protected identity; reports of concern in three steps",
    ),
    DemoUser(
        "lena",
        "Lena Påhittsdotter",
        LINDVIK,
        Post("barn_familj", Role.SOCIAL_WORKER),
        "not named in Omar's cases: has to state a need; checks the KAFO round",
    ),
    DemoUser("eva", "Eva Påhittsberg", LINDVIK, Post("vuxen", Role.SOCIAL_WORKER), "plans for adults"),
    DemoUser("jonas", "Jonas Modellin", LINDVIK, Post("radgivning", Role.ADDICTION_COUNSELLOR), "takes a free task"),
    DemoUser(
        "fatima",
        "Fatima Attrappsson",
        TALLEN,
        Post("tallen_linden", Role.CHILD_HEALTH_NURSE),
        "a private provider; has answered KAFO for Linden",
    ),
    DemoUser(
        "cecilia",
        "Cecilia Skenberg",
        TALLEN,
        Post("tallen_linden", Role.UNIT_MANAGER),
        "releases Tallen's own figures (Overview)",
    ),
    DemoUser("maria", "Maria Skissberg", LINDVIK, Post("glantan", Role.PRESCHOOL_TEACHER), "confirms interventions"),
    DemoUser("anna", "Anna Provdal", LINDVIK, Post("sjoskolan", Role.CHILD_HEALTH_NURSE), "a 15-year-old who consents"),
    DemoUser("peter", "Peter Exempelgren", REGION, Post("bup_lindvik", Role.SOCIAL_WORKER), "leads and is called"),
    DemoUser("kim", "Kim Testgren", REGION, Post("habilitering", Role.SOCIAL_WORKER), "is called to meetings"),
    DemoUser(
        "helena",
        "Helena Demoberg",
        REGION,
        Post("bvc_ronnen", Role.CHILD_HEALTH_NURSE),
        "works in two units: what waits under the other?",
        (Post("bvc_centrum", Role.CHILD_HEALTH_NURSE),),
    ),
    DemoUser("sofia", "Sofia Låtsasdal", REGION, Post("mvc_ronnen", Role.MIDWIFE), "an unborn child who is born"),
    DemoUser("erik", "Erik Mallgren", NORRA, Post("familj_norra", Role.SOCIAL_WORKER), "Norrå: one board for all"),
    DemoUser(
        "tomas",
        "Tomas Sagolund",
        NORRA,
        Post("familj_norra", Role.SOCIAL_WORKER),
        "his assignment in Lindvik has ended",
        (Post("barn_familj", Role.SOCIAL_WORKER, ended_days_ago=30),),
    ),
    DemoUser(
        "lars",
        "Lars Övningsson",
        NORRA,
        Post("familj_norra", Role.UNIT_MANAGER),
        "what is late in Norrå; releases its figures (Overview)",
    ),
    DemoUser(
        "mona",
        "Mona Modellberg",
        NORRA,
        Post("of_ronnen", Role.PRESCHOOL_TEACHER),
        "called by the region; answers KAFO for Rönnen",
    ),
    DemoUser(
        "anders",
        "Anders Figurin",
        REGION,
        Post("regionkontor", Role.COMPLIANCE_AUDITOR),
        "the adopted report of Örebro 2011 (rebuild and compare), a period's report, a round that goes on",
    ),
    DemoUser(
        "ingrid",
        "Ingrid Skissman",
        LINDVIK,
        Post("socialkontor", Role.LOG_REVIEWER),
        "who has read at the social board; no case, no content",
    ),
    DemoUser(
        "nils",
        "Nils Testander",
        REGION,
        Post("regionkontor", Role.SYSTEM_ADMINISTRATOR),
        "the region's units, users, grants and the deadlines; no case",
    ),
    DemoUser(
        "gunnar",
        "Gunnar Modellander",
        LINDVIK,
        Post("socialkontor", Role.SYSTEM_ADMINISTRATOR),
        "Lindvik's units: who receives reports of concern, by day and on call",
    ),
    DemoUser(
        "rolf",
        "Rolf Fiktivberg",
        REGION,
        Post("bvc_centrum", Role.CHILD_HEALTH_NURSE),
        "deactivated: cannot sign in",
        is_deactivated=True,
    ),
    DemoUser(
        "hanna", "Hanna Utkast", REGION, Post("beroende", Role.ADDICTION_COUNSELLOR), "a closed unit in the region"
    ),
)

# Who coordinates which centre, by a grant and not by the role.
COORDINATORS = {"birgitta": "bjorken"}
