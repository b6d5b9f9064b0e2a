from collections.abc import Mapping

from accounts.acting import act
from accounts.models import Assignment
from workflows.models import MailSetting, Notice

Timing = MailSetting.Timing


@act
def set_mail(*, wanted: Mapping[Notice.Kind, MailSetting.Timing], by: Assignment) -> None:
    """When the person who acts gets mail about each of these kinds, under all own assignments."""
    for kind, timing in wanted.items():
        MailSetting.objects.update_or_create(user=by.user, kind=kind, defaults={"timing": timing})
