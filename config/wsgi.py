"""The WSGI application: pages, as the web role."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from config import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SAMPLAN_DATABASE_ROLE"] = "web"
try:
    database.ensure_running()
    application = get_wsgi_application()
except database.DatabaseUnavailable as error:
    sys.exit(str(error))
