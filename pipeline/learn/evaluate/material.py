"""What the figures are measured on: corpora, models and vectors, each read once when needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from pipeline import commands
from pipeline.cluster import model as shipped
from pipeline.cluster.model import AssignmentModel
from pipeline.encoder import Encoder
from pipeline.errors import no_corpus
from pipeline.learn import assignment, examples, graded, keypoints
from pipeline.learn.assignment import Example
from pipeline.learn.evaluate import kept
from pipeline.learn.evaluate.chats import Passed, Tools, through
from pipeline.learn.evaluate.kept import Texts
from pipeline.learn.examples import Judged
from pipeline.learn.graded import EIGHT, MEASURED, SIX, GradedChat
from pipeline.learn.keypoints import Debate
from pipeline.learn.ranker import Corpora, Learner, of_chats
from pipeline.records import Chat, Post
from pipeline.score import style
from pipeline.score.style import Style
from pipeline.score.traits import Floats
from pipeline.settings import Settings

Say = Callable[[str], None]
OWN = Path(__file__).resolve().parents[3] / "corpora"  # what the project carries
SAMPLES, LABELS = OWN / "chats", OWN / "labels"


@dataclass(frozen=True)
class Material:
    """Everything that is measured on, from a folder laid out like ../shared.

    `say` hears what is being done. Raises InputError where a corpus is not there.
    """

    corpora: Path
    settings: Settings
    say: Say = field(default=lambda _: None)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name: what is measured is encoded by it."""
        return commands.encoder_of(self.settings)

    @cached_property
    def style(self) -> Style:
        """The style that goes with it."""
        return style.beside(self.encoder)

    @cached_property
    def as_learned(self) -> Material:
        """The same with the packaged encoder, with which the shipped models learned."""
        usual = Settings().encoder.name
        if self.settings.encoder.name == usual:
            return self
        changed = self.settings.encoder.model_copy(update={"name": usual})
        settings = self.settings.model_copy(update={"encoder": changed})
        return Material(self.corpora, settings, self.say)

    @cached_property
    def graded(self) -> dict[str, GradedChat]:
        """All graded chats, by name."""
        self.say("reading the graded chats")
        names = (*EIGHT, *MEASURED)
        return {chat.name: chat for chat in graded.read_all(self.corpora, names)}

    @cached_property
    def placed(self) -> dict[str, Example]:
        """The graded chats with questions to be placed under, by name."""
        names = (*SIX, *MEASURED)
        return {name: assignment.example(self.graded[name], self.encoder) for name in names}

    @property
    def asked(self) -> list[Example]:
        """The six, less those without questions: each is placed by a model of the others."""
        return [self.placed[name] for name in SIX if self.placed[name].scene.questions]

    @cached_property
    def taught(self) -> list[Example]:
        """The chats that the assignment model learns from."""
        return [self.as_learned.placed[name] for name in SIX]

    @cached_property
    def lessons(self) -> list[Example]:
        """The chats that were written for it to learn from."""
        return assignment.lessons(self.as_learned.encoder)

    def placing_without(self, name: str) -> AssignmentModel:
        """Return the assignment model that learned from all taught chats but one."""
        if name not in self._placing:
            taught = assignment.all_but(name, self.taught, self.lessons)
            self._placing[name] = assignment.fit(*taught)
        return self._placing[name]

    @cached_property
    def _placing(self) -> dict[str, AssignmentModel]:
        return {}

    @cached_property
    def judged(self) -> dict[str, Judged]:
        """The judged posts of all graded chats, by name."""
        graded_chats = self.graded
        self.say("describing the posts of the graded chats")
        return {
            name: examples.judged(chat, self.style, self.encoder)
            for name, chat in graded_chats.items()
        }

    @cached_property
    def texts(self) -> Texts:
        """Film lines, headlines and arguments, learned from and unseen."""
        self.say("describing film lines, headlines and arguments (minutes, the first time)")
        return kept.read(self.corpora, self.settings.encoder.name)

    @cached_property
    def learned(self) -> Corpora:
        """Everything that the ranker learns from."""
        chats, texts = self.as_learned.judged, self.as_learned.texts
        return Corpora(
            chats=tuple(chats[name] for name in EIGHT),
            film=texts.film,
            headline=texts.headline,
            argument=texts.argument,
        )

    @cached_property
    def learner(self) -> Learner:
        """What gives experts of chats that did not see one of them."""
        usual = self.as_learned
        chats = tuple(usual.judged[name] for name in EIGHT)
        return of_chats(chats, kept.read_film(self.corpora, usual.settings.encoder.name))

    @cached_property
    def whole_learner(self) -> Learner:
        """What gives rankers that did not see a chat, for texts of all kinds."""
        learned = self.learned
        self.say("learning to rank")
        return Learner(learned)

    @cached_property
    def held_out(self) -> dict[str, Floats]:
        """The raw scores (n,) of the eight chats, each by an expert of the others."""
        return {name: self.learner.held_out(self.judged[name]) for name in EIGHT}

    @cached_property
    def vectors(self) -> dict[str, Floats]:
        """The vectors of the judged lines (n, d), by chat."""
        return {
            name: self.encoder.encode(chat.lines).astype(np.float64)
            for name, chat in self.judged.items()
        }

    def passed(self, name: str) -> Passed:
        """Return a measured chat behind all stages, with the shipped models."""
        if name not in self._passed:
            self.say(f"putting {name} through all stages")
            tools = Tools(self.settings, self.encoder, self.style, shipped.load())
            self._passed[name] = through(*self.whole(name), tools)
        return self._passed[name]

    @cached_property
    def _passed(self) -> dict[str, Passed]:
        return {}

    def whole(self, name: str) -> tuple[list[Post], Chat]:
        """Return all posts of a chat of the corpora, normalized as a run does it."""
        return _normalized(self.corpora / "chats" / f"{name}.jsonl", self.settings)

    def sample(self, name: str) -> tuple[list[Post], Chat]:
        """Return the posts of a sample chat, normalized as a run does it."""
        return _normalized(SAMPLES / name, self.settings)

    def debates(self, split: keypoints.Split) -> list[Debate]:
        """Return the debates of the key points."""
        return keypoints.read(self.corpora / "corpora", split)


def _normalized(chat: Path, settings: Settings) -> tuple[list[Post], Chat]:
    if not chat.exists():
        raise no_corpus(chat, "stories")
    with TemporaryDirectory() as folder:
        run = commands.normalize([chat], out=Path(folder), settings=settings)
        return run.posts(), run.chat()
