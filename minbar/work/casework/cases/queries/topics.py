"""Reading the tree of topics. It tells nothing of a case, so it lies before the wall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from minbar.work.casework.cases.models import Topic


@dataclass
class Branch:
    """A topic with those within it, in order. ``retention_years`` is what holds for it, its own or a wider one's."""

    topic: Topic
    depth: int
    retention_years: int | None
    within: list[Branch] = field(default_factory=list)

    def __iter__(self) -> Iterator[Branch]:
        """The branch and all under it, from the top."""
        yield self
        for inner in self.within:
            yield from inner


def topic_tree(topics: Iterable[Topic] | None = None) -> list[Branch]:
    """The whole tree, one query; or that of the topics given."""
    children: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.order_by("position", "code") if topics is None else topics:
        children[topic.parent_id].append(topic)

    def grow(parent: int | None, depth: int, years: int | None) -> list[Branch]:
        grown = []
        for topic in children[parent]:
            own = topic.retention_years if topic.retention_years is not None else years
            grown.append(Branch(topic, depth, own, grow(topic.pk, depth + 1, own)))
        return grown

    return grow(None, 0, None)


def within(topic: Topic) -> set[int]:
    """The keys of ``topic`` and of all topics under it."""
    for root in topic_tree():
        for branch in root:
            if branch.topic.pk == topic.pk:
                return {inner.topic.pk for inner in branch}
    return {topic.pk}


def topic_choices(*, only_active: bool = True, besides: set[int] | None = None) -> list[tuple[int, str]]:
    """Topics for a form in the order of the tree, those within another set in by a dash."""
    return [
        (branch.topic.pk, f"{'— ' * branch.depth}{branch.topic}")
        for root in topic_tree()
        for branch in root
        if (branch.topic.is_active or not only_active) and branch.topic.pk not in (besides or set())
    ]
