"""Which of the records with one event type and id count, live and exact."""

from collections.abc import Iterable
from dataclasses import dataclass

from trueup_oracle.intake import Event


@dataclass(frozen=True)
class Taken:
    """An event that counts, with the place in the stream of the record that held it; arrival in milliseconds."""

    event: Event
    shard: str
    epoch: int
    sequence: int
    sub: int
    arrival: int

    @property
    def identity(self) -> tuple[str, str]:
        return self.event.type.name, self.event.id

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Of several with one identity the least counts."""
        return self.epoch, self.sequence, self.sub, self.shard


def counted(taken: Iterable[Taken], cut: int) -> tuple[list[Taken], list[Taken]]:
    """Those that the batch counts, before the cut and each identity once; and those that count live, from it on.

    Live repeats are those for which an earlier record of the same shard, at most a window older, has
    the same identity. Repeats are remembered too.
    """
    first: dict[tuple[str, str], Taken] = {}
    live = []
    newest: dict[tuple[str, tuple[str, str]], int] = {}
    for each in sorted(taken, key=lambda it: (it.shard, it.sequence, it.sub)):
        known, window = newest.get((each.shard, each.identity)), each.event.type.window
        repeats = window > 0 and known is not None and known >= each.arrival - window
        newest[each.shard, each.identity] = each.arrival
        if each.epoch >= cut:
            live += [] if repeats else [each]
        elif each.identity not in first or each.order < first[each.identity].order:
            first[each.identity] = each
    return list(first.values()), live


def causes(taken: Iterable[Taken], cut: int) -> dict[str, int]:
    """How many records before the cut repeat one that the batch counts, by why they do."""
    causes = {"in_window": 0, "beyond_window": 0, "across_shards": 0}
    seen: set[tuple[str, str]] = set()
    newest: dict[tuple[str, tuple[str, str]], int] = {}
    for each in sorted((it for it in taken if it.epoch < cut), key=lambda it: it.order):
        known, window = newest.get((each.shard, each.identity)), each.event.type.window
        if each.identity in seen:
            within = window > 0 and known is not None and known >= each.arrival - window
            causes["across_shards" if known is None else "in_window" if within else "beyond_window"] += 1
        seen.add(each.identity)
        newest[each.shard, each.identity] = each.arrival
    return causes
