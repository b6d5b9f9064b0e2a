import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if len(sys.argv)>1 and sys.argv[1] in ("migrate",): os.environ.setdefault("SAMPLAN_DATABASE_ROLE","owner")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
