"""The address of the feed."""

from django.urls import path

from kb.exchange.feed.views import changes

urlpatterns = [path("api/v1/changes", changes, name="api-changes")]
