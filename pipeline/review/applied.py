"""The records of a run as the editors left them: moved lines, own themes, their picks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.pick.credit import credited
from pipeline.records import Line, Person, Pick, Post, Reason, Theme, count_voices, in_order
from pipeline.review import cutting
from pipeline.review.heirs import Heirs, heirs
from pipeline.review.state import LineKey, Standing, State


@dataclass(frozen=True)
class Applied:
    """Lines without the refused ones, themes and picks, with the editors' word over ours."""

    lines: tuple[Line, ...]
    themes: tuple[Theme, ...]
    picks: tuple[Pick, ...]
    is_reviewed: bool
    emptied: frozenset[int | None] = frozenset()  # questions of whose picks none is left
    refused: tuple[Line, ...] = ()  # what is printed of them is only what whole posts show
    cut: frozenset[str] = frozenset()  # the ids of lines that print as an editor cut them


def key_of(line: Line) -> LineKey:
    """Return what makes a line the same in another run."""
    return (line.post_id, line.start, line.end, line.said)


def placed(lines: Sequence[Line], state: State, kept: Heirs) -> list[Line]:
    """Return all lines, each under the question and theme where the editors want it.

    One that was put into a theme of which nothing is left stays in its own. With a line go the
    other cuts of its passage, which the queue shows as one, but for those accepted for themselves.
    """
    moved: dict[object, list[Line]] = defaultdict(list)
    for line in lines:
        if _moved(line, state):
            moved[line.post_ids, line.question].append(line)
    found = []
    for line in lines:
        question, theme = line.question, kept.theme_of(line.theme)
        if standing := _moved(line, state) or _moved_with(
            line, moved.get((line.post_ids, line.question), ()), state
        ):
            question, given = standing.question, kept.theme_of(standing.theme)
            stays = given is None and standing.theme is not None and question == line.question
            theme = theme if stays else given
        if (question, theme) != (line.question, line.theme):
            line = line.model_copy(update={"question": question, "theme": theme})
        found.append(line)
    return found


def _moved(line: Line, state: State) -> Standing | None:
    standing = state.lines.get(key_of(line))
    return standing if standing is not None and standing.moved else None


def _moved_with(line: Line, moved: Iterable[Line], state: State) -> Standing | None:
    """Return what stands about the line that was moved last of those that share words with it."""
    near = [other for other in moved if other.start < line.end and line.start < other.end]
    standings = [state.lines[key_of(other)] for other in near]
    own = state.lines.get(key_of(line))
    if own is not None and is_accepted(own):  # where it was accepted is where it stays
        standings = [standing for standing in standings if standing.question == own.where]
    return max(standings, key=lambda standing: standing.moved_at or 0, default=None)


def renamed(
    themes: Sequence[Theme],
    lines: Sequence[Line],
    at_place: Sequence[Line],
    posts: Mapping[str, Post],
    state: State,
    kept: Heirs,
) -> list[Theme]:
    """Return the themes after all merges, names and splits; `at_place` are the lines as placed.

    What a post says to a question follows its lines that were moved, and its answer to another
    one stays; a theme without posts is gone.
    """
    members: dict[str, dict[tuple[str, int | None], None]] = defaultdict(dict)
    for theme in themes:
        said = ((post_id, theme.question) for post_id in theme.post_ids)
        members[kept.theme_of(theme.id) or theme.id] |= dict.fromkeys(said)
    for line, now in zip(lines, at_place, strict=True):
        standing = state.lines.get(key_of(line))
        if standing is not None and standing.moved:
            for own in members.values():
                own.pop((line.post_id, line.question), None)
            if now.theme:
                members[now.theme][line.post_id, line.question] = None
    bases = {theme.id: theme for theme in themes}
    for own_id, (name, question) in sorted(state.own.items()):
        bases[own_id] = Theme(
            id=own_id, question=question, keywords=(name,), post_ids=(), voices=0, medoid="-"
        )
    found = []
    for id_, base in bases.items():
        said_here = dict.fromkeys(post_id for post_id, _ in members.get(id_, ()))
        held = [post_id for post_id in said_here if post_id in posts]
        if not held:
            continue
        called = kept.names.get(id_)
        update = {
            "keywords": (called,) if called else base.keywords,
            "post_ids": tuple(held),
            "voices": count_voices(posts[post_id] for post_id in held),
            "medoid": base.medoid if base.medoid in held else held[0],
        }
        found.append(base.model_copy(update=update))
    return found


