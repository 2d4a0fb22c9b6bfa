"""What somebody pasted or uploaded, as votes; bounded before any work is done."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from votes.reading import formats
from votes.reading.cells import ReadingError, Transcript

MOST_LINES = 20_000
# Four fields a cell stay below the thousand that a form may send.
MOST_CELLS = 240
TEXT_FILES = (".csv", ".json", ".md", ".tsv", ".txt")


def text_sent(pasted: str, file: UploadedFile | None) -> str:
    """The one text that was sent. Raises ValidationError with the field that is wrong."""
    if file and pasted.strip():
        raise ValidationError({"file": "Paste the text or choose a file, not both."})
    if file:
        return _checked("file", _bytes_of(file))
    if not pasted.strip():
        raise ValidationError({"text": "Paste what the source shows, or choose a file."})
    # Browsers send a text area's line breaks so, whatever was pasted.
    return _checked("text", pasted.replace("\r\n", "\n").encode())


def _bytes_of(file: UploadedFile) -> bytes:
    if PurePath(file.name).suffix.lower() not in TEXT_FILES:
        known = ", ".join(TEXT_FILES)
        raise ValidationError({"file": f"A file of this kind cannot be read. It may be {known}."})
    if file.size > formats.MOST_BYTES:
        size, most = f"{file.size:,}", f"{formats.MOST_BYTES:,}"
        raise ValidationError({"file": f"This file has {size} bytes. At most {most} can be read."})
    return file.read()


def _checked(field: str, data: bytes) -> str:
    try:
        text = formats.decode(data)
    except ReadingError as error:
        raise ValidationError({field: _words(error)}) from error
    if max(text.count("\n"), text.count("\r")) >= MOST_LINES:
        message = f"This text is longer than {MOST_LINES:,} lines. Cut it down to the vote."
        raise ValidationError({field: message})
    return text


def votes_in(text: str, format_: str) -> list[Transcript]:
    """Every vote of the text. Raises ValidationError where there is none, or a list too long."""
    try:
        found = formats.read(text, format_)
    except ReadingError as error:
        raise ValidationError({"text": _words(error)}) from error
    longest = max(len(each.cells) for each in found)
    if longest > MOST_CELLS:
        message = f"This lists {longest:,} States: more than any vote has."
        raise ValidationError({"text": message})
    return found


def _words(error: ReadingError) -> str:
    return f"Line {error.line}: {error.found}. Expected: {error.expected}."


def transcript_words(transcript: Transcript) -> str:
    """ "L.8/Rev.1, Safe water: 11 States, from line 8"."""
    name = ", ".join(filter(None, [transcript.symbol, transcript.title])) or "A vote"
    line = min(cell.row for cell in transcript.cells)
    return f"{name}: {len(transcript.cells)} States, from line {line}"
