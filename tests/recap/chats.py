"""A small invented chat as records, and the handles by which tests bend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.normalize import entities
from pipeline.pick import uses
from pipeline.recap import stage
from pipeline.recap.material import Material, gather
from pipeline.records import (
    Answer,
    AnswerKind,
    Chat,
    Line,
    Part,
    Person,
    Pick,
    Post,
    Question,
    Role,
    Theme,
    Top,
    stable_id,
)
from pipeline.settings import PickSettings, RecapSettings


def post(id: str, handle: str, text: str, **more: Any) -> Post:
    more.setdefault("url", f"https://x.com/{handle}/status/{id}")
    more.setdefault("created_at", f"2024-03-06T19:{int(id) % 60:02d}:00Z")
    more.setdefault("entities", tuple(entities.extract(text)))
    return Post(id=id, handle=handle, text=text, **more)


def answer(post: Post, question: int | None, kind: AnswerKind = "answer", **more: Any) -> Answer:
    more = {"confidence": 0.9, "evidence": ("own label",), **more}
    return Answer(post_id=post.id, question=question, kind=kind, **more)


def line(post: Post, text: str, question: int | None = 1, score: float = 0.5, **more: Any) -> Line:
    start = post.text.index(text)
    return Line(
        id=stable_id("line", post.id, start),
        post_id=post.id,
        start=start,
        end=start + len(text),
        text=text,
        question=question,
        score=score,
        **{"theme": None, "stands_alone": 0.8, "reasons": (), **more},
    )


def pick(post: Post, line: Line, role: Role = "community", rank: int = 1) -> Pick:
    return Pick(
        question=line.question,
        rank=rank,
        line_id=line.id,
        post_id=post.id,
        start=line.start,
        end=line.end,
        text=line.text,
        handle=post.handle,
        name=post.name,
        url=post.url,
        role=role,
        score=line.score,
        gain=line.score,
        reasons=(),
    )


@dataclass
class Records:
    """Everything that the stage reads, in lists that a test may change."""

    chat: Chat
    posts: list[Post] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    picks: list[Pick] = field(default_factory=list)

    def said(
        self, post: Post, question: int | None = 1, role: Role = "community", score: float = 0.5
    ) -> Post:
        """Add a post whose whole text is a line and a pick; return it."""
        self.posts.append(post)
        self.answers.append(answer(post, question))
        self.lines.append(line(post, post.text, question, score))
        rank = 1 + sum(pick.question == question for pick in self.picks)
        self.picks.append(pick(post, self.lines[-1], role, rank))
        return post

    def run(self, *, notes: bool = True, **settings: Any) -> dict[str, str]:
        given = RecapSettings(**settings)
        return stage.run(self.material(), given, PickSettings().short, notes=notes)

    def material(self) -> Material:
        return gather(**vars(self), tops=self.tops())

    def tops(self) -> list[Top]:
        known = {post.id for post in self.posts}
        picks = [pick for pick in self.picks if pick.post_id in known]
        return uses.run(self.lines, picks, self.posts, self.people, PickSettings())


def chat_of(*texts: str, question: int | None = 1) -> Records:
    """Return a chat in which each text is picked, each by somebody else."""
    made = Records(Chat(chat="repaircafe"))
    if question is not None:
        made.questions.append(Question(number=question, text="What did you last mend?"))
    for number, text in enumerate(texts, 1):
        made.said(post(str(number), f"mender{number}", text, name=f"Mender {number}"), question)
    made.people = people(made.posts)
    return made


def people(posts: Sequence[Post], **roles: Role) -> list[Person]:
    handles = dict.fromkeys(post.handle for post in posts)
    return [
        Person(
            handle=handle,
            name=next(post.name for post in posts if post.handle == handle),
            role=roles.get(handle, "community"),
            why="for a test",
            posts=sum(post.handle == handle for post in posts),
            answers=1,
        )
        for handle in handles
    ]


def repair_cafe() -> Records:
    """Return a whole little chat: host, guest, two questions, a repost, a greeting, spare line."""
    made = Records(
        Chat(
            chat="repaircafe",
            title="Mend it or bin it?",
            hashtag="#RepairCafe",
            guest=("tomasz_fixes",),
            found=("hashtag #RepairCafe: not given, the most frequent one (5 posts spell it so)",),
        )
    )
    host = {"handle": "repaircafe", "name": "Repair Café"}
    guest = {"handle": "tomasz_fixes", "name": "Tomasz Wrench"}
    asked = [
        post("1", text="Q1: What did you last mend? #RepairCafe", **host),
        post("20", text="Q2: What is past mending? #RepairCafe", **host),
    ]
    toaster = post(
        "2", text="A1a A toaster. It now toasts one side, with pride. #RepairCafe", **guest
    )
    thread = post("3", text="A1b Keep a jar of screws. The jar is the workshop.", **guest)
    zip_ = post("4", "inez_sews", "A1 A zip. Nobody bins a coat, they bin a zip.", name="Inez Sews")
    lamp = post("5", "old_lamp", "I mended the lamp, then the lamp mended my evenings.")
    again = post("6", "echo_eve", "RT @inez_sews: A1 A zip.", set_aside="repost", repost_of="4")
    hello = post("7", "late_lars", "Hello from a train! #RepairCafe")
    guide = post("8", "inez_sews", "The guide I use: https://mend.example.com/zips/ Q1 #RepairCafe",
                 name="Inez Sews")  # fmt: skip
    promise = post("21", "old_lamp", "Promises.")
    made.posts = [asked[0], toaster, thread, zip_, lamp, again, hello, guide, asked[1], promise]
    made.questions = [
        Question(number=1, text="What did you last mend?", post_id="1", handle="repaircafe",
                 asked_at="2024-03-06T19:01:00Z"),
        Question(number=2, text="What is past mending?", post_id="20", handle="repaircafe",
                 asked_at="2024-03-06T19:20:00Z"),
    ]  # fmt: skip
    made.answers = [
        answer(asked[0], 1, "question"),
        answer(toaster, 1),
        answer(thread, 1),
        answer(zip_, 1),
        answer(lamp, 1),
        answer(again, 1, "repost", reason="repost"),
        answer(hello, None, "greeting", reason="greeting"),
        answer(guide, 1, "reply"),
        answer(asked[1], 2, "question"),
        answer(promise, 2, confidence=0.3),
    ]
    made.themes = [
        Theme(id="theme-1", question=1, keywords=("coat", "zip"), post_ids=("4", "5"), voices=2,
              medoid="4"),
        Theme(id="theme-2", question=1, keywords=("jar",), post_ids=("3",), voices=1, medoid="3"),
    ]  # fmt: skip
    made.lines = [
        line(toaster, "It now toasts one side, with pride.", score=0.8),
        line(thread, "The jar is the workshop.", score=0.7),
        line(zip_, "Nobody bins a coat, they bin a zip.", score=0.9, theme="theme-1"),
        line(lamp, lamp.text, score=0.6),
    ]
    made.picks = [pick(toaster, made.lines[0], "guest"), pick(zip_, made.lines[2], rank=2),
                  pick(lamp, made.lines[3], rank=3)]  # fmt: skip
    made.people = people(made.posts, repaircafe="host", tomasz_fixes="guest")
    return made


def going_on() -> Records:
    """Return a chat with one pick that its author spread over two posts."""
    made = chat_of()
    one = post("2", "inez_sews", "A1 You do not mend a zip, (1/2) #RepairCafe", name="Inez Sews")
    two = post("3", "inez_sews", "(2/2) you mend the *coat* around it. #RepairCafe",
               name="Inez Sews")  # fmt: skip
    made.posts = [one, two]
    made.answers = [answer(one, 1), answer(two, 1)]
    first, second = "You do not mend a zip,", "you mend the *coat* around it."
    start = two.text.index(second)
    part = Part(post_id="3", start=start, end=start + len(second), text=second)
    both = line(one, first, score=0.8).model_copy(update={"id": "line-both", "joined": (part,)})
    made.lines = [line(one, first), line(two, second), both]
    made.picks = [pick(one, both).model_copy(update={"joined": (part,)})]
    made.people = people(made.posts)
    return made
