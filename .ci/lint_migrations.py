"""Runs django-migration-linter, which is not installed as an app, over our apps. Status 1 when it finds an error."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SAMPLAN_DATABASE_ROLE": "owner"}

import django
from django_migration_linter.management.commands.lintmigrations import Command

from config import database

database.ensure_running("owner")
django.setup()
ours = ["--include-apps", "accounts", "agreements", "cases", "workflows"]
# What would lock or break a server that runs the older code; written before the first release, when none does.
before_release = [
    *("--ignore-name", "0003_process_of_any_flow", "0004_person_row_and_birth", "0004_versions_being_written"),
    *("0006_fact", "0011_rounds_of_agreements", "0013_persons", "0015_referrals", "0015_on_paper", "0020_by_quarter"),
    *("0022_programmes", "0023_followed_findings"),
]
Command().run_from_argv(
    ["manage.py", "lintmigrations", "--quiet", "ok", "ignore", "--no-cache", *ours, *before_release]
)
