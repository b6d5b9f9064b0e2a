from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("Who acts next")

    def ready(self) -> None:
        import_module("workflows.registry")
        import_module("workflows.jobs")
