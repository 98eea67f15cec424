"""Little run folders, written as records, so that a test needs no model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.normalize import entities
from pipeline.records import (
    Answer,
    Chat,
    Line,
    Part,
    Person,
    Pick,
    Post,
    Question,
    Reason,
    Theme,
    Top,
    stable_id,
)
from pipeline.review.history import Deed, anchor
from pipeline.review.store import FILE_NAME, Store
from pipeline.runs import Run

VERBS = ("mend", "keep", "ask", "wait for", "hand on", "sharpen", "oil", "sew", "solder", "lend")
THINGS = (
    "the toaster",
    "a bicycle",
    "old lamps",
    "one chair",
    "wool socks",
    "the radio",
    "a kettle",
)
HOSTILE = {
    "script": '<script>document.title="owned"</script> A1 mend the old, then the new.',
    "image": '"><img src=x onerror="document.title=\'owned\'"> is what the label said',
    "link": "Read javascript:alert(1) and mend slowly, all of you, every week",
    "bidi": "Mending is \u202e\u2066esrever ni si siht\u2069 a way of looking",
    "zalgo": "Z" + "\u0300\u0301\u0302\u0303" * 12_000 + " is mended",
    "surrogate": "Half an emoji \ud83d and a bell \x07 and NUL \x00 stay",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} </style></textarea> is a fine price",
}


def said(number: int) -> str:
    """Return what somebody said, no two alike."""
    verb, thing = VERBS[number % 10], THINGS[number // 10 % 7]
    return f"First {verb} {thing}, then think of number {number}. Slow hands see more."


def make(
    folder: Path,
    texts: Sequence[str] = (),
    *,
    lines: int = 24,
    questions: int = 2,
    picks: int = 3,
    url: str | None = None,
) -> Run:
    """Return a run of `texts` and made-up posts; each whole post is a line, best first."""
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(folder)
    whole = [*texts, *(said(n) for n in range(lines - len(texts)))]
    posts, found, answers = [], [], []
    for n, text in enumerate(whole):
        post = Post(
            id=str(1000 + n), handle=f"mender{n % 12}", name=f"Mender {n % 12}", text=text,
            created_at=f"2024-05-14T19:{n % 60:02d}:{n // 60 % 60:02d}Z", likes=n % 9,
            url=url or f"https://x.com/mender{n % 12}/status/{1000 + n}",
            entities=tuple(entities.extract(text)),
        )  # fmt: skip
        question = 1 + n % questions
        theme = stable_id("theme", question, n // questions % 3)
        posts.append(post)
        answers.append(Answer(post_id=post.id, question=question, kind="answer", confidence=0.9,
                              evidence=("own label",)))  # fmt: skip
        spans = [(0, len(text), 0.9 - n / (2 * len(whole)))]
        if ". " in text:
            spans.append((0, text.index(". ") + 1, 0.3))
        found += [
            Line(
                id=stable_id("line", post.id, start, end), post_id=post.id, start=start, end=end,
                text=text[start:end], question=question, theme=theme, score=round(score, 4),
                stands_alone=0.8, reasons=(Reason(text="says enough", value=0.2),),
            )
            for start, end, score in spans
        ]  # fmt: skip
    themes = []
    for id_ in dict.fromkeys(line.theme for line in found):
        own = [line for line in found if line.theme == id_]
        members = tuple(dict.fromkeys(line.post_id for line in own))
        themes.append(Theme(id=str(id_), question=own[0].question, keywords=("mend", str(id_)[-3:]),
                            post_ids=members, voices=len(members), medoid=members[0]))  # fmt: skip
    by_id = {post.id: post for post in posts}
    picked = []
    for question in range(1, questions + 1):
        own = [line for line in found if line.question == question and line.score > 0.35][:picks]
        for rank, line in enumerate(own, 1):
            post = by_id[line.post_id]
            picked.append(
                Pick(
                    question=question, rank=rank, line_id=line.id, post_id=line.post_id,
                    start=line.start, end=line.end, text=line.text, handle=post.handle,
                    name=post.name, url=post.url, role="community", score=line.score,
                    gain=line.score, reasons=line.reasons,
                )
            )  # fmt: skip
    handles = dict.fromkeys(post.handle for post in posts)
    run.write([Chat(chat=folder.name, title="Repair café", date="2024-05-14")], Chat)
    run.write(posts, Post)
    run.write(answers, Answer)
    run.write([Question(number=q, text=f"What do you mend, part {q}?") for q in
               range(1, questions + 1)], Question)  # fmt: skip
    people = [
        Person(handle=h, name=by_id[p].name, role="community", why="for a test", posts=1, answers=1)
        for h, p in zip(handles, by_id, strict=False)
    ]
    run.write(people, Person)
    run.write(themes, Theme)
    run.write(found, Line)
    run.write(picked, Pick)
    run.write([], Top)
    return run


def decided(place: Path) -> list[Run]:
    """Return the runs of four chats whose editor has a taste, kept in histories as the page does.

    The editor prints what holds everywhere and rejects what tells what to do.
    """
    from tests.learn import test_taste

    found = []
    for folder in test_taste.written(place):
        run = Run(folder)
        (posts, lines, told) = run.posts(), run.lines(run.posts()), run.decisions()
        answers = [Answer(post_id=post.id, question=1, kind="answer", confidence=0.9,
                          evidence=("own label",)) for post in posts]  # fmt: skip
        run.write(answers, Answer)
        for kind in (Person, Theme, Pick, Top):
            run.write([], kind)
        at = {line.id: line for line in lines}
        store = Store(folder / FILE_NAME)
        store.append(
            *(
                Deed.model_validate(
                    {"client": d.line_id, "editor": d.editor, "kind": d.decision, "rank": d.rank,
                     "line": anchor(at[d.line_id]), "question": d.question}
                )
                for d in told
            )
        )  # fmt: skip
        store.close()
        (folder / "decisions.jsonl").unlink()  # a server that was killed has not written it yet
        found.append(run)
    return found


def set_aside(run: Run, text: str, question: int | None = None, *, kind: str = "greeting",
              reason: str | None = None, **more: object) -> Post:  # fmt: skip
    """Write into a run a last post of which it has no line; return it."""
    posts = run.posts()
    answers = run.answers(posts)
    last = posts[3].model_copy(
        update={"id": f"aside{len(posts)}", "text": text, "entities": (),
                "url": f"https://x.com/mender3/status/{len(posts)}", **more}
    )  # fmt: skip
    own = Answer.model_validate(
        {"post_id": last.id, "question": question, "kind": kind, "confidence": 0.9,
         "evidence": ("says good night",), "reason": reason}
    )  # fmt: skip
    run.write([*posts, last], Post)
    run.write([*answers, own], Answer)
    return last


def join(run: Run, first: int = 0, *, is_picked: bool = True) -> Line:
    """Write into a run a line that joins the whole of two posts of one author; return it."""
    posts, lines = run.posts(), run.lines(run.posts())
    one, two = posts[first], posts[first + 12]  # people take turns of twelve
    part = Part(post_id=two.id, start=0, end=len(two.text), text=two.text)
    base = next(line for line in lines if line.post_id == one.id and line.text == one.text)
    line = base.model_copy(update={"id": "line-joined", "joined": (part,), "score": 0.95})
    run.write([*lines, line], Line)
    if is_picked:
        picks = run.picks(posts)
        pick = picks[0].model_copy(
            update={
                "line_id": line.id, "post_id": one.id, "start": 0, "end": len(one.text),
                "text": one.text, "joined": (part,), "handle": one.handle, "url": one.url,
                "name": one.name,
            }
        )  # fmt: skip
        run.write([pick, *picks[1:]], Pick)
    return line
