"""One post for each id: overlaps of several files folded, the last version of edited posts kept."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pipeline.readers import accounts
from pipeline.readers.findings import Findings
from pipeline.records import Post, stable_id

EDITED = "in another version too: the one that its author changed last is kept"
SHARED = "whose id stands for several (rounded by a spreadsheet, a row number?), told apart"
ROUNDED = (
    "whose id was rounded by a spreadsheet or a script (the last digits are zeros): without a link"
)
LONG = 15  # digits of a number that spreadsheets keep
LONGEST = 17  # and that scripts keep, which read it as a floating one
ALIKE = 0.8  # of the words: two questions of a host share "Q1 What did you"
FEW = 4  # words: of fewer a post may share all with another ("Hello #LoafChat")
SURE = 2  # ids that end so in one file: of true ones of 18 digits one in a thousand does
_WORD = re.compile(r"\w+")
_POST = re.compile(  # by whatever name of the site or of the account, with what follows the id
    r"https?://(?:www\.|mobile\.|m\.)?(?:"
    r"(?:twitter|x)\.com/(?:#!/)?(?:i/web|\w+)/status(?:es)?/(?P<x>\d+)"
    r"|bsky\.app/profile/[^/?#]+/post/(?P<bluesky>\w+)"
    r"|threads\.(?:net|com)/@[\w.]+/post/(?P<threads>[\w-]+))",
    re.IGNORECASE,
)


def folded(posts: Iterable[Post], findings: Findings) -> list[Post]:
    """Return the posts in order of first sight, one for each id, the most complete record of each.

    Other words by another person, or said at another time, are another post, whatever the id: both
    are kept, under ids of their own. Earlier versions of a post are left out where its last version
    is there.
    """
    kept, places = _merged(posts, findings)
    shared = {id for id, found in places.items() if len(found) > 1}
    earlier = _earlier_versions(places, findings.edits)
    for place in sorted(places[version][0] for version in earlier):
        source = str(kept[place].source)
        findings.count("earlier version", "of an edited post left out", source)
    # some exports name posts by link; a page that holds several names none
    links = [(named(post.url), post.id) for post in kept if post.url]
    on_page = Counter(link for link, _ in links)
    known = {link: id for link, id in links if on_page[link] == 1}
    known |= {id: kept[found[0]].id for id, found in places.items()}
    left = [post for post in _pointing_to(known, kept) if post.id not in earlier]
    rounded = _rounded(left) - shared
    told: Counter[tuple[str, str, str]] = Counter()
    return [_with_its_id(post, shared, rounded, told, findings) for post in left]


def _merged(posts: Iterable[Post], findings: Findings) -> tuple[list[Post], dict[str, list[int]]]:
    """Return one record of each post, and by id the places of those that bear it."""
    kept: list[Post] = []
    places: dict[str, list[int]] = defaultdict(list)
    near: dict[tuple[str, ...], list[int]] = defaultdict(list)  # of one id by handle, and by words
    linked: dict[tuple[str, str], int] = {}
    for post in accounts.completed(list(posts)):
        keys = (post.id, "by", post.handle.casefold()), (post.id, "said", *post.text.split())
        likely = sorted({place for key in keys for place in near[key]})
        same = next((n for n in likely if are_one(kept[n], post)), None)
        if same is not None:
            findings.count("post", "found more than once, folded by id", str(post.source))
            kept[same] = _joined(kept[same], post, findings)
            _note(near, keys, same)
            continue
        link = named(post.url or "")
        place = linked.setdefault((link, post.handle.casefold()), len(kept))
        if place < len(kept) and _are_one_by_link(kept[place], post):
            findings.count("post", "found more than once, folded by its link", str(post.source))
            kept[place] = _joined(kept[place], post, findings)
        else:
            place = len(kept)
            kept.append(post)
        places[post.id].append(place)
        _note(near, keys, place)
    return kept, places


def _note(
    near: dict[tuple[str, ...], list[int]], keys: Iterable[tuple[str, ...]], place: int
) -> None:
    for key in keys:
        if place not in near[key][-1:]:
            near[key].append(place)


def are_one(known: Post, post: Post) -> bool:
    """Return whether two records of one id are of one post."""
    if known.handle.casefold() == post.handle.casefold():
        is_of_one_moment = known.has_time and known.created_at == post.created_at
        return is_of_one_moment or _are_alike(known.text, post.text)
    # the account was renamed in between, or one export knows only its number
    return not _times_differ(known, post) and known.text.split() == post.text.split()


def _are_one_by_link(known: Post, post: Post) -> bool:
    """Return whether two files hold one post under ids of their own, as two servers number it."""
    if post.url is None or known.file == post.file or _times_differ(known, post):
        return False
    return known.text.split() == post.text.split()


def _times_differ(known: Post, post: Post) -> bool:
    if known.has_time and post.has_time:
        return known.created_at != post.created_at
    if not known.day or not post.day:
        return False
    days = date.fromisoformat(known.day) - date.fromisoformat(post.day)
    return abs(days.days) > 1  # a day by another clock is the one before or behind


def named(link: str) -> str:
    """Return the id in the link of a post, where the network is known for several forms of links;
    others as they are."""
    match = _POST.match(link)
    return str(match[match.lastgroup or 0]) if match else link


def _pointing_to(ids: dict[str, str], posts: Iterable[Post]) -> list[Post]:
    """Return the posts with what they answer, quote or pass on under the id that was kept; whom one
    answers says nothing more where the post itself is here."""
    pointing = []
    for post in posts:
        given = {key: getattr(post, key) for key in ("reply_to", "quotes", "repost_of")}
        found = {key: ids.get(named(id)) for key, id in given.items() if id}
        moved: dict[str, str | None] = {
            key: id for key, id in found.items() if id not in (None, given[key])
        }
        if post.speaks_to and found.get("reply_to"):
            moved["speaks_to"] = None
        pointing.append(post.model_copy(update=moved) if moved else post)
    return pointing


def _are_alike(text: str, other: str) -> bool:
    """Return whether the shorter one shares nearly all its words: exporters cut links and ends."""
    words, others = (set(_WORD.findall(one.casefold())) for one in (text, other))
    if min(len(words), len(others)) < FEW:
        return text.split() == other.split()
    return len(words & others) >= ALIKE * min(len(words), len(others))


def _joined(known: Post, post: Post, findings: Findings) -> Post:
    changed, first = (findings.edited.get((one.id, one.text), "") for one in (post, known))
    if changed != first and post.text != known.text:
        findings.count("post", EDITED, str(post.source))
        fuller = changed > first
    else:
        fuller = (_completeness(post), post.text) > (_completeness(known), known.text)
    # not every export says who may read a post: what one knows to be private is private
    is_private = known.is_private or post.is_private
    # nor whom it answers
    kept, other = (post, known) if fuller else (known, post)
    to = kept.speaks_to or other.speaks_to
    return kept.model_copy(update={"is_private": is_private, "speaks_to": to})


def _with_its_id(
    post: Post,
    shared: set[str],
    rounded: set[str],
    told: Counter[tuple[str, str, str]],
    findings: Findings,
) -> Post:
    """Return the post without a link made from an id that is not its own.

    What tells it apart from others of its id is no time: a zone that chat.toml names later must not
    change ids. `told` counts how often the same was told apart.
    """
    if post.id in shared:
        findings.count("post", SHARED, str(post.source))
        said = (post.id, post.handle, post.text)
        told[said] += 1
        return _under(post, stable_id("post", *said, told[said]))
    if post.id in rounded:
        findings.count("post", ROUNDED, str(post.source))
        return _without_made_link(post)
    return post


def with_own_id(post: Post) -> Post:
    """Return the post under an id that no other has, where its own stands for several in years of
    exports."""
    return _under(post, stable_id("post", post.id, post.handle, post.created_at, post.text))


def _under(post: Post, own: str) -> Post:
    return _without_made_link(post).model_copy(update={"id": own})


def _without_made_link(post: Post) -> Post:
    is_made = post.url is not None and post.url.endswith(f"/{post.id}")
    return post.model_copy(update={"url": None}) if is_made else post


def _rounded(posts: Iterable[Post]) -> set[str]:
    """Return the ids of files in which every long number ends in the zeros of a spreadsheet, or is
    written as a floating number is."""
    files: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        if post.id.isdecimal() and len(post.id) > LONG:
            files[post.file].add(post.id)
    return {
        id for ids in files.values() if len(ids) >= SURE and all(map(_is_round, ids)) for id in ids
    }


def _is_round(id: str) -> bool:
    forms = repr(float(id)), f"{float(id):.16e}"  # as JavaScript writes it, and as jq does
    is_float = len(id) > LONGEST and id in {f"{Decimal(form):f}" for form in forms}
    return is_float or not id[LONG:].strip("0")


def _earlier_versions(kept: Iterable[str], edits: dict[str, str]) -> set[str]:
    versions = defaultdict(list)
    for id in kept:
        if id in edits:
            versions[edits[id]].append(id)
    in_order = (sorted(ids, key=lambda id: (len(id), id)) for ids in versions.values())
    return {id for ids in in_order for id in ids[:-1]}


def _completeness(post: Post) -> tuple[bool, int, int]:
    # who stands beside the text may be left out of it
    filled = sum(value is not None for value in post.model_dump(exclude={"speaks_to"}).values())
    return (not post.is_truncated, filled, len(post.text))
