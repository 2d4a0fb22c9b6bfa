"""Which files, whose records they are, and what becomes of them."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from kb.council.models import Body
from votes.admin.importing.rights import may_accept

MOST_BYTES = 10 * 1024**2
MOST_FILES = 10
DRAFTS = "drafts"
ACCEPT = [
    ("official", "Official: a reading in which nothing is open becomes the result"),
    ("provisional", "Provisional: the same, until an official record is accepted"),
    (DRAFTS, "Nothing yet: everything stays a draft for staff"),
]
AT_ONCE = (
    "Official is for the libraries' own records; what others collected is provisional. With "
    "either, new texts, votes and sources are public at once."
)
BY_TWO = (
    "Nobody accepts as official what they bring in themselves. Bring it in as drafts; then a "
    "second records officer imports the same files as official."
)
DRAFTS_ALONE = "A records officer accepts what you bring in."


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of files, each of them checked."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list) else [data]
        found = [super(FilesField, self).clean(each, initial) for each in files or [None]]
        if len(found) > MOST_FILES:
            raise ValidationError(f"These are {len(found)} files. Choose at most {MOST_FILES}.")
        if sum(file.size for file in found) > MOST_BYTES:
            raise ValidationError(
                f"This is more than {MOST_BYTES // 1024**2} MB. Pack tables with gzip, or bring "
                "them in on the server with manage.py import_votes."
            )
        return found


class ImportForm(forms.Form):
    files = FilesField(
        help_text=f"Up to {MOST_FILES} files, together {MOST_BYTES // 1024**2} MB: a library's "
        "MARCXML, tables as CSV, XLSX or JSON, also packed with gzip, vote boards as text. Choose "
        "tables that belong together, such as one of votes and one of ballots, together."
    )
    accept = forms.ChoiceField(label="What to accept", widget=forms.RadioSelect)
    body = forms.ChoiceField(label="Whose votes these are, where the files do not say")

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accept = self.fields["accept"]
        accept.choices = ACCEPT if may_accept(user) else ACCEPT[-1:]
        accept.initial, accept.help_text = accept.choices[0][0], AT_ONCE
        if not may_accept(user):
            accept.help_text = DRAFTS_ALONE
        elif settings.TWO_PEOPLE_ACCEPT:
            accept.initial, accept.help_text = DRAFTS, f"{AT_ONCE} {BY_TWO}"
        self.fields["body"].choices = Body.objects.order_by("name").values_list("code", "name")
        self.fields["body"].initial = "hrc"
