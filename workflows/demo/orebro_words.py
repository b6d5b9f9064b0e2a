"""The texts of the Örebro data file, so that they can be read in Swedish: a test holds them against the file."""

from django.utils.translation import gettext_noop

TEXTS = (
    gettext_noop(
        "Örebro 2011 (survey report on family centres against the principle agreement on collaboration in "
        "family centres, KAFO model)"
    ),
    gettext_noop("a meeting place with gathered, easily accessible support of good quality"),
    gettext_noop("fulfilled to a limited extent"),
    gettext_noop("a common approach"),
    gettext_noop("not assessed: the contents of the documents were not reviewed"),
    gettext_noop("existing resources are coordinated"),
    gettext_noop("parents and children take part in planning and carrying out the activity"),
    gettext_noop("partly"),
    gettext_noop("only a small number of centres"),
    gettext_noop("a meeting place close to the families"),
    gettext_noop("fulfilled to a limited extent, although six centres opened since 2008"),
    gettext_noop("working forms with other actors in society who work with children"),
    gettext_noop("unclear"),
    gettext_noop("not shown by the survey; known at some centres"),
    gettext_noop("staff jointly and regularly take part in competence development"),
    gettext_noop("varies much between professions"),
    gettext_noop("the parties jointly appoint a coordinator"),
    gettext_noop("met at half of the centres"),
    gettext_noop("child health care per its mandate, with a specialist nurse"),
    gettext_noop("very limited at several centres"),
    gettext_noop("maternity care per its mandate, with a midwife"),
    gettext_noop("staff regularly take part in planning and carrying out joint and open activity"),
    gettext_noop("not met today"),
    gettext_noop("no figure given"),
    gettext_noop("run an open preschool per the general advice"),
    gettext_noop("met"),
    gettext_noop("some with limited opening hours, from half a day a week to every weekday"),
    gettext_noop("preventive and supportive work by a social worker (socionom) or similar"),
    gettext_noop("mostly met"),
    gettext_noop("some limited, from spontaneous visits to full staffing during opening hours"),
    gettext_noop("met at all centres"),
    gettext_noop("at all centres (the same source says 19 of 20 have social services staffing)"),
)
