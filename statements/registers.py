"""Organisations and people as files."""

from kb.records.registers.resources import RecordResource
from statements.models import Organisation, Person


class OrganisationResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = Organisation
        import_id_fields = ["slug"]
        fields = ["slug", "name", "short_name", "has_ecosoc_status", "url"]


class PersonResource(RecordResource):
    """What may be told of a person is said by whoever enters them, never by a default."""

    needed_when_new = ("confidentiality",)

    class Meta(RecordResource.Meta):
        model = Person
        import_id_fields = ["slug"]
        fields = ["slug", "name", "confidentiality"]
