from typing import Any

from allauth.account.forms import ChangePasswordForm
from django.forms import ValidationError
from django.utils.translation import gettext_lazy as _


class OwnPasswordForm(ChangePasswordForm):
    """Another password than the one there is, which somebody else may know."""

    # No browser is sent what was typed here: a failed form says nothing of words that are still there.
    is_not_kept = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": (_("The password you have"), ""),
            "password1": (_("New password"), _("At least 12 characters. Several words in a row are easy to remember.")),
            "password2": (_("New password once more"), ""),
        }
        for name, (label, help_text) in words.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)

    def clean_password1(self) -> str:
        chosen = str(self.cleaned_data["password1"])
        if self.user.check_password(chosen):
            raise ValidationError(_("Choose another password than the one you have."))
        return chosen
