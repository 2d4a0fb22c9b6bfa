"""The project's settings, for tests: a database by KB_TEST_ENGINE, plain static storage."""

import os

import environ

# A site's own .env does not count here: what is set already, it leaves alone.
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("KB_ALLOWED_HOSTS", "localhost")
os.environ.setdefault("KB_LOCAL", "1")
os.environ.setdefault("KB_SECRET_KEY", "only-for-tests-" + "x" * 50)

from kb.settings import *  # noqa: F403
from kb.settings import BASE_DIR, DATABASES, RATES, STORAGES

POSTGRES_URL = os.environ.get("KB_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")

if os.environ.get("KB_TEST_ENGINE", "sqlite") == "postgres":
    DATABASES["default"] = environ.Env.db_url_config(POSTGRES_URL)
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c statement_timeout=15000"
    # Its own database, so that two runs do not meet.
    DATABASES["default"]["TEST"] = {"NAME": f"test_kb_{os.getpid()}"}
else:
    DATABASES["default"] |= {"NAME": ":memory:", "TEST": {"NAME": None}}

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = BASE_DIR / "static"
# The manifest needs collectstatic; one test builds it, the others do without.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# All tests come from one address. Those of rates set their own.
RATES = dict.fromkeys(RATES, (1_000_000, 60))
