from django.apps import AppConfig
from django.contrib.admin import apps


class DeskConfig(AppConfig):
    name = "kb.desk"
    default = True


class DeskAdminConfig(apps.AdminConfig):
    """Django's admin with our own site; named in full in the settings."""

    default_site = "kb.desk.site.DeskSite"
    default = False
