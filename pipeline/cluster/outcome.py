"""What came out of placing a chat: what may be said of a post's place has to hold in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.cluster import evidence, habits
from pipeline.cluster.arrays import Ints
from pipeline.cluster.scene import Scene
from pipeline.cluster.surroundings import Decoded, is_on
from pipeline.records import AnswerKind, question_name

ANSWERING = ("answer", "reply")
MOST = 0.5  # of the answers of a session: if more are labelled, most are


@dataclass(frozen=True)
class Outcome:
    """A chat of n posts and m questions, and what came out: the column (n,) that each post is put
    under, 0 for no question, and its kind; `decoded` is what was believed on the way there."""

    scene: Scene
    decoded: Decoded
    hosts: frozenset[str]
    chosen: Ints
    kinds: Sequence[AnswerKind]

    def name(self, column: int) -> str:
        """Return how people call the question of a column."""
        number = self.scene.questions[column - 1].number if column else None
        return "no question" if number is None else question_name(number)

    def answers(self, index: int, column: int) -> bool:
        """Return whether a post says something in words, and that under this question."""
        says = self.kinds[index] in ANSWERING and self.scene.posts[index].set_aside != "empty"
        return bool(column) and int(self.chosen[index]) == column and says

    @cached_property
    def asking(self) -> Mapping[int, Sequence[int]]:
        """The posts that ask each question, by its column."""
        place = {post.id: index for index, post in enumerate(self.scene.posts)}
        return {
            column: sorted(place[i] for i in q.asking if i in place)
            for column, q in enumerate(self.scene.questions, start=1)
        }

    def asks(self, index: int, column: int) -> bool:
        """Return whether a post asks the question of a column."""
        return index in self.asking.get(column, ())

    @cached_property
    def label_usually(self) -> frozenset[int]:
        """The sessions in which most answers are labelled."""
        answers: Counter[int] = Counter()
        labelled: Counter[int] = Counter()
        for post, kind, session in zip(
            self.scene.posts, self.kinds, self.scene.held.tolist(), strict=True
        ):
            if kind == "answer":
                answers[session] += 1
                labelled[session] += post.is_labelled_answer
        return frozenset(s for s, count in answers.items() if labelled[s] > MOST * count)

    @cached_property
    def asked_by_guests(self) -> Mapping[int, tuple[int, int]]:
        """How many posts are questions of the guests' own, and of how many, by session while it is
        on."""
        on, posts = is_on(self.scene), self.scene.posts
        counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for index, session in enumerate(self.scene.held.tolist()):
            if on[index]:
                counts[session][0] += evidence.asks_first(posts[index], self.hosts)
                counts[session][1] += 1
        return {session: (asked, count) for session, (asked, count) in counts.items()}

    def shares_words(self, index: int, column: int) -> str | None:
        """Return with what of a question a post has words in common, None for nothing."""
        words = self._words[index] - self._common
        held, own = self._labelled[column], index in self._own[column]
        if any(held[word] > own for word in words):
            return f"the answers to {self.name(column)}"
        asked = habits.words(self.scene.questions[column - 1].text)
        return self.name(column) if words & asked else None

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [habits.words(post.said) for post in self.scene.posts]

    @cached_property
    def _common(self) -> frozenset[str]:
        held = Counter(word for words in self._words for word in words)
        most = habits.COMMON * len(self._words)
        return frozenset(word for word, count in held.items() if count > most)

    @cached_property
    def _labelled(self) -> Mapping[int, Counter[str]]:
        """In how many posts that are labelled as answers each word stands, by the column that they
        name."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for column, own in self._own.items():
            for index in own:
                found[column].update(self._words[index])
        return found

    @cached_property
    def _own(self) -> Mapping[int, set[int]]:
        """The posts that are labelled as answers, by the column that they name."""
        place = {q.number: column for column, q in enumerate(self.scene.questions, start=1)}
        found: dict[int, set[int]] = defaultdict(set)
        for index, post in enumerate(self.scene.posts):
            number = self.scene.label_of(index)
            if post.is_labelled_answer and number in place:
                found[place[number]].add(index)
        return found
