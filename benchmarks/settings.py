"""The settings of the tests, with the database that DATABASE_URL names, and the yardsticks."""

from copy import deepcopy

from tests import settings as of_tests
from tests.settings import *  # noqa: F403
from tests.settings import BASE_DIR, database

DATABASES = {"default": database()}
ROOT_URLCONF = "benchmarks.urls"
TEMPLATES = deepcopy(of_tests.TEMPLATES)
TEMPLATES[0]["DIRS"].append(BASE_DIR / "benchmarks" / "templates")