def apply(
    state: State,
    posts: Sequence[Post],
    lines: Sequence[Line],
    themes: Sequence[Theme],
    picks: Sequence[Pick],
    people: Sequence[Person],
) -> Applied:
    """Return what the recap is made of.

    Under a question with an accepted line stand the accepted lines, in the editors' order; under
    any other the machine's picks stay, without those that an editor rejected. What shares words
    with a rejected line is left out, too.
    """
    by_id = {post.id: post for post in posts}
    authors = {person.handle.casefold(): person for person in people}
    themes_now = heirs(themes, state)
    at_place = placed(lines, state, themes_now)
    chosen = accepted({key_of(line): line for line in at_place}, state)
    out = refused(at_place, by_id, state, {pick.line_id for pick in picks})
    left = _left([pick for pick in picks if pick.line_id not in out], at_place, by_id, state)
    made: list[Pick] = []
    for question in in_order({*chosen, *left}):
        if question in chosen:
            made += [
                _pick(line, rank, by_id[line.post_id], authors, state.lines[key_of(line)])
                for rank, line in enumerate(chosen[question], 1)
            ]
        else:
            made += [_ranked(p, rank, authors) for rank, p in enumerate(left[question], 1)]
    return Applied(
        lines=tuple(line for line in at_place if line.id not in out),
        themes=tuple(renamed(themes, lines, at_place, by_id, state, themes_now)),
        picks=tuple(made),
        is_reviewed=True,
        emptied=frozenset({p.question for p in picks} - {p.question for p in made}),
        refused=tuple(line for line in at_place if line.id in out),
        cut=frozenset(
            line.id
            for line in at_place
            if cut_of(line, state.lines.get(key_of(line)), by_id[line.post_id])
        ),
    )


def accepted(by_key: Mapping[LineKey, Line], state: State) -> dict[int | None, list[Line]]:
    """Return the accepted lines of each question in the editors' order."""
    found: dict[int | None, list[Line]] = defaultdict(list)
    for key in state.accepted:
        if key in by_key and is_accepted(state.lines.get(key)):
            found[by_key[key].question].append(by_key[key])
    return found


def _left(
    picks: Sequence[Pick], lines: Sequence[Line], posts: Mapping[str, Post], state: State
) -> Mapping[int | None, list[Pick]]:
    """Return the machine's picks of each question, cut and moved as their lines were."""
    now = {line.id: line for line in lines}
    found: dict[int | None, list[Pick]] = defaultdict(list)
    for pick in sorted(picks, key=lambda p: p.rank):
        line = now.get(pick.line_id)
        question = line.question if line else pick.question
        cut = _as_cut(line, posts[line.post_id], state) if line else {}
        found[question].append(pick.model_copy(update={"question": question, **cut}))
    return found


def refused(
    lines: Iterable[Line], posts: Mapping[str, Post], state: State, picked: Container[str]
) -> set[str]:
    """Return the ids of the lines that share words with a rejected one, itself included, or have
    what was cut out of another that is accepted or was picked.

    The queue shows one line of each passage: who rejects it means the words, not that one cut of
    them. A line that is accepted for itself stays.
    """
    taken: dict[str, list[tuple[int, int, str]]] = defaultdict(list)  # and out of which line
    held = list(lines)
    for post_id, start, end in _rejected_before(held, posts, state):
        taken[post_id].append((start, end, ""))
    for line in held:
        standing = state.lines.get(key_of(line))
        if standing is not None and standing.decision == "reject":
            for post_id, start, end in spans(line, posts, state):
                taken[post_id].append((start, end, ""))
        elif is_accepted(standing) or line.id in picked:
            out = _cut_out(line, standing, posts[line.post_id])
            taken[line.post_id] += [(start, end, line.id) for start, end in out]
    return {
        line.id
        for line in held
        if not is_accepted(state.lines.get(key_of(line)))
        and any(
            first < end and start < last and line.id != cut
            for post_id, start, end in spans(line, posts, state)
            for first, last, cut in taken.get(post_id, ())
        )
    }


