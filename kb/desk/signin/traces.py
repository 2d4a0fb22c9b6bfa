"""What happened to an account, on its history page in the admin."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User


def note(user: User, *, by: User | None, message: str, flag: int = CHANGE) -> None:
    """Told with who did it. What the command line did stands under the account's own name."""
    where = "" if by else "On the command line: "
    LogEntry.objects.log_actions((by or user).pk, [user], flag, where + message, single_object=True)
