"""What a preview showed to somebody, between its page and its confirmation."""

from dataclasses import dataclass
from typing import Any

from django.core import signing

from kb.records.registers import uploads
from votes.admin.importing.bringing import Chosen

SALT = "votes.admin.importing"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was chosen, and the digest of what it would do."""

    chosen: Chosen
    digest: str


def sealed(agreed: Agreed, *, by: Any) -> str:
    """Keep the files; gives what the page sends back. It opens for the same person alone."""
    chosen = agreed.chosen
    said = {
        "files": [(name, uploads.keep(content)) for name, content in chosen.files],
        "accept": chosen.accept,
        "body": chosen.body,
        "left_out": chosen.left_out,
        "digest": agreed.digest,
        "by": by.pk,
    }
    return signing.dumps(said, salt=SALT, compress=True)


def opened(seal: str, *, by: Any) -> Agreed | None:
    """Once: the files are taken away. None for somebody else's, one too old, or a file gone."""
    try:
        said = signing.loads(seal, salt=SALT, max_age=uploads.LONGEST)
    except signing.BadSignature:
        return None
    if said["by"] != by.pk:
        return None
    files = [(name, uploads.take(stored)) for name, stored in said["files"]]
    if any(content is None for _, content in files):
        return None
    chosen = Chosen(tuple(files), said["accept"], said["body"], tuple(said["left_out"]))
    return Agreed(chosen, said["digest"])
