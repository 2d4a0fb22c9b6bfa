"""What every page about readings has around it."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def desk_page(
    request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    around = admin.site.each_context(request)
    return render(request, template, {**around, "title": title, **context}, status=status)


def asked_for(request: HttpRequest, name: str, model: type[models.Model]) -> models.Model | None:
    """The record whose public id the address gives; None where there is none."""
    try:
        return model.objects.filter(public_id=request.GET.get(name, "")).first()
    except ValidationError:
        return None


def day_words(day: date) -> str:
    """ "22 June 2020"."""
    return f"{day.day} {day:%B %Y}"
