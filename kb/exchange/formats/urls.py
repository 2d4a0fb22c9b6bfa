"""The addresses of other forms beside pages."""

from django.urls import path

from kb.exchange.formats.views import statement_akn

urlpatterns = [
    path("statements/<slug:slug>.akn.xml", statement_akn, name="statement-akn"),
]
