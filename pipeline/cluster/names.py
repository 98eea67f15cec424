"""The words that name a theme: those that set its texts apart from the other themes' texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from pipeline.cluster.linkage import Labels
from pipeline.language.words import words as word_set

SKIPPED = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+|@\w+|&\w+;")
WORD = re.compile(r"#?[^\W\d_](?:[\w'’-]*[^\W_])?|[.,;:!?…()]|\n")
SHORTEST = 3  # letters of a word that names anything, capitals (AI, VR) excepted
ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))
PAIRED = 0.5  # of a word's uses stand beside the other: then the two are shown as one name

# say that somebody talks, not what about
FILLERS = word_set(
    "able absolutely actually agree agreed also always amp answer anyone anything aren't bit "
    "can't cant chat come cos couldn't definitely did didn't does doesn't doing don't dont "
    "especially etc ever everyone feel folks forward gets getting give gives giving gone "
    "gonna good got gotta great guess hadn't haha hasn't haven't having hello hey hmm i'd "
    "i'll i'm i've im imo isn't it'd it'll it's its ive just kind know let let's lets like "
    "lol look looking lot lots love make makes making many maybe mean need needs new nice oh "
    "ok okay one ones particularly people perhaps please point probably put question quite "
    "rather read really right said say saying says see seems shouldn't simply sometimes sort "
    "stuff sure take takes tell thank thanks that's thats there's they'll they're they've "
    "thing things think thinking tho though thought til till times totally tried try trying "
    "tweet tweets use used useful uses using usually very want wanted wants wasn't way ways "
    "we'd we'll we're we've well went weren't what's when who's why will wish won't work "
    "works would wouldn't wow yeah yep yes yet you'd you'll you're you've"
)


def name(
    texts: Sequence[str],
    labels: Labels,
    question: str,
    count: int,
    barred: Collection[str] = (),
) -> list[tuple[str, ...]]:
    """Return at most `count` words that set each theme apart from the others, best first.

    Stop words, words of the question and `barred` ones (the chat's own hashtag) name nothing.
    Forms of one word are counted together and shown as the commonest; two words that mostly stand
    side by side are shown as one name. Each text counts once.

    Source: class-based TF-IDF, Grootendorst 2022 (BERTopic), equation 2.
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    mute = ENGLISH_STOP_WORDS | FILLERS | {word.casefold().lstrip("#") for word in barred}
    asked = {_stem(word.casefold()) for word in words(question)}
    spoken = [list(_terms(text, mute, asked)) for text in texts]
    totals: Counter[str] = Counter()
    groups: dict[int, Counter[str]] = defaultdict(Counter)
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for terms, label in zip(spoken, labels.tolist(), strict=True):
        for stem, form in terms:
            shown[stem][form] += 1
        stems = {stem for stem, _ in terms}
        groups[label].update(stems)
        totals.update(stems)
    usual = sum(totals.values()) / max(1, len(groups))
    return [
        tuple(_form(shown[stem]) for stem in _best(groups[label], totals, usual, count))
        for label in range(int(labels.max()) + 1 if len(labels) else 0)
    ]


def words(text: str) -> Iterator[str]:
    """Yield the words of a text as written, without links, handles and marks."""
    for token in _tokens(text):
        if token[0].isalpha():
            yield token


def _tokens(text: str) -> Iterator[str]:
    for match in WORD.finditer(SKIPPED.sub(" . ", text)):
        yield match.group().lstrip("#").replace("’", "'").removesuffix("'s")


def _terms(text: str, mute: Collection[str], asked: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (stem, form) of every telling word, and of every two of them side by side."""
    kept: list[tuple[str, str] | None] = []
    for token in _tokens(text):
        lower = token.casefold()
        stem = _stem(lower)
        short = len(token) < SHORTEST and not (len(token) == 2 and token.isupper())
        is_mute = short or lower in mute or stem in mute or not token[0].isalpha()
        kept.append(None if is_mute or stem in asked else (stem, token))
    for term in kept:
        if term:
            yield term
    for one, other in pairwise(kept):
        if one and other:
            yield f"{one[0]} {other[0]}", f"{one[1]} {other[1]}"


def _best(inside: Counter[str], totals: Counter[str], usual: float, count: int) -> Iterable[str]:
    repeated = 2 if any(times > 1 for times in inside.values()) else 1
    single = {stem for stem in inside if " " not in stem and inside[stem] >= repeated}
    pairs = {stem for stem in inside if " " in stem and inside[stem] >= max(2, repeated)}
    pairs = {pair for pair in pairs if _is_fixed(pair, inside)}
    weights = {
        stem: inside[stem] * float(np.log1p(usual / totals[stem])) for stem in single | pairs
    }
    best: list[str] = []
    for stem in sorted(weights, key=lambda stem: (-round(weights[stem], 6), stem)):
        taken = {part for other in best for part in other.split()}
        fixed = next((pair for pair in sorted(pairs) if stem in pair.split()), stem)
        if not taken & set(fixed.split()):
            best.append(fixed)
        if len(best) == count:
            break
    return best


def _is_fixed(pair: str, inside: Counter[str]) -> bool:
    return inside[pair] >= PAIRED * max(inside[stem] for stem in pair.split())


def _form(forms: Counter[str]) -> str:
    """Return the commonest spelling; capitals stay only where most uses have two of them."""
    folded: Counter[str] = Counter()
    for form, times in forms.items():
        folded[form.casefold()] += times
    best = min(folded, key=lambda form: (-folded[form], len(form), form))
    spelled = {form: times for form, times in forms.items() if form.casefold() == best}
    usual = min(spelled, key=lambda form: (-spelled[form], form))
    return " ".join(
        word if sum(letter.isupper() for letter in word) > 1 else word.casefold()
        for word in usual.split()
    )


def _stem(word: str) -> str:
    """Return the word without the endings of number and tense; crude, and never shown."""
    for ending, put in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("es", "e"),
        ("s", ""),
    ):
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            rest = word[: -len(ending)] + put
            if len(rest) >= SHORTEST:
                word = rest[:-1] if len(rest) > SHORTEST and rest[-1] == rest[-2] else rest
                break
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST else word
