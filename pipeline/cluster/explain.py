"""Why a post stands where it does, in words: the strongest evidence against the runner-up."""

from __future__ import annotations

import unicodedata

import numpy as np

from pipeline.cluster import evidence, hearsay
from pipeline.cluster.arrays import Floats
from pipeline.cluster.evidence import COLUMN
from pipeline.cluster.model import Field
from pipeline.cluster.outcome import Outcome
from pipeline.cluster.surroundings import MESSAGES
from pipeline.records import Label, Post, question_name

NONE_YET = ("0 min", "0 h")  # passed since a question
SHOWN = 4  # pieces of evidence per post
LEAST_SHOWN = 0.15  # in log-odds
EVEN = 0.5  # sure of a place, below which another is told
MANY_ASK = 0.5  # of how much guests ask of their own accord, from which on it is told
LEAST_HEARD = 0.2  # of what the posts around say, from which on they say it


def words(
    out: Outcome, index: int, evident: tuple[Floats, Floats], field: Field, sure: float
) -> list[str]:
    """Return the strongest evidence for a post's place against the runner-up, in words.

    `evident` is the evidence about this post (m + 1, len(FEATURES)), and what it heard from the
    posts around it (m + 1, len(MESSAGES)). A place that is `sure` by less than half has the
    runner-up named last. What is said of other posts holds of where those are put in the end, which
    is more than what was believed of them on the way.
    """
    column = int(out.chosen[index])
    if column and out.scene.filed[index] == column - 1:
        post, name = out.scene.posts[index], out.name(column)
        if post.question is not None:
            return [f"the export files it under {name}"]
        is_asked = out.asks(index, column)
        where = (
            "stands in the thread of" if out.scene.posts[index].reply_to else "goes on by name with"
        )
        return [f"asks {name}" if is_asked else f"it {where} {name}"]
    values, heard = evident
    order = np.argsort(-out.decoded.beliefs[index], kind="stable")
    rival = int(order[1]) if len(order) > 1 and int(order[0]) == column else int(order[0])
    if rival == column:
        return ["the chat has no questions"]
    told = field.told(heard)
    _, among, added = field.weights
    linked = out.decoded.around.linked[index, 0]
    own = (among + linked * added) * (values[column] - values[rival])
    gain = np.concatenate([own, told[column] - told[rival]])
    names = (*evidence.FEATURES, *MESSAGES)
    overruled = _overruled(out, index, column)
    said = [overruled] if overruled else []
    for feature in np.argsort(-gain, kind="stable"):
        if gain[feature] < LEAST_SHOWN or len(said) == SHOWN:
            break
        if feature < len(own):
            phrase = _phrase(out, index, rival, names[feature], values)
        else:
            # the logarithm of what another tells plainly
            loud = names[feature].removesuffix("_log")
            if heard[column, MESSAGES.index(loud)] < LEAST_HEARD:
                continue
            phrase = hearsay.phrase(out, index, column, loud)
        if phrase and phrase not in said:
            said.append(phrase)
    might = f"it might be under {out.name(rival)}"
    if not said:
        return [f"nothing speaks clearly; {might}"]
    return [*said[: SHOWN - 1], might] if sure < EVEN else said


def set_right(post: Post) -> list[str]:
    """Return that the time of a post is not the export's, where it was set right."""
    hours = f"{abs(post.moved) / 60:g} h {'forward' if post.moved > 0 else 'back'}"
    return [f"its time is set {hours}, by the clock of the others"] if post.moved else []


def _overruled(out: Outcome, index: int, column: int) -> str | None:
    """Return that a post carries the label of other questions than the one it is put under."""
    post, numbers = out.scene.posts[index], out.scene.labels_of(index)
    label = post.label
    known = {question.number for question in out.scene.questions}
    if label is None or (column and out.scene.questions[column - 1].number in numbers):
        return None
    named = _labelled(post, label)
    if known.isdisjoint(numbers):
        return f"{named}, but the chat has no {question_name(numbers[0])}"
    return f"{named}, but the rest outweighs it"


def _phrase(out: Outcome, index: int, rival: int, feature: str, values: Floats) -> str | None:
    column = int(out.chosen[index])
    question = out.name(column)
    group, _, detail = feature.partition(".")
    if group == "label":
        if detail == "asks":
            return f"asks {question}"
        return _label_phrase(out, index, values)
    is_told_plainly = detail == "words" or detail.startswith("labels")
    if is_told_plainly and values[column, COLUMN[feature]] <= values[rival, COLUMN[feature]]:
        return None  # of evidence that counts against a place the rival has more: nothing to tell
    if group == "clock" and detail.startswith("labels"):
        return f"answers labelled {question} are posted at that moment"
    if group == "clock":
        return _clock_phrase(out, index, rival, detail)
    if group == "fit" and detail == "words":
        shared = out.shares_words(index, column) if column else None
        return f"shares words with {shared}" if shared and not out.asks(index, column) else None
    if group == "fit":
        return _fit_phrase(out, column, rival, values)
    return _none_phrase(out, index, detail, values) if column == 0 else None


