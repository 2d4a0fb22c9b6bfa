"""Reads the change feed as a partner does."""

from typing import Any

ADDRESS = "/api/v1/changes"


def answer(client: Any, after: str = "", limit: int = 500) -> dict[str, Any]:
    query = {"limit": limit} | ({"after": after} if after else {})
    found = client.get(ADDRESS, query)
    assert found.status_code == 200, found.content
    return found.json()


def changes(client: Any, after: str = "", limit: int = 500) -> tuple[list[dict[str, Any]], str]:
    """All changes behind a cursor, and the cursor to go on from."""
    found, has_more = [], True
    while has_more:
        page = answer(client, after, limit)
        found += page["results"]
        after, has_more = page["after"], page["next"] is not None
    return found, after


def copied(results: list[dict[str, Any]], into: dict[Any, Any]) -> dict[Any, Any]:
    """What a partner holds that applied these changes: {(kind, id): document}."""
    for each in results:
        if each["action"] == "upsert":
            into[each["kind"], each["id"]] = each["document"]
        else:
            into.pop((each["kind"], each["id"]), None)
    return into


def position(cursor: str) -> int:
    return int(cursor.partition("-")[0], 36)
