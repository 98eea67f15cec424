"""How a chat itself labels its answers: how many do, when, and in which words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from sys import intern

import numpy as np

from pipeline.cluster.arrays import Bools, Floats, Ints
from pipeline.language import naming
from pipeline.records import Post, Question, number_of

WHOLE = 0.25  # share of labelled posts from which on everybody who answers seems to label
FADE = 4.0  # minutes in which what labelled answers say about the moment fades
DOUBT = 0.5  # labelled answers that stand for "it may be anything"
COMMON = 0.3  # share of posts from which on a word tells nothing
SMOOTH = 0.3  # added to each count of a word
MANY_NUMBERED = 3  # questions that one author names so, from which on a number counts before they
# are asked, too
# "Bonus question! ...", "Q6 (bonus): ..."; "What bonus would you pay?" asks about one
ASKS_BONUS = re.compile(
    r"(?i:^\W*bonus\b|\bbonus(?:\s(?:question|q\d?|round|time|one)\b|\s?[:!)]))|\bBONUS\b"
)
BONUS = re.compile(
    r"\W*(?i:(?:(?:and|my|the|as|for)\s){0,3}bonus(?:\s(?:a|answer|q|question|round))?\s*[:–—-])"
    r"|\W*BONUS\s"
)
WORD = re.compile(r"#?[a-z][a-z']{2,}")
NOISE = re.compile(r"https?://\S+|@\w+")


def labelling(posts: Sequence[Post], held: Ints) -> Floats:
    """Return for each post (n,) in [0, 1] how much its session labels its answers."""
    labelled = np.array([post.is_labelled_answer for post in posts], dtype=bool)
    habit = np.zeros(len(posts))
    for session in np.unique(held):
        inside = held == session
        habit[inside] = min(1.0, labelled[inside].mean() / WHOLE)
    return habit


def numbered(
    posts: Sequence[Post], minutes: Floats, held: Ints, since: Mapping[int, float]
) -> dict[int, int]:
    """Return the question that each post names in front ("4. ability to code", "For 4: ..."), by
    its place; `since` tells at which minute each question was asked, -inf where nothing does.

    A part of a thread, a list, and words to somebody by name name none.
    """
    found: dict[int, int] = {}
    by_author: dict[tuple[str, int], set[int]] = defaultdict(set)
    for index, post in enumerate(posts):
        name = None if post.label or post.thread else naming.question(post.said, 0, len(post.said))
        if name is None or post.starts_with_name:
            continue
        number = number_of(name[0], int(held[index]))
        if number in since:
            found[index] = number
            by_author[post.handle.casefold(), int(held[index])].add(number)
    return {
        index: number
        for index, number in found.items()
        if since[number] <= minutes[index]
        or len(by_author[posts[index].handle.casefold(), int(held[index])]) >= MANY_NUMBERED
    }


def bonus(
    posts: Sequence[Post], questions: Sequence[Question], place: Mapping[str, int]
) -> dict[int, int]:
    """Return the number of the one question that is asked as a bonus for each post that names it
    so in front ("Bonus: ...", "And the bonus answer: ..."), by its place."""
    asked = [
        (at, question.number)
        for question in questions
        if (at := place.get(question.post_id or "")) is not None
        if ASKS_BONUS.search(posts[at].said)
    ]
    if len(asked) != 1:
        return {}
    since, number = asked[0]
    later = enumerate(posts[since + 1 :], since + 1)
    return {at: number for at, post in later if post.label is None and BONUS.match(post.said)}


def without_bonus(said: str) -> str:
    """Return what a post says behind the words that name a bonus question, if it begins so."""
    name = BONUS.match(said)
    return said[name.end() :] if name else said


def moments(minutes: Floats, own: Ints, count: int) -> Floats:
    """Return what the labelled answers around a post answer (n, m), its own label left out.

    `own` (n,) is the question that each labelled answer names, -1 for other posts.
    """
    near = np.zeros((len(minutes), count))
    for order in (range(len(minutes)), range(len(minutes) - 1, -1, -1)):
        held, last = np.zeros(count), None
        for index in order:
            if last is not None:
                held *= np.exp(-abs(minutes[index] - minutes[last]) / FADE)
            near[index] += held
            if own[index] >= 0:
                held[own[index]] += 1
            last = index
    shares: Floats = near / (DOUBT + near.sum(axis=1, keepdims=True))
    return shares


def words(text: str) -> frozenset[str]:
    """Return the words of a text, handles and links aside."""
    return frozenset(intern(word) for word in WORD.findall(NOISE.sub("", text.casefold())))


def wording(
    posts: Sequence[Post], questions: Sequence[Question], own: Ints, is_open: Bools
) -> Floats:
    """Return how much a post's words speak for each question (n, m), by the words of the questions
    and of the labelled answers, the post's own left out: naive Bayes, centred for each post."""
    used = [tuple(sorted(words(post.said))) for post in posts]
    held = Counter(word for own_words in used for word in own_words)
    counts: dict[str, Floats] = defaultdict(lambda: np.zeros(len(questions)))
    total = np.ones(len(questions))
    for column, question in enumerate(questions):
        for word in set(WORD.findall(question.text.casefold())):
            counts[word][column] += 1
    for index in np.flatnonzero(own >= 0).tolist():
        total[own[index]] += 1
        for word in used[index]:
            counts[word][own[index]] += 1
    values = np.zeros((len(posts), len(questions)))
    for index, own_words in enumerate(used):
        columns = np.flatnonzero(is_open[index])
        if len(columns) < 2:
            continue
        row = np.zeros(len(columns))
        whole = total.copy()
        whole[own[index]] -= own[index] >= 0
        for word in own_words:
            if word not in counts or held[word] > COMMON * len(posts):
                continue
            seen = counts[word].copy()
            seen[own[index]] -= own[index] >= 0
            logs = np.log((seen[columns] + SMOOTH) / (whole[columns] + 6 * SMOOTH))
            row += logs - logs.mean()
        values[index, columns] = np.round(row / (1 + 0.15 * len(own_words)), 6)
    return values
