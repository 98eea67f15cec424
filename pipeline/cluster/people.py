"""Who is host, who is guest, who is community, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.cluster import hosting, interview, introductions
from pipeline.language.words import ORDINALS, WORD
from pipeline.records import OUTSIDE, Answer, Chat, Person, Post, Question, called, question_name

ORGANISES = re.compile(
    r"\b(?:Q\d{1,2}\s+(?:is\s+)?coming|first question|next question|last question|get ready|"
    r"starts? in|join us|welcome to|please (?:answer|use|add|include)|hour until)\b",
    re.IGNORECASE,
)
# What a host says before a question that is asked already
HERALDS = re.compile(
    rf"\b(?:question|remind\w*|again|once more|{'|'.join(ORDINALS)}|last|next|final|now|time"
    r"|here(?:'|’)?s?|icymi|missed|moving|on to|let(?:'|’)?s|ready)\b",
    re.IGNORECASE,
)
INTRODUCES = "introduces the guest"
LEAST_POSTS = 3  # of who is introduced
LEAST_PARTS = 3  # answers in parts (A1a, A1b): a habit of guests


@dataclass(frozen=True)
class Roles:
    """Who has a role, by handle in lower case, each with the reason."""

    hosts: dict[str, str]
    guests: dict[str, str]


def find(posts: Sequence[Post], questions: Sequence[Question], chat: Chat) -> Roles:
    """Return who hosts and who is guest, as all posts of the chat tell: guests are announced days
    before, so posts from outside its time count, but those of another chat do not."""
    own = [post for post in posts if post.set_aside != "another chat"]
    hosts = find_hosts(own, questions, chat)
    return Roles(hosts, find_guests(own, questions, hosts, chat))


def people(
    posts: Sequence[Post],
    answers: Sequence[Answer],
    questions: Sequence[Question],
    roles: Roles,
    chat: Chat,
) -> list[Person]:
    """Return every author with a role and the reason for it, by role, then most answers first.

    What is set aside answers nothing, nor does what answers no question where some are asked.
    """
    hosts, guests = roles.hosts, roles.guests
    nearly = _nearly(posts, questions, hosts, chat)
    answering = {
        answer.post_id
        for answer in answers
        if answer.kind == "answer" and (answer.question is not None or not questions)
    }
    names: dict[str, str] = {}
    spelled: dict[str, str] = {}
    written: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for post in posts:
        handle = post.handle.casefold()
        spelled.setdefault(handle, post.handle)
        if post.name:
            names.setdefault(handle, post.name)
        written[handle] += 1
        answered[handle] += post.set_aside is None and post.id in answering
    found = []
    for handle in written:
        role, why = "community", nearly.get(handle, "neither asks nor is introduced")
        if handle in guests:
            role, why = "guest", guests[handle]
        elif handle in hosts:
            role, why = "host", hosts[handle]
        found.append(
            Person(
                handle=spelled[handle],
                name=names.get(handle),
                role=role,
                why=why,
                posts=written[handle],
                answers=answered[handle],
            )
        )
    return sorted(found, key=lambda person: person.order)


def find_hosts(posts: Sequence[Post], questions: Sequence[Question], chat: Chat) -> dict[str, str]:
    """Return the hosts' handles in lower case, each with the reason."""
    if chat.host:
        return {handle.casefold(): chat.giver("host") for handle in chat.host}
    ama = interview.find(posts, chat)
    is_ama = ama is not None and {q.post_id for q in questions} <= {p.id for p in ama.asked}
    asked = {} if is_ama else _asked(posts, questions, chat)
    most = max((len(numbers) for numbers in asked.values()), default=0)
    least = min(most, 2)  # where nobody asks two, hosts take turns
    hosts = {
        handle: "asks " + ", ".join(question_name(number) for number in sorted(numbers))
        for handle, numbers in asked.items()
        if len(numbers) >= least
    }
    organised: Counter[str] = Counter(
        post.handle.casefold() for post in posts if ORGANISES.search(post.text)
    )
    present = _present(posts)
    for handle, count in sorted(organised.items()):
        if count >= 3 and handle not in hosts and present[handle]:
            hosts[handle] = f"organises the chat in {count} posts"
    guests = find_guests(posts, questions, hosts, chat)
    for handle, why in sorted(hosting.named(posts, chat, hosts.keys()).items()):
        is_guest = handle in guests and handle not in asked  # who asks is none of whoever says so
        if present[handle] and not is_guest:
            hosts.setdefault(handle, why)
    for handle, by in hosting.succeeding(posts, hosts.keys()).items():
        if handle in asked and handle not in guests:
            names = ", ".join(map(question_name, sorted(asked[handle])))
            hosts.setdefault(handle, f"asks {names}, and {by} hands over to them")
    if not hosts:
        written = Counter(post.handle.casefold() for post in posts)
        may_be = {handle for handle, count in written.items() if count >= LEAST_POSTS}
        host = introductions.introducer(posts, may_be)
        hosts = {host: INTRODUCES} if host else {}
    return hosts


