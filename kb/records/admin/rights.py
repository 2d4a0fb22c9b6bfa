"""Who may do what with a record, by its state and by permissions; roles are bundles of these.

view, add, change and delete concern drafts alone. What left the draft behind, published or not,
is edited only by those who may publish it.
"""

from typing import Any

from django.contrib.auth import get_permission_codename

from kb.records.models import Publishable, Record


def may(user: Any, action: str, model: Any) -> bool:
    """Whether a role of the user has this permission on a kind of record."""
    opts = model._meta
    return user.has_perm(f"{opts.app_label}.{get_permission_codename(action, opts)}")


def may_edit(user: Any, record: Record | None) -> bool:
    """Whether the state of the record, or of what it belongs to, leaves it open to the user."""
    head = record.gate() if isinstance(record, Record) else None
    if head is None or head.state == Publishable.State.DRAFT:
        return True
    return may(user, "publish", head)


def may_remove(user: Any, record: Record | None) -> bool:
    """Only what was never public can vanish; everything else is withdrawn."""
    head = record.gate() if isinstance(record, Record) else None
    return may_edit(user, record) and (head is None or not head.was_released)