def _rejected_before(
    lines: Sequence[Line], posts: Mapping[str, Post], state: State
) -> Iterator[tuple[str, int, int]]:
    """Yield where posts still say what was rejected as a line that the run no longer has."""
    known = set(map(key_of, lines))
    for key, standing in state.lines.items():
        if standing.decision != "reject" or key in known:
            continue
        post_id, start, end, said = key
        further = ((part.post_id, part.text, part.start) for part in standing.anchor.joined)
        for id_, words, at in ((post_id, said[: end - start], start), *further):
            if id_ in posts and (span := cutting.found_again(posts[id_], words, at)):
                yield id_, *span


def _cut_out(line: Line, standing: Standing | None, post: Post) -> list[tuple[int, int]]:
    edges = [edge for piece in pieces_of(line, standing, post) for edge in piece]
    edges = [line.start, *edges, line.end]
    gaps = zip(edges[::2], edges[1::2], strict=True)  # an empty one where the cut goes further
    return [(start, end) for start, end in gaps if post.text[start:end].strip()]


def spans(line: Line, posts: Mapping[str, Post], state: State) -> list[tuple[str, int, int]]:
    """Return the stretches of posts that a line is about, those that a cut added included."""
    cut = cut_of(line, state.lines.get(key_of(line)), posts[line.post_id])
    own = [(line.post_id, start, end) for start, end in ((line.start, line.end), *cut)]
    return own + [(part.post_id, part.start, part.end) for part in line.joined]


def is_accepted(standing: Standing | None) -> bool:
    """Whether a line stands accepted."""
    return standing is not None and standing.decision == "accept"


def cut_of(line: Line, standing: Standing | None, post: Post) -> tuple[tuple[int, int], ...]:
    """Return the pieces to which an editor cut a line, none where nobody did.

    None, too, where the post reads otherwise there by now: nobody has approved those words.
    """
    if standing is None or not standing.pieces:
        return ()
    if standing.printed not in (None, cutting.joined(post, standing.pieces)):
        return ()  # None in a history that does not tell what the pieces read
    # "I like art" may stand in "I like artichokes" by now
    return standing.pieces if cutting.is_whole(post, standing.pieces) else ()


def pieces_of(line: Line, standing: Standing | None, post: Post) -> tuple[tuple[int, int], ...]:
    """Return what of a line is printed: as an editor cut it, else all of it."""
    return cut_of(line, standing, post) or ((line.start, line.end),)


def _ranked(pick: Pick, rank: int, authors: Mapping[str, Person]) -> Pick:
    author = authors.get(pick.handle.casefold())
    return pick.model_copy(update={"rank": rank, "role": author.role if author else pick.role})


def _as_cut(line: Line, post: Post, state: State) -> dict[str, Any]:
    pieces = cut_of(line, state.lines.get(key_of(line)), post)
    return _printed(post, pieces) if pieces else {}


def _printed(post: Post, pieces: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    start, end = pieces[0][0], pieces[-1][1]
    several = pieces if len(pieces) > 1 else ()
    return {"start": start, "end": end, "text": post.text[start:end], "pieces": several}


def _pick(
    line: Line, rank: int, post: Post, authors: Mapping[str, Person], standing: Standing
) -> Pick:
    by = sorted({v.editor for v in standing.verdicts.values() if v.decision == "accept"})
    return Pick(
        **credited(line, post, authors) | _printed(post, pieces_of(line, standing, post)),
        rank=rank,
        gain=0.0,
        reasons=(Reason(text=f"accepted by {', '.join(by)}", value=0.0), *line.reasons),
    )
