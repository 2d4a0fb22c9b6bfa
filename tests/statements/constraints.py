"""Trying what a record's constraints forbid."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


def refused(record, **fields):
    """The sentence that the constraint has for staff, after the database refused the values."""
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**fields)
    for name, value in fields.items():
        setattr(record, name, value)
    with pytest.raises(ValidationError) as caught:
        record.validate_constraints()
    return " ".join(caught.value.messages)
