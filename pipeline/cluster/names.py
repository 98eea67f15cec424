"""The words that name a theme: those that set its texts apart from the other themes' texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.cluster.chatter import FILLERS, FOREIGN, GENERAL, stop_words
from pipeline.cluster.lexicon import (
    LABEL,
    SHORTEST,
    UNKNOWN,
    Lexicon,
    is_named,
    stem_of,
    tokens,
    words,
)
from pipeline.cluster.linkage import Labels

DENIED = re.compile(r"n't(?:'\w+)?$")  # shouldn't, ain't: such a word is always a helping verb
LAUGHTER = re.compile(
    r"(?:b|a|mw?)?(?:(?:[hj]+a+){2,}|(?:[hj]+e+){2,}|(?:[hj]+i+){2,})[hj]*|"
    r"h+[oi]+(?:h+[oi]+)+|lo(?:lo)*l+z*|lma+o+"
)
ROOT = 4  # letters from which "grow" in a question or a name also bars "growth", and back
VAGUE = 0.4  # of its weight counts for a word that fits almost any theme
FEW = 3  # words shown, if no telling word is in two posts: then those of single posts
PAIRED = 0.5  # of a word's uses stand beside the other: then the two are shown as one name
# log of how much more a word weighs that means what its theme does; docs/trials/themes.md
MEANT = 4.0
MEASURED = 12  # words of a theme whose meaning is asked for; settings let no more name it

# what words mean: of each (n,) how near it lies to each theme (m,), in [-1, 1]
Nearness = Callable[[Sequence[str]], npt.NDArray[np.floating]]


def name(
    texts: Sequence[str],
    labels: Labels,
    question: str,
    count: int,
    lexicon: Lexicon = UNKNOWN,
    near: Nearness | None = None,
    languages: Sequence[str | None] = (),
) -> list[tuple[str, ...]]:
    """Return at most `count` words that set each theme apart from the others, best first.

    Stop words (those of the `languages` of texts, too), laughter, words of the question and barred
    ones name nothing. Forms of one word are counted together and shown as the commonest, as the
    `lexicon` spells it; two words that mostly stand side by side are one name. With `near`, words
    that mean what the theme does weigh more. Each text counts once.

    Source: class-based TF-IDF, Grootendorst 2022 (BERTopic), equation 2.
    """
    mute = stop_words() | FILLERS | lexicon.barred
    asked = tuple(stem_of(word.casefold()) for word in words(question))
    own = languages or ["en"] * len(texts)
    mutes = {each: mute | stop_words(each) for each in set(own)}
    spoken = [list(_terms(text, mutes[each], asked)) for text, each in zip(texts, own, strict=True)]
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
    forms = {stem: _form(spellings, lexicon) for stem, spellings in shown.items()}
    weighed = [
        _weights(groups[label], totals, usual)
        for label in range(int(labels.max()) + 1 if len(labels) else 0)
    ]
    if near is not None:
        _lean(weighed, groups, forms, near)
    return [
        tuple(forms[stem] for stem in _best(groups[label], weights, count))
        for label, weights in enumerate(weighed)
    ]


def _terms(text: str, mute: Collection[str], asked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (stem, form) of every telling word, and of every two of them side by side."""
    kept: list[tuple[str, str] | None] = []
    for token in tokens(text):
        head, _, tail = token.partition("'")
        if tail and f"{head.casefold()}'" in mute:  # "l'erreur" is "erreur"
            token = tail
            kept.append(None)
        lower = token.casefold()
        stem = stem_of(lower)
        short = len(token) < SHORTEST and not (len(token) == 2 and token.isupper())
        # as spelled: "wiring" is no "wir", and capitals (DES, ILS) no small words
        is_foreign = lower in FOREIGN and not token.isupper()
        is_mute = short or is_foreign or lower in mute or stem in mute or not token[0].isalpha()
        is_noise = any((LABEL.fullmatch(lower), LAUGHTER.fullmatch(lower), DENIED.search(lower)))
        kept.append(None if is_mute or is_noise or _is_akin(stem, asked) else (stem, token))
    yield from filter(None, kept)
    for one, other in pairwise(kept):
        if one and other and one[0] != other[0]:
            yield f"{one[0]} {other[0]}", f"{one[1]} {other[1]}"


