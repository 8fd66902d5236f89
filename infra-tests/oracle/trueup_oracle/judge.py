"""All records so far, and the answers that follow from them."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from trueup_oracle import cells, conditions, intake, repeats
from trueup_oracle.pipeline import Pipeline, View


class Judge:
    """Takes records in any order and says what the views must answer; epochs have a length in milliseconds."""

    def __init__(self, pipeline: Pipeline, epoch: int):
        self.pipeline = pipeline
        self.epoch = epoch
        self.rejected: Counter[str] = Counter()
        self._taken: list[tuple[repeats.Taken, frozenset[str]]] = []
        self._counts = {view.name: _condition(view, view.where) for view in pipeline.views}
        self._counts_live = {view.name: _condition(view, view.live) for view in pipeline.views}

    def take(self, shard: str, sequence: int, sub: int, arrival: int, data: bytes) -> None:
        """Takes a record; its arrival is the largest on its shard up to it."""
        event = intake.read(self.pipeline, data, arrival)
        if isinstance(event, intake.Rejected):
            self.rejected[event.reason] += 1
            return
        taken = repeats.Taken(event, shard, arrival // self.epoch, sequence, sub, arrival)
        views = [view.name for view in self.pipeline.views if view.source == event.type]
        self._taken.append((taken, frozenset(name for name in views if self._counts[name](event.values))))

    def answers(self, cut: int) -> Iterator[cells.Cell]:
        """Every cell by a version whose cut is that epoch, hidden ones too."""
        exact, live = repeats.counted((taken for taken, _ in self._taken), cut)
        recomputed = {taken.order for taken in exact}
        fresh = {taken.order for taken in live}
        for view in self.pipeline.views:
            is_live = self._counts_live[view.name]
            taken = [taken for taken, views in self._taken if view.name in views]
            events = [
                it.event
                for it in taken
                if it.order in recomputed or (it.order in fresh and is_live(it.event.values))
            ]
            yield from cells.cells(view, events, cut * self.epoch)

    def summary(self, cut: int) -> dict[str, Any]:
        """What became of the records: how many count, repeats, by cause before the cut, rejected ones."""
        exact, live = repeats.counted((taken for taken, _ in self._taken), cut)
        identities = {taken.identity for taken, _ in self._taken}
        return {
            "accepted": len(self._taken),
            "repeats": len(self._taken) - len(identities),
            "live_repeats": len(exact) + len(live) - len(identities),
            "causes": repeats.causes((taken for taken, _ in self._taken), cut),
            "rejected": dict(self.rejected),
        }


def _condition(view: View, text: str | None) -> Callable[[dict[str, Any]], bool]:
    if text is None:
        return lambda values: True
    return conditions.holds(text, {path: leaf.kind for path, leaf in view.source.record.leaves.items()})
