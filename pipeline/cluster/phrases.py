"""Why a post stands where it does, in words: the strongest evidence against the runner-up."""

from __future__ import annotations

import numpy as np

from pipeline.cluster import echoes, evidence, links
from pipeline.cluster.evidence import COLUMN
from pipeline.cluster.model import Field
from pipeline.cluster.scene import Floats, Scene
from pipeline.cluster.surroundings import MESSAGES, Decoded
from pipeline.records import question_name

SHOWN = 4  # pieces of evidence per post
LEAST_SHOWN = 0.15  # in log-odds
MANY_ASK = 0.5  # of how much guests ask of their own accord, from which on many do
LEAST_HEARD = 0.2  # of what the posts around say, from which on they say it


def words(
    scene: Scene,
    index: int,
    column: int,
    evident: tuple[Floats, Floats],
    decoded: Decoded,
    field: Field,
) -> list[str]:
    """Return the strongest evidence for a post's place against the runner-up, in words.

    `evident` is the evidence about this post (m + 1, len(FEATURES)), and what it heard from the
    posts around it (m + 1, len(MESSAGES)).
    """
    if column and scene.filed[index] == column - 1:
        return [f"the export files it under {_name(scene, column)}"]
    values, heard = evident
    order = np.argsort(-decoded.beliefs[index], kind="stable")
    rival = int(order[1]) if len(order) > 1 and int(order[0]) == column else int(order[0])
    if rival == column:
        return ["the chat has no questions"]
    told = field.told(heard)
    _, among, added = field.weights
    linked = decoded.around.linked[index, 0]
    own = (among + linked * added) * (values[column] - values[rival])
    gain = np.concatenate([own, told[column] - told[rival]])
    names = (*evidence.FEATURES, *MESSAGES)
    said: list[str] = []
    for feature in np.argsort(-gain, kind="stable"):
        if gain[feature] < LEAST_SHOWN or len(said) == SHOWN:
            break
        if feature < len(own):
            phrase = _phrase(scene, index, column, rival, names[feature], values)
        else:
            loud = names[feature].removesuffix(
                "_log"
            )  # the logarithm of what another tells plainly
            if heard[column, MESSAGES.index(loud)] < LEAST_HEARD:
                continue
            phrase = _heard_phrase(scene, index, column, loud, decoded)
        if phrase and phrase not in said:
            said.append(phrase)
    return said or [f"nothing speaks clearly; {_name(scene, rival)} comes close"]


def _name(scene: Scene, column: int) -> str:
    return question_name(scene.questions[column - 1].number) if column else "no question"


def _phrase(
    scene: Scene, index: int, column: int, rival: int, feature: str, values: Floats
) -> str | None:
    post = scene.posts[index]
    question = _name(scene, column)
    group, _, detail = feature.partition(".")
    if group == "label":
        if detail == "asks":
            return f"asks {question}"
        if post.label is None:
            return f"names {question}" if values[column, COLUMN["label.named"]] else None
        return f"labelled {post.label.kind}{post.label.question}{post.label.part or ''}"
    is_told_plainly = detail == "words" or detail.startswith("labels")
    if is_told_plainly and values[column, COLUMN[feature]] <= values[rival, COLUMN[feature]]:
        return None  # of evidence that counts against a place the rival has more: nothing to tell
    if group == "clock" and detail.startswith("labels"):
        return f"answers labelled {question} are posted at that moment"
    if group == "clock":
        return _clock_phrase(scene, index, column, rival, detail)
    if group == "fit" and detail == "words":
        return f"shares words with the answers to {question}"
    if group == "fit":
        row = values[column, COLUMN["fit.kin"]] - values[rival, COLUMN["fit.kin"]]
        row += values[column, COLUMN["fit.question"]]
        row -= values[rival, COLUMN["fit.question"]]
        better = f"fits {question} better than {_name(scene, rival)} by {row:.2f}"
        return better if row > 0 else None
    if detail == "asks_many" and values[0, COLUMN["none.asks_many"]] < MANY_ASK:
        return None
    if detail in OF_CLOCK and scene.spoken_to[index] != scene.minutes[index]:
        return None
    return NONE_PHRASES.get(detail) if column == 0 else None


def _clock_phrase(scene: Scene, index: int, column: int, rival: int, detail: str) -> str | None:
    if column == 0:
        return None
    minute = scene.spoken_to[index]
    asked = [m for m, q in scene.asks if q == column - 1 and m <= minute]
    if not asked:
        return None
    lag = minute - asked[-1]
    if minute != scene.minutes[index]:
        verb = "quotes" if scene.posts[index].quotes else "answers"
        return f"{verb} what was posted {lag:.0f} min after {_name(scene, column)}"
    if detail == "not_yet":
        return f"{_name(scene, rival)} was not asked yet"
    if not scene.has_clock:
        return f"stands after {_name(scene, column)} in the export"
    if column - 1 in scene.supposed:
        return f"about {lag:.0f} min after {_name(scene, column)}, which no post of the export asks"
    return f"{lag:.0f} min after {_name(scene, column)}"


def _heard_phrase(
    scene: Scene, index: int, column: int, message: str, decoded: Decoded
) -> str | None:
    """Return what the posts around a post say for a place, None where they do not say it."""
    question = _name(scene, column)
    if message == "reply.linked":
        return _linked_phrase(scene, index, column, decoded)
    if message == "reply.continued":
        return f"the replies to it answer {question}"
    if message.startswith("author."):
        when = message.removeprefix("author.")
        return f"@{scene.posts[index].handle} answers {question} just {when}"
    if message == "flow.near":
        return f"the posts around it answer {question}"
    return f"posts like it answer {question}"


def _linked_phrase(scene: Scene, index: int, column: int, decoded: Decoded) -> str | None:
    pairs = scene.links
    own = slice(*np.searchsorted(pairs.child, [index, index + 1]))
    parents = pairs.parent[own]
    speaks = decoded.around.shares[own] * decoded.before[parents, column]
    if not len(parents):
        return None
    best = int(speaks.argmax())
    other = int(parents[best])
    question = _name(scene, column)
    if decoded.before[other].argmax() != column:
        return f"its conversation is about {question}"
    marks = dict(zip(links.FEATURES, pairs.values[own][best], strict=True))
    verb = "is in a conversation with"
    if marks["named"]:
        verb = "replies to"
    elif marks["first_mentioned"] or marks["other_mentioned"]:
        verb = "mentions"
    elif marks["echo"]:
        word = echoes.spelled(scene.posts[other], pairs.ties[index, other])
        verb = f'takes up "{word}" of'
    who = f"@{scene.posts[other].handle}"
    return f"{verb} {who} who {'asks' if marks['asks'] else 'answers'} {question}"


OF_CLOCK = ("before_first", "after_last", "far")  # told of when the post itself was sent
NONE_PHRASES = {
    "before_first": "posted before the first question",
    "after_last": "posted after the chat",
    "greeting": "reads like a greeting",
    "thanks": "says thanks",
    "logistics": "is about the chat itself",
    "opener": "only reacts",
    "short": "very short",
    "link": "shares a link",
    "asks": "asks something back",
    "unlabelled": "carries no label",
    "repost": "repeats another post",
    "mention_start": "speaks to one person",
    "is_host": "the host speaks",
    "habit": "carries no label where most answers do",
    "asks_first": "asks something of its own",
    "asks_amid": "asks something of its own, as many guests do",
    "asks_many": "many guests ask questions of their own",
    "mention_few": "speaks to one person",
    "far": "posted when no question was open",
}
