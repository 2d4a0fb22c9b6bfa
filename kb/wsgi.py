"""The door for the web server. It refuses to open without a secret key."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")

application = get_wsgi_application()

if not settings.HAS_SECRET_KEY:
    raise ImproperlyConfigured("Set KB_SECRET_KEY to a long random text; see .env.example.")
