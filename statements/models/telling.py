"""What a statement or an article tells its readers, and whose names it must not tell."""

from collections.abc import Iterable, Iterator
from textwrap import shorten

from django.core.exceptions import ValidationError

from kb.records.models import Publishable, Record
from statements.models.names import Told, given_away


class Wording(Record):
    """Words that stand in a statement or an article, and the names that they hold back."""

    class Meta:
        abstract = True

    def words(self) -> Iterable[str]:
        """What readers see of it."""
        raise NotImplementedError

    def hidden_names(self) -> list[str]:
        """Names that must not be told of people who have a part in it."""
        return []


class Telling(Wording, Publishable):
    """A statement or an article. While it is published nothing in it tells a hidden name."""

    class Meta(Publishable.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.refuse_hidden_names()

    def refuse_hidden_names(self, changed: Wording | None = None) -> None:
        """Raise ValidationError if it is public, or will be, and would tell a hidden name.

        `changed` is what stands in it and is about to be saved.
        """
        if self.state != self.State.PUBLISHED:
            return
        parts = [each for each in self.parts() if each != changed]
        parts += [changed] if changed else []
        names = [name for each in (self, *parts) for name in each.hidden_names()]
        if sentence := given_away(names, self._told(parts)):
            raise ValidationError(sentence)

    def told(self, person: Record) -> list[Told]:
        """Everything in it that readers see, with `person` as about to be saved."""
        parts = self.parts()
        for part in parts:
            if getattr(part, "person", None) == person:
                part.person = person
        return list(self._told(parts))

    def parts(self) -> list[Wording]:
        if self._state.adding:
            return []
        quotes = self.quotes.select_related("person")
        return [*quotes, *self.asks.all(), *self.mentions.all(), *self.claimchecks.all()]

    def _told(self, parts: Iterable[Wording]) -> Iterator[Told]:
        yield Told(f"{self._meta.verbose_name} “{self}”", tuple(self.words()))
        for part in parts:
            what = f"{part._meta.verbose_name} “{shorten(str(part), 60, placeholder=' …')}”"
            yield Told(f"{what} in “{self}”", tuple(part.words()))
