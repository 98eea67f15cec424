"""What is missing or uncertain, in sentences for the writer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline import tongues
from pipeline.recap import days, fates, foreign, plain
from pipeline.recap.credit import at
from pipeline.recap.material import Material
from pipeline.recap.plain import count
from pipeline.records import (
    ASKS_MORE,
    OUTSIDE,
    SAID_BY,
    Line,
    Pick,
    Post,
    asks_of_before,
    hashtags,
    is_phone_number,
    own_number,
)
from pipeline.records.lines import NUMBERED, flagged

LOW_VOLUME = 10  # answers in a whole chat: below, any "what people said" rests on too few
NAMED = 5  # posts that are named one by one
MEMBERS_ONLY = "https://discord.com/channels/"
WARNED = "its author put it behind a content warning:"
EVEN = 0.5  # confidence of a placement below which another place is as likely

WORDS: dict[str, str] = {
    "truncated": "cut off in the export, so never quoted",
    "private": "private, so never quoted",
    "disputed author": "word for word the same under several names, so never quoted",
    "other language": "in another language than the chat, so judged with less certainty",
    **{reason: f"{words}, so never picked" for reason, words in OUTSIDE.items()},
}


def sentences(material: Material) -> list[str]:
    """Return what a writer should know before relying on the recap, gravest first."""
    return [*_about_posts(material), *_about_lines(material), *_about_questions(material),
            *_about_people(material), *_about_chat(material)]  # fmt: skip


def _about_posts(material: Material) -> Iterator[str]:
    total = len(material.posts)
    reasons = fates.set_aside(material.fates)
    if reasons:
        aside = sum(reasons.values())
        yield f"Set aside {aside:,} of {count(total, 'post')}: {fates.told(reasons)}."
    for reason, words in WORDS.items():
        if reasons.get(reason):
            verb = "is" if reasons[reason] == 1 else "are"
            yield f"{count(reasons[reason], 'post')} {verb} {words}."
    if days.is_spread(material):
        yield (
            f"The posts are spread over {count(days.number(material), 'day')}: if these are "
            "several chats, make a recap of each."
        )
    cut = [
        post
        for post, fate in zip(material.posts, material.fates, strict=True)
        if post.is_truncated and fate.name in ("picked", "shortlisted")
    ]
    if cut:
        where = ", ".join(_named(post, material) for post in cut[:NAMED])
        more = f" and {len(cut) - NAMED:,} more" if len(cut) > NAMED else ""
        yield (
            f"{count(len(cut), 'post')} with a line may have been cut off by the export: check "
            f"before quoting ({where}{more})."
        )
    if total and not any(post.time for post in material.posts):
        yield "No post has a day and a time: answers are placed by their order in the export."


def _named(post: Post, material: Material) -> str:
    """Return the address of a post, or what else it is known by."""
    by = plain.one_line(material.at(post))
    return plain.safe_url(post.url) or f"post {plain.one_line(post.id)} by {by}"


def _about_lines(material: Material) -> Iterator[str]:
    yield from _about_languages(material)
    bare = sum(plain.safe_url(pick.url) is None for pick in material.picks)
    if bare:
        which = f"{bare:,} of {len(material.picks):,} printed lines have"
        which = "The printed lines have" if bare == len(material.picks) else which
        yield f"{which} no link to their posts: none was found in the export."
    closed = sum((pick.url or "").startswith(MEMBERS_ONLY) for pick in material.picks)
    if closed:
        links = "link of a printed line opens" if closed == 1 else "links of printed lines open"
        yield f"{closed:,} {links} for members of the Discord server alone."
    answered = map(material.answered, material.picks)
    answering = sum(one is not None and one.post is not None for one in answered)
    if answering:
        what = "line answers" if answering == 1 else "lines answer"
        yield (
            f"{answering:,} printed {what} somebody: below the recap, recap.html says whom, and "
            "what was said."
        )
    told: dict[str, list[str]] = defaultdict(list)  # what to look at, and where
    for post_id, flag in _flagged(material):
        told[flag].append(_named(material.by_id[post_id], material))
    printed = _printed(material)
    for post in material.posts:
        if post.warning and post.id in printed:
            told[f"{WARNED} “{plain.one_line(post.warning)}”"].append(_named(post, material))
    for flag, places in told.items():
        yield f"Look again before you publish: {flag} ({', '.join(places)})."


def _about_languages(material: Material) -> Iterator[str]:
    """Yield what holds less for what is not in English."""
    others = foreign.posts(material)
    if foreign.is_chat(material):
        language = tongues.NAMES.get(tongues.usual(post.lang for post in material.posts) or "")
        which = f" but in {language}" if language else ""
        yield (
            f"Much of this chat is not in English{which}, and all was learned from English chats: "
            "places, themes and the order of the lines are less sure than usual."
        )
    elif others:
        spoken = {tongues.named(material.by_id[post_id].lang) or "" for post_id in others}
        named = sorted(tongues.NAMES[each] for each in spoken & tongues.NAMES.keys())
        which = f" ({', '.join(named)})" if named else ""
        quoted = len(others & _printed(material))
        if len(others) > 1:
            are, these = "are", "these"
            told = f"{quoted or 'none'} of them {'are' if quoted > 1 else 'is'} quoted"
        else:
            are, these = "is", "it"
            told = f"it is {'' if quoted else 'not '}quoted"
        yield (
            f"{count(len(others), 'post')} with lines {are} not in English{which}: scores were "
            f"learned on English, so of {these} only length and form count; {told}."
        )


def _flagged(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the printed posts and what to look at in them.

    Whole posts may be printed: what is flagged in any of their lines counts, rejected or not.
    """
    posts = _printed(material)
    lines: list[Line | Pick] = [*material.picks, *material.tops]
    lines += [line for line in (*material.lines, *material.refused) if not line.joined]
    for post_id, flag in flagged(lines):
        if post_id in posts and flag != NUMBERED:  # told of people
            yield post_id, flag


