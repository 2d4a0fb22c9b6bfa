"""What schemathesis asks of the API beside its own checks."""

from http import HTTPStatus

import schemathesis

# Words that are in the described form and name nothing, or say nothing without another parameter.
NAMING = {"after", "text", "position"}
SLUG = "^[-A-Za-z0-9_]+$"


@schemathesis.check
def refuses_only_what_names_nothing(ctx, response, case) -> None:
    """A request in the described form gets 400 for a word alone that must name a public record."""
    is_valid = case.meta is not None and case.meta.generation.mode.is_positive
    if not is_valid or response.status_code != HTTPStatus.BAD_REQUEST:
        return
    refused = response.json()["parameter"]
    schema = {each.name: each.definition.get("schema", {}) for each in case.operation.query}
    assert refused in NAMING or schema[refused].get("pattern") == SLUG, refused


@schemathesis.check
def errors_have_one_shape(ctx, response, case) -> None:
    if response.status_code >= HTTPStatus.BAD_REQUEST and case.method != "HEAD":
        assert list(response.json()) == ["error", "parameter", "message"]
