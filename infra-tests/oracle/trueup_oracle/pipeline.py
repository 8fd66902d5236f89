"""What of a pipeline's file decides answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from trueup_oracle import schema, spans


@dataclass(frozen=True)
class EventType:
    """An event type: its name, schema, the fields that it is identified by, and its spans in milliseconds."""

    name: str
    record: schema.Record
    id: str
    time: str
    told_by: str
    max_ahead: int
    window: int


@dataclass(frozen=True)
class View:
    """A view; `every` has the milliseconds of each bucket size and for how many it is answered (None: for ever).

    A measure is its function, the path that it reads, and its parameter, either empty when there is none.
    """

    name: str
    source: EventType
    where: str | None
    live: str | None
    by: list[str]
    every: dict[int, int | None]
    measures: dict[str, tuple[str, str, str]]


@dataclass(frozen=True)
class Pipeline:
    """A pipeline; `discriminator` is the path that tells its event types apart, None when nothing does."""

    discriminator: str | None
    events: list[EventType]
    views: list[View]


def load(folder: Path) -> Pipeline:
    """The pipeline of a folder that Trueup takes; fails for many that it would not take."""
    text = (folder / "pipeline.yaml").read_text("utf-8")
    root = yaml.load(text, yaml.BaseLoader)  # noqa: S506, which makes texts, lists and mappings alone
    events = [_event(folder, name, event) for name, event in root["events"].items()]
    by_name = {event.name: event for event in events}
    discriminator = root.get("discriminator", "type" if len(events) > 1 else None)
    return Pipeline(discriminator, events, [_view(name, view, by_name) for name, view in root["views"].items()])


def _event(folder: Path, name: str, event: dict[str, Any]) -> EventType:
    return EventType(
        name,
        schema.load(folder / event["schema"]),
        event["id"],
        event["time"],
        event.get("is", name),
        spans.millis(event.get("max_ahead", "1h")),
        spans.millis(event.get("window", "1h")),
    )


def _view(name: str, view: dict[str, Any], events: dict[str, EventType]) -> View:
    every = {
        spans.millis(size): None if keep == "forever" else spans.millis(keep) for size, keep in view["every"].items()
    }
    measures = {measure: _call(text) for measure, text in view["measures"].items()}
    return View(name, events[view["from"]], view.get("where"), view.get("live"), view["by"], every, measures)


def _call(text: str) -> tuple[str, str, str]:
    function, _, rest = (part.strip() for part in text.partition("("))
    first, _, second = (part.strip() for part in rest.rpartition(")")[0].partition(","))
    return (function, second, first) if function == "top" else (function, first, second)
