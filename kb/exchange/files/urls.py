"""The addresses of whole files."""

from django.urls import path

from kb.exchange.files.views import FileView

urlpatterns = [path("export/<str:name>", FileView.as_view(), name="export")]
