"""The sections of a recap: a question, what people said to it, and the lines to quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline import language, searchwords
from pipeline.recap import choice, foreign, plain
from pipeline.recap.material import Material
from pipeline.recap.overlaps import once
from pipeline.recap.plain import count
from pipeline.recap.view import Prompt, Section, Voices, question_heading
from pipeline.records import Line, Pick, Role, Theme
from pipeline.settings import RecapSettings

FEWEST = 4  # words of an example; fewer say no more than the words that name its theme
# chance that an editor prints an example: in seven runs "I am a newbie", "Great scenario to embed"
# and their like were below, and no example that says what its theme is about
WORTH = 0.05
# voices of a theme that no line shows: of 28 of two, 17 were small talk ("rats")
FEWEST_UNSHOWN = 3
# of the chance of the best example: from there on one that says what the theme is called goes
# first. One reader of the 35 examples that this changed in 17 chats: 28 better, 2 worse
NAMED = 0.5
# letters of a word that all its forms begin with, at least, and of its ending at most
SHORTEST, ENDING = 4, 3

HEADINGS: dict[Role, str] = {
    "guest": "From the guest",
    "community": "From the community",
    "host": "From the host",
}


def of_chat(material: Material, settings: RecapSettings, short: int) -> list[Section]:
    """Return a section for every question in order, then one for what no question asked for."""
    picks: dict[int | None, list[Pick]] = defaultdict(list)
    for pick in sorted(material.picks, key=lambda pick: pick.rank):
        picks[pick.question].append(pick)
    themes: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in material.themes:
        themes[theme.question].append(theme)
    texts = {q.number: plain.one_line(q.text) or None for q in material.questions}
    fitting = _fitting(material, short)
    numbers: list[int | None] = [*material.numbers()]
    if picks[None]:
        numbers.append(None)
    return [
        Section(
            number=number,
            heading=_heading(number, texts, material),
            text=texts.get(number) if number is not None else None,
            prompts=tuple(_prompts(themes[number], picks[number], fitting, material, settings)),
            voices=tuple(_voices(picks[number], material)),
            answers=len(material.answers_to.get(number, ())),
            note=_note(number, picks[number], material),
        )
        for number in numbers
    ]


def _heading(number: int | None, texts: dict[int, str | None], material: Material) -> str:
    if number is None and not material.questions:
        return "What was said"
    text = texts.get(number) if number is not None else None
    return question_heading(number, text, is_segment=material.is_segmented)


def _note(number: int | None, picks: Sequence[Pick], material: Material) -> str | None:
    if number is None:
        if material.questions:
            return None
        return "No numbered questions were found in this chat: these are its best lines."
    if picks:
        return None
    answers = len(material.answers_to.get(number, ()))
    if not answers:
        return "No answer was placed under this question."
    editors = number in material.emptied
    why = "The editors took out what was picked" if editors else "No line reached the bar"
    return f"{why}; {count(answers, 'answer')} {_was(answers)} read."


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _fitting(material: Material, short: int) -> dict[str | None, list[Line]]:
    """Return the lines that fit into a prompt by theme: short, a few words at least, no address,
    none that would turn the credit behind it, none that asks somebody by name or names the chat
    ("a mistake in #SlowGrowthChat"), and none of a post that is quoted anywhere else.
    """
    tag = (material.chat.hashtag or "").casefold()
    quoted = {post_id for pick in (*material.picks, *material.tops) for post_id in pick.post_ids}
    fitting: dict[str | None, list[Line]] = defaultdict(list)
    for line in material.lines:
        is_short = len(line.said) < short and "\n" not in line.said
        is_told = len(line.said.split()) >= FEWEST and "://" not in line.said
        is_straight = not plain.turns_what_follows(line.said)
        asks_one = language.asks(line.said) and bool(material.by_id[line.post_id].addressed)
        names_chat = bool(tag) and tag in line.said.casefold()
        is_fit = is_short and is_told and is_straight and not (asks_one or names_chat)
        if is_fit and quoted.isdisjoint(line.post_ids):
            fitting[line.theme].append(line)
    return fitting


def _prompts(
    themes: Sequence[Theme],
    picks: Sequence[Pick],
    fitting: Mapping[str | None, Sequence[Line]],
    material: Material,
    settings: RecapSettings,
) -> list[Prompt]:
    unread = set() if foreign.is_chat(material) else foreign.posts(material)
    heard = [
        theme
        for theme in themes
        if theme.voices >= settings.theme_voices
        and 2 * len(unread.intersection(theme.post_ids)) <= len(theme.post_ids)
    ]
    heard.sort(key=lambda theme: (-theme.voices, theme.id))
    prompts = []
    for theme in heard:
        words = tuple(plain.one_line(word) for word in theme.keywords)
        sound = [line for line in fitting.get(theme.id, ()) if line.is_sound]
        best = _example(sound, WORTH)
        if best is not None:
            named = [line for line in sound if _says(line, theme.keywords)]
            best = _example(named, max(WORTH, NAMED * best.score)) or best
        making = [pick for pick in picks if not set(theme.post_ids).isdisjoint(pick.post_ids)]
        is_worded = bool(words) and theme.voices >= FEWEST_UNSHOWN
        if best or making or is_worded:
            example = choice.printed(material, best) if best else None
            quoted = dict.fromkeys(choice.printed(material, pick).at for pick in making)
            prompts.append(Prompt(theme.id, words, theme.voices, example, tuple(quoted)))
    return prompts[: settings.themes]


def _says(line: Line, keywords: Sequence[str]) -> bool:
    """Return whether a line has a keyword of its theme, all words of it, in any form."""
    said = searchwords.words(line.said)
    return any(
        all(any(_is_form(each, word) for each in said) for word in searchwords.words(keyword))
        for keyword in keywords
    )


def _is_form(one: str, other: str) -> bool:
    return one == other or one.startswith(other[: max(SHORTEST, len(other) - ENDING)])


def _example(lines: Sequence[Line], least: float) -> Line | None:
    """Return the best line, or what of its post stands better alone, None where all are weak."""
    best = min(lines, key=choice.best_first, default=None)
    if best is None or best.score < least:
        return None
    same = [line for line in lines if line.post_ids == best.post_ids]
    return min(same, key=lambda line: (-line.score * line.stands_alone, choice.best_first(line)))


def _from_all(heading: str, picks: Sequence[Pick]) -> str:
    """Return the heading, that of guests or hosts in the plural where several are quoted."""
    are_several = len({pick.handle.casefold() for pick in picks}) > 1
    return f"{heading}s" if are_several and picks[0].role != "community" else heading


def _voices(picks: Sequence[Pick], material: Material) -> list[Voices]:
    found = []
    for role, heading in HEADINGS.items():
        own = [pick for pick in picks if pick.role == role]
        if own:
            found.append(
                Voices(
                    role,
                    _from_all(heading, own),
                    quotes=tuple(choice.printed(material, pick) for pick in own),
                    listed=tuple(
                        choice.printed(material, pick) for pick in once(own, material.by_id)
                    ),
                )
            )
    return found
