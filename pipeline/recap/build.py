"""From the records to the recap that the templates print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.recap import choice, links, plain, uncertain
from pipeline.recap.material import Material
from pipeline.recap.plain import count
from pipeline.recap.quotes import Quote
from pipeline.recap.view import Credit, Prompt, Recap, Section, Voices
from pipeline.records import Pick, Role, Theme
from pipeline.settings import RecapSettings

HEADINGS: dict[Role, str] = {
    "guest": "From the guest",
    "community": "From the community",
    "host": "From the host",
}
FEW_KEYWORDS = 2  # fewer words name no point: the theme's most typical post speaks instead


def recap(material: Material, settings: RecapSettings) -> Recap:
    """Return everything that the recap says, in its order."""
    shorts = choice.short(material, settings)
    hashtag = plain.one_line(material.chat.hashtag or "") or None
    return Recap(
        title=title(material),
        facts=tuple(_facts(material, hashtag)),
        hashtag=hashtag,
        sections=tuple(_sections(material, settings)),
        takeaway=choice.takeaway(material, shorts, settings),
        top=choice.top(material, settings),
        short=shorts,
        links=tuple(links.shared(material.posts)),
        people=tuple(_credits(material)),
        counts=tuple(_counts(material)),
        uncertain=tuple(uncertain.sentences(material)),
        why_none=why_none(material),
    )


def title(material: Material) -> str:
    """Return the chat's title, else one made of its hashtag and day, else of its name."""
    chat = material.chat
    if chat.title and plain.one_line(chat.title):
        return plain.one_line(chat.title)
    name = plain.one_line(chat.hashtag or chat.chat)
    day = plain.day_in_words(_day(material))
    return f"Recap of {name}, {day}" if day else f"Recap of {name}"


def why_none(material: Material) -> str | None:
    """Return why there is no line to print, None when there is one."""
    if material.picks:
        return None
    total = len(material.posts)
    if not total:
        return "There is no recap: the export holds no post."
    reposts = sum(fate.reason == "repost" for fate in material.fates)
    if reposts == total:
        return f"There is no recap: {_all_of(total, 'post')} passes on somebody else's words."
    if all(fate.name == "set aside" for fate in material.fates):
        return f"There is no recap: {_all_of(total, 'post')} was set aside (see the end)."
    return "There is no line to print: none that was found reached the bar."


def _all_of(total: int, noun: str) -> str:
    return f"its only {noun}" if total == 1 else f"every one of its {total:,} {noun}s"


def _day(material: Material) -> str | None:
    if material.chat.date:
        return material.chat.date
    asked = [question.asked_at for question in material.questions if question.asked_at]
    days = Counter(post.day for post in material.posts if post.day)
    if asked:
        return min(asked)[: len("2024-05-14")]
    return min(days, key=lambda day: (-days[day], day)) if days else None


def _facts(material: Material, hashtag: str | None) -> list[tuple[str, str]]:
    names = {person.handle.casefold(): person for person in material.people}

    def people(role: Role, given: Sequence[str]) -> str:
        found = [person.handle for person in material.people if person.role == role]
        shown = []
        for handle in found or given:
            person = names.get(handle.casefold())
            name = plain.one_line(person.name or "") if person else ""
            shown.append(f"{name} (@{plain.one_line(handle)})".strip() if name
                         else f"@{plain.one_line(handle)}")  # fmt: skip
        return plain.listed(shown)

    size = ", ".join(
        [
            *([count(len(material.questions), "question")] if material.questions else []),
            count(len({post.handle.casefold() for post in material.posts}), "person", "people"),
            count(len(material.posts), "post"),
        ]
    )
    facts = [
        ("Guest", people("guest", material.chat.guest)),
        ("Host", people("host", material.chat.host)),
        ("Topic", plain.one_line(material.chat.title or "")),
        ("Date", plain.day_in_words(_day(material)) or ""),
        ("Hashtag", hashtag or ""),
        ("Format", size),
    ]
    return [(label, value) for label, value in facts if value]


def _sections(material: Material, settings: RecapSettings) -> list[Section]:
    picks: dict[int | None, list[Pick]] = defaultdict(list)
    for pick in sorted(material.picks, key=lambda pick: pick.rank):
        picks[pick.question].append(pick)
    themes: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in material.themes:
        themes[theme.question].append(theme)
    texts = {q.number: plain.one_line(q.text) or None for q in material.questions}
    numbers: list[int | None] = [*material.numbers()]
    if picks[None]:
        numbers.append(None)
    return [
        Section(
            number=number,
            text=texts.get(number) if number is not None else None,
            prompts=tuple(_prompts(themes[number], material, settings)),
            voices=tuple(_voices([(p.role, choice.printed(material, p)) for p in picks[number]])),
            answers=len(material.answers_to.get(number, ())),
            note=_note(number, picks[number], material),
        )
        for number in numbers
    ]


def _note(number: int | None, picks: Sequence[Pick], material: Material) -> str | None:
    if number is None:
        if material.questions:
            return None
        return "No numbered questions were found in this chat: these are its best lines."
    if picks:
        return None
    answers = len(material.answers_to.get(number, ()))
    if not answers:
        return "No answer to this question was found in the export."
    return f"No line reached the bar; {count(answers, 'answer')} {_was(answers)} read."


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _prompts(themes: Sequence[Theme], material: Material, settings: RecapSettings) -> list[Prompt]:
    heard = [theme for theme in themes if theme.voices >= settings.theme_voices]
    heard.sort(key=lambda theme: (-theme.voices, theme.id))
    prompts = []
    for theme in heard[: settings.themes]:
        words = tuple(plain.one_line(word) for word in theme.keywords)
        example = None
        if len(words) < FEW_KEYWORDS:
            own = [line for line in material.lines if line.post_id == theme.medoid]
            fitting = [x for x in own if len(x.text) < settings.short and "\n" not in x.text]
            best = max(fitting, key=lambda line: (line.score, -line.start), default=None)
            example = choice.printed(material, best) if best else None
        if words or example:
            prompts.append(Prompt(words, theme.voices, example))
    return prompts


def _voices(quotes: Sequence[tuple[Role, Quote]]) -> list[Voices]:
    found = []
    for role, heading in HEADINGS.items():
        own = tuple(quote for by, quote in quotes if by == role)
        if own:
            found.append(Voices(role, heading, own))
    return found


def _credits(material: Material) -> list[Credit]:
    picked = Counter(pick.handle.casefold() for pick in material.picks)
    order: dict[Role, int] = {"guest": 0, "host": 1, "community": 2}
    people = sorted(
        material.people, key=lambda p: (order[p.role], -p.answers, -p.posts, p.handle.casefold())
    )
    return [
        Credit(
            handle=plain.one_line(person.handle),
            name=plain.one_line(person.name or "") or None,
            role=person.role,
            posts=person.posts,
            answers=person.answers,
            picks=picked[person.handle.casefold()],
        )
        for person in people
    ]


def _counts(material: Material) -> list[str]:
    kinds = Counter(answer.kind for answer in material.placed.values())
    people = {post.handle.casefold() for post in material.posts}
    quoted = {pick.handle.casefold() for pick in material.picks}
    return [
        f"{count(len(material.posts), 'post')} by {count(len(people), 'person', 'people')}",
        f"{count(kinds['answer'], 'answer')} and {count(kinds['reply'], 'reply', 'replies')}"
        + (f" to {count(len(material.questions), 'question')}" if material.questions else ""),
        f"{count(len(material.lines), 'line')} worth a look, {count(len(material.picks), 'pick')} "
        f"by {count(len(quoted), 'person', 'people')}",
    ]