def _asked(posts: Sequence[Post], questions: Sequence[Question], chat: Chat) -> dict[str, set[int]]:
    """Return the numbers that each person asks, by handle in lower case. The chat's own account
    asks also what it passes on of whoever asks there."""
    own = hosting.accounts(chat, posts)
    asked: dict[str, set[int]] = defaultdict(set)
    by_id = {post.id: post for post in posts}
    for question in questions:
        for post_id in question.asking:
            post = by_id.get(post_id)
            if post is None or (post.handle.casefold() not in own and _passes_on(post, question)):
                continue
            if post.set_aside != "repost":
                asked[post.handle.casefold()].add(question.number)
            elif post_id == question.post_id and question.handle:
                asked[question.handle.casefold()].add(question.number)
    return asked


def _passes_on(post: Post, question: Question) -> bool:
    """Return whether a post repeats another's question as guests do: it quotes or names who asked,
    or has other words in front than a host's ("Great one! Q1: ...", but "Reminder of Q1: ...")."""
    asker = (question.handle or "").casefold()
    if post.id == question.post_id or post.handle.casefold() == asker or post.label is None:
        return False
    before = post.text[: post.label.start]
    if post.quotes is not None and post.quotes == question.post_id:
        return True
    is_named = called(asker) in post.mentions
    return is_named or bool(WORD.search(before) and not HERALDS.search(before))


def find_guests(
    posts: Sequence[Post], questions: Sequence[Question], hosts: dict[str, str], chat: Chat
) -> dict[str, str]:
    """Return the guests' handles in lower case, each with the reason."""
    if chat.guest:
        return {handle.casefold(): chat.giver("guest") for handle in chat.guest}
    authors = _present(posts)
    known = {
        handle: words
        for handle, words in sorted(
            introductions.find(posts, questions, _telling(hosts, chat, posts)).items()
        )
        if handle not in hosts and authors[handle] >= LEAST_POSTS and words.are_enough
    }
    most = max((words.count for words in known.values()), default=0)
    found = {
        handle: words.told
        for handle, words in known.items()
        if words.is_called_guest or words.count == most
    }
    for handle, count in _in_parts(posts, hosts).most_common():
        if count >= LEAST_PARTS and handle not in hosts and not found:
            found[handle] = f"answers in {count} parts (A1a, A1b)"
    ama = interview.find(posts, chat)
    if ama is not None and not found and ama.guest not in hosts:
        found[ama.guest] = f"answers what {len({post.handle for post in ama.asked})} others ask"
    if not found and (guest := interview.answering(posts, questions, hosts)) is not None:
        found[guest] = "answers the hosts and says more than all others"
    return found


def _present(posts: Sequence[Post]) -> Counter[str]:
    """Return how many posts each person wrote in the chat's time."""
    return Counter(post.handle.casefold() for post in posts if post.set_aside not in OUTSIDE)


def _telling(hosts: Iterable[str], chat: Chat, posts: Sequence[Post]) -> set[str]:
    """Return who tells of guests as hosts do: these, and the chat's own account."""
    return {*hosts, *hosting.accounts(chat, posts)}


def _nearly(
    posts: Sequence[Post], questions: Sequence[Question], hosts: dict[str, str], chat: Chat
) -> dict[str, str]:
    """Return what is known of people who ask or are introduced, but have no role by that."""
    authors = _present(posts)
    found = {}
    telling = _telling(hosts, chat, posts)
    for handle, words in introductions.find(posts, questions, telling).items():
        lack = "but others are guests"
        if not words.are_enough:
            lack = f"fewer than {introductions.LEAST}"
        elif authors[handle] < LEAST_POSTS:
            lack = f"but wrote fewer than {LEAST_POSTS}"
        found[handle] = f"{words.told}, {lack}"
    all_ask = set(hosts.values()) <= {INTRODUCES}
    for handle, numbers in _asked(posts, questions, chat).items():
        names = ", ".join(question_name(number) for number in sorted(numbers))
        found[handle] = f"asks {names}, {'as others do' if all_ask else 'but others are hosts'}"
    return found


def _in_parts(posts: Sequence[Post], hosts: dict[str, str]) -> Counter[str]:
    """Return how many parts each person's divided answers have: an answer is divided if it has two
    parts or more, and not by the host, who asks Q1a and Q1b."""
    asked: set[tuple[int, str | None]] = set()
    parts: dict[tuple[str, int], set[str | None]] = defaultdict(set)
    for post in posts:
        if post.label is not None:
            handle = post.handle.casefold()
            parts[handle, post.label.question].add(post.label.part)
            if post.label.kind == "Q" and handle in hosts:
                asked.add((post.label.question, post.label.part))
    found: Counter[str] = Counter()
    for (handle, number), named in sorted(parts.items()):
        own = {part for part in named if part is None or (number, part) not in asked}
        if len(own) >= 2:
            found[handle] += len(own)
    return found