def _printed(material: Material) -> set[str]:
    lines = (*material.picks, *material.tops)
    return {post_id for line in lines for post_id in line.post_ids}


def _about_questions(material: Material) -> Iterator[str]:
    answered = len(material.answers)
    if material.posts and answered < LOW_VOLUME:
        found = f"only {count(answered, 'answer')}" if answered else "no answer"
        yield f"Low volume: {found} in the whole chat."
    if material.is_segmented:
        told = f"the chat is told in {material.parts} by topic and time"
        yield f"No numbered questions were found: {told}."
    for said in (said for q in material.questions for said in q.evidence):
        if said.startswith(ASKS_MORE):
            yield f"{said[:1].upper()}{said[1:]}."
    unasked = [
        q.number
        for q in material.questions
        if q.post_id is None and not q.is_segment and not q.text
    ]
    if unasked:
        names = plain.listed([material.name(number) for number in unasked])
        own, words = own_number(unasked[0]), "its words" if len(unasked) == 1 else "their words"
        yield (
            f"No post of the export asks {names}: give {words} in chat.toml as "
            f'"Q{own}: ...", under questions.'
        )
    wordless = [
        f"{material.name(q.number)} ({_named(material.by_id[q.post_id], material)})"
        for q in material.questions
        if q.post_id is not None and not q.is_segment and not q.text
    ]
    if wordless:
        yield (
            f"The words of {plain.listed(wordless)} are not in the export: give them in chat.toml "
            'as "Q3: ...", under questions, which helps to find the answers, too.'
        )
    empty = [material.name(n) for n in material.numbers() if not material.answers_to.get(n)]
    if empty:
        yield f"No answer was found to {plain.listed(empty)}."
    taken = [answer for answer in material.heard if answer.kind == "answer"]
    unsure = sum(answer.confidence < EVEN for answer in taken)
    beyond = len(taken) - answered
    apart = f" ({answered:,} to questions, {beyond:,} under none)" if beyond else ""
    if unsure:
        yield (
            f"{unsure:,} of {count(len(taken), 'answer')}{apart} may belong under another "
            "question or none (less than half sure)."
        )


def _about_people(material: Material) -> Iterator[str]:
    known = {post.handle.casefold() for post in material.posts}
    for role, handles in (("guest", material.chat.guest), ("host", material.chat.host)):
        for handle in handles:
            if handle.casefold() not in known:
                yield f"The {role} {material.given(handle)} wrote no post of this export."
    guessed: list[str] = []
    said: list[str] = []
    for person in material.people:
        given = material.chat.guest if person.role == "guest" else material.chat.host
        is_said = person.why.startswith(SAID_BY)
        if is_said or (person.role != "community" and not given):
            handle, why = plain.one_line(person.handle), plain.one_line(person.why)
            who = at(handle, plain.name(person.name, person.handle))
            (said if is_said else guessed).append(f"{who} is taken as {person.role}: {why}.")
    yield from said
    if said:
        yield (
            "Posts and picks stay where they were found with the roles of the run: what the "
            "editors say of these is printed only. With host and guest in a chat.toml beside the "
            "export the next run finds them anew."
        )
    yield from guessed
    if guessed:
        yield (
            "Where that is wrong, give the right ones in a chat.toml beside the export, as "
            'host = "ana_bakes".'
        )
    printed = _printed(material)
    asked = [_asked_of(post, material) for post in material.posts if post.asks_not_to_be_quoted]
    asking: dict[str, list[Post]] = {}  # what each asks of first, what is printed before others
    for posts in sorted(asked, key=lambda posts: printed.isdisjoint(post.id for post in posts)):
        asking.setdefault(posts[0].handle.casefold(), posts)
    for posts in asking.values():
        post = next((post for post in posts if post.id in printed), posts[0])
        who, where = plain.one_line(material.at(post)), _named(post, material)
        those = "that post and theirs before it are" if len(posts) > 1 else "that post is"
        done = f"{those} not picked, but other lines of theirs may be printed"
        if post.id in printed:
            done = "an editor accepted that post all the same, so it is printed"
        yield f"{who} asks not to be quoted ({where}): {done}."
    numbered = sum(is_phone_number(person.name or person.handle) for person in material.people)
    if numbered:
        yield (
            f"{count(numbered, 'person is', 'people are')} known by a phone number alone, which is "
            "printed as the credit: put a name in its place before you publish."
        )


def _asked_of(post: Post, material: Material) -> list[Post]:
    """Return what is not to be quoted: the post that asks, and its author's before it if meant."""
    own = [
        other
        for other in material.posts
        if other.handle.casefold() == post.handle.casefold() and other.set_aside != "repost"
    ]
    at = own.index(post)
    return [post, own[at - 1]] if at and asks_of_before(post.said) else [post]


def _about_chat(material: Material) -> Iterator[str]:
    tag = material.chat.hashtag
    if tag and not any(tag.casefold() in hashtags(post.entities) for post in material.posts):
        yield f"The hashtag {plain.one_line(tag)} stands on no post of this export."
    if days.is_another(material):
        day = plain.day_in_words(material.chat.date)
        yield f"No post of this export is of the day that is given, {day}."
    for finding in material.chat.found:
        told = plain.one_line(finding).rstrip(".")
        yield f"{told[:1].upper()}{told[1:]}."
    for note in material.chat.notes:
        yield f"From the reading: {plain.one_line(note).rstrip('.')}."
