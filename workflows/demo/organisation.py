"""Who there is in Ekdalen: a region, two municipalities, their providers, units and family centres. All made up."""

from dataclasses import dataclass

from accounts.models import CareUnit, Principal, Provider

Service = CareUnit.Service

PRINCIPALS = {
    "region": ("Region Ekdalen", Principal.Kind.REGION),
    "lindvik": ("Lindviks kommun", Principal.Kind.MUNICIPALITY),
    "norra": ("Norrå kommun", Principal.Kind.MUNICIPALITY),
}

# key: name, kind, principal. In Norrå one board runs both social services and preschools: one provider.
PROVIDERS = {
    "clinics": ("Region Ekdalens egna mottagningar", Provider.Kind.REGION_OWN, "region"),
    "tallen": ("Barnhälsan Tallen AB", Provider.Kind.PRIVATE, "region"),
    "social": ("Socialnämnden i Lindvik", Provider.Kind.BOARD, "lindvik"),
    "education": ("Utbildningsnämnden i Lindvik", Provider.Kind.BOARD, "lindvik"),
    "families": ("Familjenämnden i Norrå", Provider.Kind.BOARD, "norra"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """`ended_days_ago` and `successor`: the unit was closed down, and which one took over."""

    provider: str
    name: str
    service: Service
    ended_days_ago: int | None = None
    successor: str = ""


UNITS = {
    "bvc_bjorken": Unit("clinics", "BVC Björken", Service.CHILD_HEALTH),
    "bvc_ronnen": Unit("clinics", "BVC Rönnen", Service.CHILD_HEALTH),
    "bvc_centrum": Unit("clinics", "BVC Lindvik centrum", Service.CHILD_HEALTH),
    "bvc_torget": Unit("clinics", "BVC Gamla torget", Service.CHILD_HEALTH, 45, "bvc_centrum"),
    "mvc_bjorken": Unit("clinics", "Barnmorskemottagningen Björken", Service.MATERNITY),
    "mvc_linden": Unit("clinics", "Barnmorskemottagningen Linden", Service.MATERNITY),
    "mvc_ronnen": Unit("clinics", "Barnmorskemottagningen Rönnen", Service.MATERNITY),
    "bup_lindvik": Unit("clinics", "Bup Lindvik", Service.CHILD_PSYCHIATRY),
    "bup_norra": Unit("clinics", "Bup Norrå", Service.CHILD_PSYCHIATRY),
    "forsta_linjen": Unit("clinics", "Första linjen barn och unga", Service.CHILD_PSYCHIATRY),
    "beroende": Unit("clinics", "Beroendemottagningen Ekdalen", Service.ADDICTION_CARE),
    "habilitering": Unit("clinics", "Barn- och ungdomshabiliteringen", Service.OTHER),
    "logoped": Unit("clinics", "Logopedmottagningen Ekdalen", Service.OTHER),
    "barnmottagning": Unit("clinics", "Barnmottagningen Ekdalen", Service.OTHER),
    "psykiatri": Unit("clinics", "Öppenvårdspsykiatrin Lindvik", Service.OTHER),
    "vardcentral": Unit("clinics", "Vårdcentralen Hamngatan", Service.OTHER),
    "regionkontor": Unit("clinics", "Regionkontoret, samverkan barn och unga", Service.OTHER),
    "tallen_linden": Unit("tallen", "Tallen BVC Linden", Service.CHILD_HEALTH),
    "tallen_sodra": Unit("tallen", "Tallen BVC Södra stranden", Service.CHILD_HEALTH),
    "rad_bjorken": Unit("social", "Socialrådgivningen Björken", Service.SOCIAL_CHILDREN),
    "rad_linden": Unit("social", "Socialrådgivningen Linden", Service.SOCIAL_CHILDREN),
    "barn_familj": Unit("social", "Barn och familj i Lindvik", Service.SOCIAL_CHILDREN),
    "mottagning": Unit("social", "Mottagningen barn och unga i Lindvik", Service.SOCIAL_CHILDREN),
    "familjestod": Unit("social", "Familjestödet i Lindvik", Service.SOCIAL_CHILDREN),
    "vuxen": Unit("social", "Vuxenenheten i Lindvik", Service.SOCIAL_ADULTS),
    "bistand": Unit("social", "Ekonomiskt bistånd i Lindvik", Service.SOCIAL_ADULTS),
    "radgivning": Unit("social", "Alkohol- och drogrådgivningen i Lindvik", Service.ADDICTION_CARE),
    "socialkontor": Unit("social", "Socialkontoret i Lindvik", Service.OTHER),
    "of_bjorken": Unit("education", "Öppna förskolan Björken", Service.OPEN_PRESCHOOL),
    "of_linden": Unit("education", "Öppna förskolan Linden", Service.OPEN_PRESCHOOL),
    "glantan": Unit("education", "Förskolan Gläntan", Service.PRESCHOOL),
    "vagen": Unit("education", "Förskolan Vågen", Service.PRESCHOOL),
    "sjoskolan": Unit("education", "Elevhälsan Sjöskolan", Service.SCHOOL_HEALTH),
    "angsskolan": Unit("education", "Elevhälsan Ängsskolan", Service.SCHOOL_HEALTH),
    "familj_norra": Unit("families", "Familjeenheten i Norrå", Service.SOCIAL_CHILDREN),
    "rad_ronnen": Unit("families", "Socialrådgivningen Rönnen", Service.SOCIAL_CHILDREN),
    "vuxen_norra": Unit("families", "Vuxenstödet i Norrå", Service.SOCIAL_ADULTS),
    "beroende_norra": Unit("families", "Stöd vid beroende i Norrå", Service.ADDICTION_CARE),
    "of_ronnen": Unit("families", "Öppna förskolan Rönnen", Service.OPEN_PRESCHOOL),
    "stigen": Unit("families", "Förskolan Stigen", Service.PRESCHOOL),
    "norraskolan": Unit("families", "Elevhälsan Norrå skola", Service.SCHOOL_HEALTH),
}

CENTRES = {
    "bjorken": ("Familjecentralen Björken", ("mvc_bjorken", "bvc_bjorken", "of_bjorken", "rad_bjorken")),
    "linden": ("Familjecentralen Linden", ("mvc_linden", "tallen_linden", "of_linden", "rad_linden")),
    "ronnen": ("Familjecentralen Rönnen", ("mvc_ronnen", "bvc_ronnen", "of_ronnen", "rad_ronnen")),
}
