"""Whom a chat calls its hosts: "Your hosts tonight are @ana and @bo", "co-hosting with @bo"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence

from pipeline.cluster.calling import NAME, Names
from pipeline.cluster.introductions import ANOTHER_DAY
from pipeline.records import Chat, Post

_ONE = rf"(?:{NAME}|\b(?:me|myself)\b)"
# "@ana and me", "Ana Ruiz (@ana) & Bo @bo", "@ana (first half) and @bo (second)"
_WHO = rf"(?:\b(?-i:[A-Z])[\w.'’-]{{0,30}}\s){{0,3}}\(?{_ONE}\)?(?:\s\([^()@\n]{{1,30}}\))?"
_LIST = rf"{_WHO}(?:(?:\s?[,&+]\s?|\sand\s){_WHO}){{0,4}}"
_NOW = r"(?:tonight|today|this\s(?:week|evening|month))"
_PRAISED = r"(?:(?:other|two|lovely|wonderful|brilliant|amazing|fabulous|great)\s)?"
_HOST = r"(?:(?:co-?)?hosts?|moderators?)"
_HOSTING = r"(?:(?:co-?)?hosting|moderating)"
# "@bo minding the thread", "@bo will be driving the account tonight"
_MINDING = (
    r"(?:will\sbe\s)?(?:minding|running|driving|looking\safter|keeping\san\seye\son)"
    r"\sthe\s(?:thread|chat|hashtag|tag|account|questions)\b"
)
_HOSTS = rf"{_HOST}\b(?:\s{_NOW})?(?:\s(?:is|are))?\s*[:–—→-]?\s*"
CALLED_HOST = re.compile(
    # "Your hosts are @ana and @bo", "Tonight's host: @ana"
    rf"\b(?:your|our|{_NOW}['’]s)\s{_PRAISED}{_HOSTS}{_LIST}"
    # "Hosts today: @ana & @bo", "guest @cy, host @ana", "with two hosts (@ana + @bo)"
    rf"|(?:^|\n|(?:[^\w\s@-]|(?<!\w)-)\s*|\b(?:and|with|two|three)\s){_HOSTS}{_LIST}"
    # "hosted by @ana and me", "Moderating tonight: @ana", "co-hosting with @bo"
    rf"|\b(?:hosted|moderated)(?:\s{_NOW})?\sby\s{_LIST}"
    rf"|\b{_HOSTING}(?:\s{_NOW})?\s?:\s?{_LIST}|{_HOSTING}\swith\s{_LIST}"
    # "@ana and @bo are your hosts", "@ana and @bo hosting"
    rf"|{_LIST}\s(?:(?:is|are)\s)?(?:(?:your|our)\s{_PRAISED}{_HOST}\b"
    rf"|{_HOSTING}(?:\sus)?(?=\s{_NOW}|\s#|\s*[^\w\s]|\s*$)|{_MINDING})",
    re.IGNORECASE,
)
# "Over to @bo for the rest", "@bo and @cy take over", "@bo can you take over?"
HANDED_OVER = re.compile(
    rf"\bover\sto\s{_LIST}|{_LIST},?\s"
    r"(?:(?:will|to|(?:can|could|will|would)\syou(?:\splease)?)\s)?(?:take|takes|taking)\sover\b",
    re.IGNORECASE,
)
# "Hosts: @ana and me", "I'm Bo, your other host", "Bo here, hosting with @ana", "I'm moderating
# tonight"; but "This is the host plant", "I'm with the host family", "I'm moderating a panel"
SELF = re.compile(rf"\b(?:me|myself)\b|^{_HOSTING} with\b", re.IGNORECASE)
CALLS_ITSELF = re.compile(
    rf"\b(?:I['’]?m|I\sam|here|this\sis)\W\s?(?:(?!(?:with|not)\b)\w+\W\s?){{0,3}}?"
    rf"(?:one\sof\s)?(?:your|the|{_NOW}['’]s)\s{_PRAISED}{_HOST}\b"
    rf"(?=\s{_NOW}\b|\s?(?:[^\w\s'’]|$)|\s(?:and|for)\b)"
    rf"|\bI(?:['’]m|\sam)\s{_HOSTING}(?=\s{_NOW}\b|\s?(?:[^\w\s'’@]|$))",
    re.IGNORECASE,
)
WORD = re.compile(rf"host|moderat|{_MINDING}", re.IGNORECASE)  # in all of these
KIND = "(?:chat|hour)"
ADDED = ("hq", "uk", "us", "eu", "ie", "ca", "au", "nz", "host", "team", "live", "official")
LEAST_STEM = 4  # letters of a hashtag, to know an account by it
LEAST = 2  # who say so where none of them is known as a host


def named(posts: Sequence[Post], chat: Chat, hosts: Container[str]) -> dict[str, str]:
    """Return who is called a host, in lower case, with who says so: one of the `hosts`, the chat's
    own account, the one who is it or is one, too, or two people."""
    names, sure = Names(posts), accounts(chat, posts)
    here = {post.handle.casefold() for post in posts}
    said: dict[str, dict[str, bool]] = defaultdict(dict)
    for post in posts:
        if not WORD.search(post.text) or ANOTHER_DAY.search(post.text):
            continue
        author = post.handle.casefold()
        if post.set_aside == "repost" or post.reply_to or post.is_labelled_answer:
            continue
        called = names.at(post, [CALLED_HOST]) | names.alone(post, CALLED_HOST)
        called &= here  # who hosts "with @airbnb" says nothing of this chat
        counts_itself = CALLS_ITSELF.search(post.text) is not None or any(
            called and SELF.search(match[0]) for match in CALLED_HOST.finditer(post.text)
        )
        is_sure = author in hosts or author in sure or counts_itself
        for handle in called | ({author} if counts_itself else set()):
            said[handle][post.at] = said[handle].get(post.at, False) or is_sure
    return {
        handle: f"called a host by {next(iter(by))}"
        for handle, by in said.items()
        if any(by.values()) or len(by) >= LEAST
    }


def succeeding(posts: Sequence[Post], hosts: Container[str]) -> dict[str, str]:
    """Return to whom one of the `hosts` hands over, in lower case, with who does: hosts, too, if
    they ask; of a guest it only says whose turn it is."""
    names = Names(posts)
    found: dict[str, str] = {}
    for post in posts:
        if post.handle.casefold() in hosts and post.set_aside != "repost" and not post.reply_to:
            for handle in sorted(names.at(post, [HANDED_OVER]) | names.alone(post, HANDED_OVER)):
                found.setdefault(handle, post.at)
    return found


def accounts(chat: Chat, posts: Sequence[Post]) -> set[str]:
    """Return what the account of a chat itself is called, in lower case: as its hashtag, or so but
    for what such accounts add or leave out ("#LoafChat" of @LoafChatUK, @Loaf_HQ)."""
    tag = (chat.hashtag or "").lstrip("#").casefold()
    stem = re.sub(rf"{KIND}$", "", tag)
    named = re.compile(rf"{re.escape(stem)}{KIND}?(?:{'|'.join(ADDED)})?")
    here = {post.handle.casefold() for post in posts} if len(stem) >= LEAST_STEM else set()
    alike = {handle for handle in here if named.fullmatch(handle.replace("_", ""))}
    return {tag, chat.chat.casefold(), *alike} - {""}
