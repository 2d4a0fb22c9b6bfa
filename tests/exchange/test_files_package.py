"""datapackage.json is a Data Package 2.0, and every table is what it says."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from tests.exchange.generated import Generated

pytestmark = pytest.mark.django_db
PROFILES = "https://datapackage.org/profiles/2.0/"
READ = {
    "string": str,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": lambda cell: datetime.strptime(cell, "%Y-%m-%dT%H:%M:%S.%fZ"),
    "array": json.loads,
}


@pytest.fixture
def generated(client):
    Generated(11)
    return client


def fetched(client, name: str) -> str:
    return b"".join(client.get(f"/export/{name}").streaming_content).decode()


def rows(client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetched(client, path), newline=""), strict=True))


def validator(folder: Path, name: str) -> Draft7Validator:
    schemas = {f"{PROFILES}{e.name}": json.loads(e.read_text()) for e in folder.glob("*.json")}
    registry = Registry().with_resources(
        (url, Resource.from_contents(schema, default_specification=DRAFT7))
        for url, schema in schemas.items()
    )
    return Draft7Validator(
        schemas[PROFILES + name], registry=registry, format_checker=FormatChecker()
    )


@pytest.mark.parametrize("licence", ["CC BY 4.0", "Public domain (all of it)"])
def test_the_package_keeps_to_its_profiles(client, shared, licence):
    folder = shared / "data" / "schemas" / "datapackage-2.0"

    with override_settings(LICENCE=licence, PUBLISHER="A publisher"):
        package = json.loads(fetched(client, "datapackage.json"))

    validator(folder, "datapackage.json").validate(package)
    for resource in package["resources"]:
        assert resource["$schema"] == f"{PROFILES}dataresource.json"
        validator(folder, "dataresource.json").validate(resource)
        validator(folder, "tableschema.json").validate(resource["schema"])
        validator(folder, "tabledialect.json").validate(resource["dialect"])


def test_the_package_says_who_gives_it_under_which_licence(client):
    with override_settings(LICENCE="CC BY 4.0", PUBLISHER="A publisher"):
        package = json.loads(fetched(client, "datapackage.json"))

    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]
    assert package["contributors"] == [{"title": "A publisher", "roles": ["publisher"]}]


def test_every_table_keeps_to_its_schema(generated):
    package = json.loads(fetched(generated, "datapackage.json"))

    faults = [
        f"{each['name']}: {fault}"
        for each in package["resources"]
        for fault in _faults(each["schema"], rows(generated, each["path"]))
    ]

    assert faults == []


def _faults(schema: dict[str, Any], found: list[dict[str, str]]) -> Iterator[str]:
    names = [field["name"] for field in schema["fields"]]
    for row in found:
        if list(row) != names or None in row.values():
            yield f"columns {list(row)}"
        yield from (fault for field in schema["fields"] for fault in _fault(field, row))
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in found]
    if len(keys) != len(set(keys)):
        yield "two rows of one key"


def _fault(field: dict[str, Any], row: dict[str, str]) -> Iterator[str]:
    cell, bounds = row[field["name"]], field.get("constraints", {})
    if cell == "":
        if bounds.get("required"):
            yield f"{field['name']} is empty"
        return
    try:
        READ[field["type"]](cell)
        if field.get("format") == "uuid":
            UUID(cell)
    except (ValueError, KeyError):
        yield f"{field['name']} is no {field['type']}: {cell}"
    if cell not in bounds.get("enum", [cell]):
        yield f"{field['name']} is none of its words: {cell}"


def test_whatever_a_table_names_is_in_the_table_that_it_points_to(generated):
    package = json.loads(fetched(generated, "datapackage.json"))
    resources = {each["name"]: each for each in package["resources"]}
    tables = {name: rows(generated, each["path"]) for name, each in resources.items()}

    missing = [
        f"{name}.{key['fields']}: {named}"
        for name, each in resources.items()
        for key in each["schema"].get("foreignKeys", [])
        for named in _named(tables[name], key["fields"])
        - _named(tables[key["reference"]["resource"]], key["reference"]["fields"])
    ]

    assert missing == []
    assert any(len(e["fields"]) == 2 for e in resources["cells"]["schema"]["foreignKeys"])


def _named(found: list[dict[str, str]], columns: list[str]) -> set[tuple[str, ...]]:
    return {named for row in found if all(named := tuple(row[name] for name in columns))}


def test_every_resource_has_a_name_of_its_own_and_a_file_beside_the_package(client):
    package = json.loads(fetched(client, "datapackage.json"))
    names = [each["name"] for each in package["resources"]]

    assert len(names) == len(set(names))
    assert all(re.fullmatch("[-a-z]+", name) for name in names)
    assert {client.head(f"/export/{e['path']}").status_code for e in package["resources"]} == {200}