def _label_phrase(out: Outcome, index: int, values: Floats) -> str | None:
    post, column = out.scene.posts[index], int(out.chosen[index])
    label = post.label
    numbers = out.scene.labels_of(index)
    if label is None or not column or out.scene.questions[column - 1].number not in numbers:
        return f"names {out.name(column)}" if values[column, COLUMN["label.named"]] else None
    also = "".join(f" and {post.letter}{number}" for number in label.also)
    return f"{_labelled(post, label)}{also}"


def _labelled(post: Post, label: Label) -> str:
    """Return what the label of a post is; its author may have put it right in the next one."""
    written = unicodedata.normalize("NFKC", post.text[label.start : label.end])
    is_own = str(label.question) in written
    how = "labelled" if is_own else "put right by its author:"
    return f"{how} {post.letter}{label.question}{label.part or ''}"


def _fit_phrase(out: Outcome, column: int, rival: int, values: Floats) -> str | None:
    """Return how well a post fits its question, by meaning; no question is the mean of all."""
    row = sum(
        values[column, COLUMN[name]] - values[rival, COLUMN[name]]
        for name in ("fit.kin", "fit.question")
    )
    if row <= 0:
        return None
    if column == 0:
        return f"does not fit {out.name(rival)}"
    other = out.name(rival) if rival else "the average question"
    return f"fits {out.name(column)} better than {other} by {row:.2f}"


def _clock_phrase(out: Outcome, index: int, rival: int, detail: str) -> str | None:
    scene, column = out.scene, int(out.chosen[index])
    if column == 0:
        return None
    if out.asks(index, column):
        return f"asks {out.name(column)}"
    minute = scene.spoken_to[index]
    asked = [m for m, q in scene.asks if q == column - 1 and m <= minute]
    if not asked:
        return None
    lag = scene.told(minute - asked[-1])
    when = (
        f"right after {out.name(column)}" if lag in NONE_YET else f"{lag} after {out.name(column)}"
    )
    if minute != scene.minutes[index]:
        verb = "quotes" if scene.posts[index].quotes else "answers"
        return f"{verb} what was posted {when}"
    if detail == "not_yet":
        return f"{out.name(rival)} was not asked yet"
    if column - 1 in scene.supposed and scene.has_clock and scene.posts[index].has_time:
        return f"{'' if lag in NONE_YET else 'about '}{when}, which no post of the export asks"
    if scene.has_clock and all(scene.posts[i].has_time for i in (index, *out.asking[column])):
        return when
    is_after = out.asking[column] and out.asking[column][0] < index
    return f"stands after {out.name(column)} in the export" if is_after else None


def _none_phrase(out: Outcome, index: int, detail: str, values: Floats) -> str | None:
    """Return what speaks for no question, as far as it is so."""
    post, session = out.scene.posts[index], int(out.scene.held[index])
    if detail in OF_CLOCK and out.scene.spoken_to[index] != out.scene.minutes[index]:
        return None
    if detail in ("unlabelled", "habit"):
        usual = " where most answers do" if session in out.label_usually else ""
        return f"carries no label{usual}"
    if detail == "repost" and post.set_aside == "empty":
        return "says nothing in words"
    if detail == "logistics" and (found := evidence.LOGISTICS.search(post.said)):
        return f'says "{found[0]}", as words about the chat itself do'
    if detail in ("mention_start", "mention_few") and post.answered:
        return "speaks to somebody"
    if detail == "asks" and values[0, COLUMN["none.asks_first"]]:
        return NONE_PHRASES["asks_first"]
    if detail == "asks_many":
        asked, count = out.asked_by_guests.get(session, (0, 0))
        is_much = values[0, COLUMN["none.asks_many"]] >= MANY_ASK
        talk = f"guests talk among themselves: {asked} of {count} posts ask something of their own"
        return talk if is_much else None
    return NONE_PHRASES.get(detail)


OF_CLOCK = ("before_first", "after_last", "far")  # told of when the post itself was sent
NONE_PHRASES = {
    "before_first": "posted before the first question",
    "after_last": "posted after the chat",
    "greeting": "reads like a greeting",
    "thanks": "says thanks",
    "opener": "only reacts",
    "short": "very short",
    "link": "shares a link",
    "asks": "asks something",
    "repost": "repeats another post",
    "mention_start": "starts with a name",
    "is_host": "the host speaks",
    "asks_first": "asks something of its own",
    "asks_amid": "asks something of its own",
    "mention_few": "starts with a name",
    "far": "posted when no question was open",
}
