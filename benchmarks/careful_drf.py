"""The yardstick of lists, files and JSON: what a careful project writes with Django REST framework.

Serialisers over `select_related` and `prefetch_related`; nothing is asked twice, no query depends
on the size.
"""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from rest_framework import generics, serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer

from kb.records.models import Source
from votes.models import Ballot, Reading, Resolution, RollCall


class BallotSerializer(serializers.ModelSerializer):
    state = serializers.CharField(source="state.code")
    name = serializers.CharField(source="state.name")

    class Meta:
        model = Ballot
        fields = ("state", "name", "position")


class FlatBallotSerializer(BallotSerializer):
    vote = serializers.CharField(source="roll_call.slug")
    held_on = serializers.DateField(source="roll_call.held_on")

    class Meta(BallotSerializer.Meta):
        fields = ("vote", "held_on", "state", "name", "position")


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = ("public_id", "kind", "title", "publisher", "reference", "url", "dated_on")


class ReadingSerializer(serializers.ModelSerializer):
    source = SourceSerializer()

    class Meta:
        model = Reading
        fields = ("public_id", "source", "record_id", "symbol", "title", "dated_on", "declared")
        fields += ("sha256", "cells", "understood")


class TextSerializer(serializers.ModelSerializer):
    body = serializers.CharField(source="body.code")
    session = serializers.CharField(source="session.code")

    class Meta:
        model = Resolution
        fields = ("public_id", "slug", "symbol", "title", "outcome", "body", "session")


class VoteSerializer(serializers.ModelSerializer):
    resolution = TextSerializer()
    draft = serializers.CharField(source="draft.symbol", default=None)
    ballots = BallotSerializer(many=True)
    readings = ReadingSerializer(many=True)

    class Meta:
        model = RollCall
        fields = ("public_id", "slug", "version", "resolution", "draft", "subject")
        fields += ("subject_symbol", "is_final", "meeting", "held_on", "standing")
        fields += ("ballots", "readings")


def public_votes() -> "QuerySet[RollCall]":
    at = timezone.now()
    readings = Reading.objects.public(at).select_related("source").defer("text")
    return (
        RollCall.objects.published(at)
        .select_related("resolution__body", "resolution__session", "draft")
        .prefetch_related(
            Prefetch("ballots", Ballot.objects.select_related("state")),
            Prefetch("readings", readings),
        )
    )


class _Json:
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    renderer_classes = (JSONRenderer,)
    serializer_class = VoteSerializer


class VoteView(_Json, generics.RetrieveAPIView):
    lookup_field = "slug"

    def get_queryset(self) -> "QuerySet[RollCall]":
        return public_votes()


class Pages(PageNumberPagination):
    page_size = 50


class VotesView(_Json, generics.ListAPIView):
    pagination_class = Pages

    def get_queryset(self) -> "QuerySet[RollCall]":
        return public_votes().order_by("-held_on", "slug")


def flat_lines(most: int) -> int:
    """So many ballots by a serialiser, rendered in batches; gives the bytes."""
    rows = Ballot.objects.select_related("state", "roll_call").order_by("pk")[:most]
    renderer, size, batch = JSONRenderer(), 0, []
    for row in rows.iterator(chunk_size=2000):
        batch.append(row)
        if len(batch) == 2000:
            size += len(renderer.render(FlatBallotSerializer(batch, many=True).data))
            batch = []
    return size + len(renderer.render(FlatBallotSerializer(batch, many=True).data))
