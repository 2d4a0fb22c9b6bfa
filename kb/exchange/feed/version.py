"""One word for all that is public: it changes exactly when something public does."""

import hashlib
import secrets

from django.conf import settings

from kb.exchange.documents.encoding import dumps
from kb.exchange.feed.settling import feed_state, settle


def public_version() -> str:
    """32 hex digits. Where nobody can say just now, a word that comes once and never again."""
    if not settle():
        return secrets.token_hex(16)
    state = feed_state()
    said = [
        state.word,
        state.position,
        state.made_with,
        settings.LICENCE,
        settings.PUBLISHER,
        settings.PUBLIC_URL,
    ]
    return hashlib.sha256(dumps(said)).hexdigest()[:32]
