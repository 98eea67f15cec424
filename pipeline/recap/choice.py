"""Lines of the material as quotes, and those that a recap prints for another use."""

from __future__ import annotations

from dataclasses import replace

from pipeline.recap import plain
from pipeline.recap.material import Material
from pipeline.recap.quotes import Quote, quote, shown
from pipeline.recap.replies import Answered
from pipeline.recap.view import Answering
from pipeline.records import Line, Pick, Span, Use, in_order


def printed(material: Material, line: Line | Pick) -> Quote:
    """Return a line of the material as a quote."""
    post, *further = (material.by_id[post_id] for post_id in line.post_ids)
    made = quote(post, line, material.role(post), material.called(post), material.chat, further)
    return replace(made, is_cut=line.line_id in material.cut)


def of_use(material: Material, use: Use) -> tuple[Quote, ...]:
    """Return the lines of the whole chat for one use, by rank."""
    kept = sorted((top for top in material.tops if top.use == use), key=lambda top: top.rank)
    return tuple(printed(material, top) for top in kept)


def answering(material: Material) -> tuple[Answering, ...]:
    """Return the printed lines that answer somebody, in the order of the questions."""
    order = {number: at for at, number in enumerate(in_order({p.question for p in material.picks}))}
    found = []
    for pick in sorted(material.picks, key=lambda p: (order[p.question], p.rank)):
        answered = material.answered(pick)
        if answered is not None:
            found.append(_answering(material, printed(material, pick), answered))
    return tuple(found)


def _answering(material: Material, quote: Quote, answered: Answered) -> Answering:
    post = answered.post
    if post is None:
        return Answering(quote, answered.how, None, None, None)
    handle, said = plain.one_line(post.handle), Span(start=post.span[0], end=post.span[1])
    whole = shown(post, said, material.chat)
    return Answering(quote, answered.how, handle, material.called(post), whole)


def top(material: Material) -> tuple[Quote, ...]:
    """Return the best lines of the chat; none where they would be all there are."""
    best = of_use(material, "top")
    return best if len(material.picks) > len(best) else ()


def takeaway(material: Material) -> Quote | None:
    """Return the closing line, which is the guest's; none where it would repeat another section."""
    return next(iter(of_use(material, "closing")), None)


def best_first(line: Line | Pick) -> tuple[float, int, str, int]:
    """Return what sorts lines by score, the longer one first among equals."""
    return (-line.score, line.start - line.end, line.post_id, line.start)
