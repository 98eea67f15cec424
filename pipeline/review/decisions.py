"""decisions.jsonl: what stands decided, derived from the history; and the recap made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.records import Chat, Decision, Line, Person, Pick, Post, Theme, Wording
from pipeline.review import cutting, naming
from pipeline.review.applied import Applied, apply, cut_of, is_accepted, key_of, pieces_of
from pipeline.review.state import LineKey, Standing, State, Verdict, homes
from pipeline.review.store import FILE_NAME, Store
from pipeline.runs import Run


@dataclass(frozen=True)
class Gone:
    """A decided line that the run no longer has, or one whose cut no longer reads the same."""

    standing: Standing
    still_said: bool  # its post still says these words
    is_line_there: bool = False  # only its cut is gone
    is_post_there: bool = True

    @property
    def is_missed(self) -> bool:
        """Whether the recap lacks what was chosen, or may print what was rejected."""
        is_open = self.is_post_there and not self.still_said
        decision = self.standing.decision
        return self.is_line_there or decision == "accept" or (decision == "reject" and is_open)


def state_of(folder: Path, lines: Iterable[Line]) -> State:
    """Return the editors' history of a folder that has one, folded.

    What was decided stands about `lines`.
    """
    store = Store(folder / FILE_NAME)
    try:
        return State(store.events(), home=homes(map(key_of, lines)))
    finally:
        store.close()


def decided(
    run: Run,
    folder: Path,
    posts: Sequence[Post],
    lines: Sequence[Line],
    themes: Sequence[Theme],
    picks: Sequence[Pick],
    people: Sequence[Person],
) -> tuple[Applied, Chat, Sequence[Person]]:
    """Return lines, themes and picks, chat and people with the decisions of a folder, unchanged
    without any.

    Of what was set aside only the accepted lines count: they are among the picks, not among the
    lines, and until then none changes a theme.
    """
    if not (folder / FILE_NAME).is_file():
        untouched = Applied(tuple(lines), tuple(themes), tuple(picks), is_reviewed=False)
        return untouched, run.chat(), people
    rest = _aside(run, posts, lines)
    state = state_of(folder, [*lines, *rest])
    chat, people = naming.told(run.chat(), people, state)
    wanted = [line for line in rest if is_accepted(state.lines.get(key_of(line)))]
    made = apply(state, posts, [*lines, *wanted], themes, picks, people)
    out = {line.id for line in wanted}
    kept = tuple(line for line in made.lines if line.id not in out)
    return replace(made, lines=kept), chat, people


def of_run(run: Run, folder: Path | None = None) -> list[Decision | Wording] | None:
    """Return the decisions that still have their line in a run, one of each editor and line, and
    behind them what is said of its title and people.

    None where no editor was ever at work: a page that was only looked at has a history, too.
    `folder` is where the history lies, if not in the run's own.
    """
    place = folder or run.folder
    if not (place / FILE_NAME).is_file():
        return None
    posts = run.posts()
    lines = run.lines(posts)
    lines += _aside(run, posts, lines)
    state = state_of(place, lines)
    if not state.number:
        return None
    by_id = {post.id: post for post in posts}
    people = run.people()
    found = naming.heading(run.chat(), posts, run.questions(), run.answers(posts), people)
    return [*of_state(state, lines, by_id), *naming.wordings(state, found, people)]


def refresh(run: Run) -> None:
    """Write decisions.jsonl anew where the history went on since: its server may have been killed.

    Raises: InputError when the run's lines are missing, or the folder cannot be written.
    """
    now = of_run(run)
    if now is not None and now != run.decided():
        run.write(now, Decision)


def of_state(state: State, lines: Sequence[Line], posts: Mapping[str, Post]) -> list[Decision]:
    """Return the decisions about `lines`, sorted by line and editor.

    A line that an editor saw and left is "seen" only where that editor decided about a line that
    stood below it in the same queue: what nobody passed over teaches nothing.
    """
    by_key = {key_of(line): line for line in lines}
    deepest = _deepest(state, by_key)
    found = []
    for key, standing in state.lines.items():
        line = by_key.get(key)
        if line is None:
            continue
        for editor in sorted({*standing.verdicts, *standing.seen}):
            verdict = standing.verdicts.get(editor) or standing.seen[editor]
            if verdict.decision == "seen":
                below = deepest.get((editor, line.question), 0)
                if verdict.rank is None or verdict.rank >= below:
                    continue
            found.append(_decision(line, standing, verdict, posts[line.post_id]))
    return sorted(found, key=lambda d: (d.line_id, d.editor))


def gone(state: State, lines: Sequence[Line], posts: Mapping[str, Post]) -> list[Gone]:
    """Return what was decided about lines that are no longer there, in the order of the deeds.

    A line is told of, too, that is there but prints uncut: its post reads otherwise around it.
    """
    known = {key_of(line): line for line in lines}
    found = []
    for key, standing in state.lines.items():
        post = posts.get(key[0])
        if key in known:
            if post is not None and standing.pieces and not cut_of(known[key], standing, post):
                found.append(Gone(standing, still_said=False, is_line_there=True))
            continue
        if not (standing.verdicts or standing.pieces):
            continue
        words = key[3][: key[2] - key[1]]
        is_said = post is not None and cutting.found_again(post, words, key[1]) is not None
        found.append(Gone(standing, is_said, is_post_there=post is not None))
    return found


def ranker() -> str | None:
    """Return version and digest of the shipped ranker, None where there is none."""
    from pipeline import shelf

    path = shelf.home() / "quotability" / shelf.MANIFEST
    if not path.is_file():
        return None
    manifest = shelf.Manifest.model_validate_json(path.read_text(encoding="utf-8"))
    return f"{manifest.name} {manifest.version} {manifest.digest}"


def _aside(run: Run, posts: Sequence[Post], lines: Sequence[Line]) -> list[Line]:
    # the flags come with the ranker, which a recap that no editor touched does not read
    from pipeline.review import aside

    return aside.lines(run, posts, lines)


def _deepest(state: State, by_key: Mapping[LineKey, Line]) -> dict[tuple[str, int | None], int]:
    found: dict[tuple[str, int | None], int] = {}
    for key, standing in state.lines.items():
        line = by_key.get(key)
        for verdict in standing.verdicts.values():
            if line is not None and verdict.rank is not None:
                place = (verdict.editor, line.question)
                found[place] = max(found.get(place, 0), verdict.rank)
    return found


def _decision(line: Line, standing: Standing, verdict: Verdict, post: Post) -> Decision:
    return Decision.model_validate(
        {
            "line_id": line.id,
            "post_id": line.post_id,
            "question": standing.question if standing.moved else line.question,
            "pieces": pieces_of(line, standing, post),
            "joined": line.joined,
            "decision": verdict.decision,
            "reason": verdict.reason,
            "rank": verdict.rank,
            "explored": verdict.explored,
            "editor": verdict.editor,
            "decided_at": verdict.at,
            "model": verdict.model,
        }
    )
