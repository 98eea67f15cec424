"""Why a line has its score: what each trait adds or takes away, in words and in points of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline import language
from pipeline.records import SCORE_DIGITS, Reason
from pipeline.score.patterns import ASKED, SERIES
from pipeline.score.sight import Sight
from pipeline.score.traits import TRAITS, Floats, Trait

READS_LIKE = ("reads like lines that editors print", "reads like lines that editors pass over")
START = "where every line starts"
REST = "what it does not have or hold"
OPENS_SO = "opens as what tells what to do"
PARTED = "a comma, a stroke or 'and' in few words"
FAMILIES = tuple(trait.family or trait.name for trait in TRAITS)
Told = tuple[Trait, float, bool]  # with what it adds, and whether the line has less than is usual
LONGEST_QUOTE = 60  # characters of the line in a reason


def tell(
    sight: Sight, values: Floats, usual: Floats, parts: Floats, start: float, score: float,
    least: float = 0.0,
) -> list[Reason]:  # fmt: skip
    """Return all reasons; their values and `start` add up to `score`, but for rounding.

    `values` (TRAITS,) are the traits of the line, `usual` those of the posts that were learned
    from, `parts` (TRAITS + 1,) what each, and last the style, adds to the log odds. The value of a
    reason is its share of the way from `start` to `score`. What a line lacks is one reason. Those
    weaker than `least` are left out.
    """
    way = float(parts.sum())
    points = (score - start) / way if abs(way) > 1e-9 else score * (1 - score)
    families: dict[str, list[Told]] = defaultdict(list)
    rest = 0.0
    for trait, family, value, middle, part in zip(
        TRAITS, FAMILIES, values.tolist(), usual.tolist(), parts[:-1].tolist(), strict=True
    ):
        if value == 0.0:
            rest += part
        else:
            families[family].append((trait, part, value < middle))
    found = []
    for held in families.values():
        total = sum([part for _, part, _ in held])
        # in another language most traits tell nothing, and nothing is told of them
        if not any(part for _, part, _ in held) or abs(round(total * points, SCORE_DIGITS)) < least:
            continue
        trait, _, is_less = _leading(held, total)
        text = _words(trait, sight, adds=total >= 0, less=is_less)
        found.append(_reason(text, total * points))
    meaning = float(parts[-1])
    if meaning:
        found.append(_reason(READS_LIKE[meaning < 0], meaning * points))
    found.append(_reason(REST, rest * points))
    return sorted(found, key=lambda reason: (-reason.value, reason.text))


def _leading(held: Sequence[Told], total: float) -> Told:
    """Return the trait of a family that adds most to its total, or takes most away."""
    if len(held) == 1:
        return held[0]
    sign = (total > 0) - (total < 0)
    return max(held, key=lambda item: item[1] * sign)


def foremost(found: Sequence[Reason], most: int, least: float) -> tuple[Reason, ...]:
    """Return the strongest reasons, `most` for and `most` against, none weaker than `least`."""
    told = [r for r in found if abs(r.value) >= least and r.text not in (START, REST)]
    good = [reason for reason in told if reason.value > 0][:most]
    bad = [reason for reason in told if reason.value < 0][-most:]
    return (*good, *bad)


def _reason(text: str, value: float) -> Reason:
    return Reason(text=text, value=round(value, SCORE_DIGITS))


def _words(trait: Trait, sight: Sight, *, adds: bool, less: bool) -> str:
    said = trait.words(adds=adds, less=less)
    if trait.name == "stands_alone":
        return f"{said}: {'; '.join(sight.leans)}" if less and sight.leans else said
    if trait.name == "sentences":
        return _sentences(said, len(language.sentences(sight.line)) > 1, less)
    own = _without_links(sight)
    if trait.name == "list" and SERIES.search(own) is None:
        return PARTED
    match = trait.shows.search(own) if trait.shows else None
    if match is not None and trait.name == "imperative" and ASKED.match(own, match.end()):
        said = OPENS_SO
    if match is None:
        return f"{said}, in its link" if trait.shows and own != sight.line else said
    quote = " ".join(_whole(own, match).split())
    if any(map(str.isalnum, quote)):
        quote = quote.strip(" .,;:")
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f"{said}: '{quote}'" if quote else said


def _whole(own: str, match: re.Match[str]) -> str:
    """Return what was met from the start of its word: "they're", no "'re"."""
    start = match.start()
    while own[match.start()] in "'’" and start and own[start - 1].isalnum():
        start -= 1
    return own[start : match.end()]


def _without_links(sight: Sight) -> str:
    own = sight.line
    for link in sight.held("url"):
        own = own.replace(link, " ")
    return own


def _sentences(said: str, are_several: bool, less: bool) -> str:
    # the trait counts marks and line ends: "!!!!" is no sentence more, "Why? Do it" is one
    if less:
        return "few marks between sentences" if are_several else said
    return said if are_several else "several marks or line breaks"