def _weights(inside: Counter[str], totals: Counter[str], usual: float) -> dict[str, float]:
    """Return how well each word tells a theme, the best first; of two words, where they are one."""
    weights = {
        stem: times * float(np.log1p(usual / totals[stem])) * (VAGUE if _is_vague(stem) else 1)
        for stem, times in inside.items()
        if " " not in stem or (times > 1 and _is_fixed(stem, inside))
    }
    return _ordered(weights)


def _ordered(weights: Mapping[str, float]) -> dict[str, float]:
    order = sorted(weights, key=lambda stem: (-round(weights[stem], 6), -len(stem), stem))
    return {stem: weights[stem] for stem in order}


def _lean(
    weighed: list[dict[str, float]],
    groups: Mapping[int, Counter[str]],
    forms: Mapping[str, str],
    near: Nearness,
) -> None:
    """Keep the MEASURED best words of each theme, those of several posts before those of one, and
    weigh them, and any two of them side by side, anew by how near they lie to what it means."""
    asked = []
    for label, weights in enumerate(weighed):
        single = {stem for stem in weights if groups[label][stem] == 1}
        best = sorted(weights, key=single.__contains__)[:MEASURED]
        phrases = _phrases(best, weights, groups[label])
        weights |= phrases
        asked.append([*best, *phrases])
    known = sorted({forms[stem] for stems in asked for stem in stems})
    if not known:
        return
    place = {form: row for row, form in enumerate(known)}
    nearness = near(known)
    for label, stems in enumerate(asked):
        meant = {
            stem: weighed[label][stem] * float(np.exp(MEANT * nearness[place[forms[stem]], label]))
            for stem in stems
        }
        weighed[label] = _ordered(meant)


def _phrases(
    best: Sequence[str], weights: Mapping[str, float], inside: Counter[str]
) -> dict[str, float]:
    """Return what two telling words make that stand side by side; it weighs as its rarer one."""
    telling = {stem for stem in best if not _is_vague(stem)}
    return {
        pair: times * max(weights[stem] / inside[stem] for stem in pair.split())
        for pair, times in inside.items()
        if pair not in weights and " " in pair and telling.issuperset(pair.split())
    }


def _best(inside: Counter[str], weights: Mapping[str, float], count: int) -> list[str]:
    shared = [stem for stem in weights if inside[stem] > 1]
    pairs = {stem for stem in shared if " " in stem and _is_fixed(stem, inside)}
    if not all(_is_vague(stem) for stem in shared):
        return _without_overlap(shared, pairs)[:count]
    single = [stem for stem in weights if inside[stem] == 1]
    return _without_overlap(shared + single, pairs)[: min(count, FEW)]


def _without_overlap(order: Sequence[str], pairs: Collection[str]) -> list[str]:
    best: list[str] = []
    for stem in order:
        taken = [part for other in best for part in other.split()]
        fixed = next((pair for pair in sorted(pairs) if stem in pair.split()), stem)
        if not any(_is_akin(part, taken) for part in fixed.split()):
            best.append(fixed)
    return best


def _is_vague(stem: str) -> bool:
    return all(part in GENERAL_STEMS or part.endswith("ly") for part in stem.split())


def _is_akin(stem: str, others: Sequence[str]) -> bool:
    if len(stem) < ROOT:
        return stem in others
    return any(
        stem == word or (len(word) >= ROOT and (stem.startswith(word) or word.startswith(stem)))
        for word in others
    )


def _is_fixed(pair: str, inside: Counter[str]) -> bool:
    return inside[pair] >= PAIRED * max(inside[stem] for stem in pair.split())


def _form(forms: Counter[str], lexicon: Lexicon) -> str:
    """Return the commonest spelling; capitals stay only where most uses have two of them, and are
    no shout, and at the start of names.
    """
    folded: Counter[str] = Counter()
    for form, times in forms.items():
        folded[form.casefold()] += times
    best = min(folded, key=lambda form: (-folded[form], len(form), form))
    spelled = {form: times for form, times in forms.items() if form.casefold() == best}
    usual = min(spelled, key=lambda form: (-spelled[form], form))
    if " " in usual and all(map(is_named, usual.split())) and not usual.isupper():
        return usual
    return " ".join(_shown(word, lexicon) for word in usual.split())


def _shown(word: str, lexicon: Lexicon) -> str:
    lower = word.casefold()
    is_shout = word.isupper() and lower in lexicon.shouted
    if sum(letter.isupper() for letter in word) > 1 and not is_shout:
        return word
    return word.capitalize() if lower in lexicon.proper else word.lower()  # "Süß" is no "süss"


GENERAL_STEMS = frozenset(map(stem_of, GENERAL))
