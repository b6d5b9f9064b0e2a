from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.forms.base import StepForm
from workflows.models import MailSetting, Notice

Timing, Kind = MailSetting.Timing, Notice.Kind
# Where the word of the list of notices says too little by itself.
LABELS = {
    Kind.REMIND: _("A task is soon due"),
    Kind.ESCALATE: _("A task is late"),
    Kind.WITHDRAWN: _("A task is no longer needed"),
    Kind.HANDED_OVER: _("A task was handed over to you"),
}


class MailForm(StepForm):
    """A field for each kind of notice: no e-mail, at once, or once a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Kind:
            self.fields[kind.value] = forms.ChoiceField(label=LABELS.get(kind, kind.label), choices=Timing.choices)

    @staticmethod
    def initial_of(user: User) -> dict[str, str]:
        chosen = dict(MailSetting.objects.filter(user=user).values_list("kind", "timing"))
        return {kind.value: chosen.get(kind.value, Timing.NEVER.value) for kind in Kind}

    def wanted(self) -> dict[Notice.Kind, MailSetting.Timing]:
        return {kind: Timing(self.cleaned_data[kind.value]) for kind in Kind}
