"""What of a chat is in another language than English, on whose chats all was learned."""

from __future__ import annotations

from pipeline import tongues
from pipeline.recap.material import Material
from pipeline.records import Line
from pipeline.records.lines import FLAG, FOREIGN

FOREIGN_SHARE = 1 / 3  # of the lines; of the others in such a chat most are too short to tell


def is_chat(material: Material) -> bool:
    """Whether the chat itself is in another language: many of its lines are, and not only those of
    people who write theirs into an English one."""
    are_many = sum(map(_is_unread, material.lines)) > FOREIGN_SHARE * len(material.lines)
    return are_many and tongues.usual(post.lang for post in material.posts) != "en"


def posts(material: Material) -> set[str]:
    """Return the posts with lines that say all in another language than English, as far as it can
    be told: of a post whose language is known one line tells of the others, too short for it."""
    unread = {line.post_id for line in material.lines if _is_unread(line)}
    read = {line.post_id for line in material.lines if not _is_unread(line)}
    spoken = {post_id: tongues.named(material.by_id[post_id].lang) for post_id in unread & read}
    return unread - {post_id for post_id, language in spoken.items() if language in (None, "en")}


def _is_unread(line: Line) -> bool:
    return FLAG + FOREIGN in {reason.text for reason in line.reasons}
