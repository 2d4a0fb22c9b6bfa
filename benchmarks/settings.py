"""The settings of the tests, with the database that DATABASE_URL names."""

from tests.settings import *  # noqa: F403
from tests.settings import database

DATABASES = {"default": database()}
