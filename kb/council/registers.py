"""Sessions, seats, groups and their members as files."""

from kb.council.models import Group, GroupMembership, Seat, Session
from kb.records.registers.resources import PartResource, RecordResource


class SessionResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = Session
        import_id_fields = ["code"]
        fields = ["code", "body", "kind", "number", "label", "starts_on", "ends_on"]


class SeatResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = Seat
        import_id_fields = ["body", "state", "since"]
        fields = ["body", "state", "since", "until", "group"]


class GroupResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = Group
        import_id_fields = ["code"]
        fields = ["code", "name", "kind"]


class MembershipResource(PartResource):
    head = "group"

    class Meta(PartResource.Meta):
        model = GroupMembership
        import_id_fields = ["group", "state", "since"]
        fields = ["group", "state", "since", "until"]
