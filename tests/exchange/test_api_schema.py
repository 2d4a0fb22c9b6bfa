"""The API's description, and whether its answers are as it says."""

from functools import partial

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from kb.exchange.documents.kinds import LISTED
from kb.records.services import withdraw
from tests.exchange.generated import Generated
from tests.statements.factories import make_statement

pytestmark = pytest.mark.django_db
ADDRESS = "urn:schema"


@pytest.fixture
def schema(client) -> dict:
    answer = client.get("/api/v1/schema")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.json()


def faults(schema: dict, path: str, status: int, answer: object) -> list[str]:
    """Where an answer is not as described under that path and status."""
    escaped = path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
    place = f"/paths/{escaped}/get/responses/{status}/content/application~1json/schema"
    registry = Registry().with_resource(ADDRESS, Resource(schema, DRAFT202012))
    validator = Draft202012Validator(
        {"$ref": f"{ADDRESS}#{place}"}, registry=registry, format_checker=FormatChecker()
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


def all_answers(client, kind: str) -> list[tuple[str, object]]:
    """(path as described, answer) of each page of a list and of each of its items."""
    path, url, found = f"/api/v1/{kind}/", f"/api/v1/{kind}/?limit=40", []
    while url:
        page = client.get(url).json()
        found.append((path, page))
        url = page["next"]
    ids = [each["id"] for _, page in found for each in page["results"][:3]]
    items = [client.get(f"{path}{each}/").json() for each in ids]
    return found + [(f"{path}{{word}}/", item) for item in items]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_answer_is_as_described(client, schema, seed):
    Generated(seed)
    found = [each for kind in LISTED for each in all_answers(client, kind.name)]

    assert [fault for path, it in found for fault in faults(schema, path, 200, it)][:5] == []


def test_every_answer_of_the_demonstration_is_as_described(client, schema):
    call_command("demo", verbosity=0)
    found = [each for kind in LISTED for each in all_answers(client, kind.name)]

    assert all(page["results"] for path, page in found if not path.endswith("{word}/"))
    assert [fault for path, it in found for fault in faults(schema, path, 200, it)][:5] == []


def test_an_answer_that_is_not_as_described_would_be_found(client, schema):
    call_command("demo", verbosity=0)
    page = client.get("/api/v1/votes/").json()
    wrong = partial(faults, schema, "/api/v1/votes/", 200)

    assert wrong(page | {"count": 3})
    assert wrong({"results": [page["results"][0] | {"colour": "blue"}], "next": None})
    assert wrong({"results": [page["results"][0] | {"held_on": "22 June"}], "next": None})
    assert wrong({"results": [{"id": page["results"][0]["id"]}], "next": None})


def test_errors_are_as_described(client, schema):
    gone = withdraw(make_statement(), by=None, reason="wrong")
    one = "/api/v1/statements/{word}/"
    met = {
        ("/api/v1/statements/", 400): "/api/v1/statements/?limit=0",
        (one, 404): "/api/v1/statements/unknown/",
        (one, 410): f"/api/v1/statements/{gone.slug}/",
    }

    for (path, status), url in met.items():
        answer = client.get(url)
        assert answer.status_code == status
        assert faults(schema, path, status, answer.json()) == []


def test_the_description_names_every_parameter_of_a_list_and_no_other(client, schema):
    for kind in LISTED:
        described = schema["paths"][f"/api/v1/{kind.name}/"]["get"]["parameters"]
        names = {each["name"] for each in described if each["in"] == "query"}
        refused = client.get(f"/api/v1/{kind.name}/?colour=x").json()["message"]
        taken = refused.split("It takes: ")[1].rstrip(".").split(", ")
        assert names == set(taken)


def test_every_operation_has_a_name_of_its_own_and_says_what_can_come(schema):
    operations = [each["get"] for each in schema["paths"].values()]

    assert len({each["operationId"] for each in operations}) == len(operations)
    for each in operations:
        assert {"200", "400", "401", "429"} <= set(each["responses"])


def test_every_object_is_closed(schema):
    def closed(node) -> bool:
        if isinstance(node, list):
            return all(map(closed, node))
        if not isinstance(node, dict):
            return True
        is_object = node.get("type") == "object" and "properties" in node
        return (not is_object or node["additionalProperties"] is False) and all(
            map(closed, node.values())
        )

    assert closed(schema["components"]["schemas"])


def test_the_examples_are_understood(client, schema):
    call_command("demo", verbosity=0)
    for path, methods in schema["paths"].items():
        for each in methods["get"]["parameters"]:
            if each["in"] == "query" and "example" in each and each["name"] != "position":
                answer = client.get(path, {each["name"]: each["example"]})
                assert answer.status_code == 200, (path, each["name"])
