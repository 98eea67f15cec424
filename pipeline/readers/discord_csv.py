"""DiscordChatExporter CSV: `AuthorID, Author, Date, Content`; without ids, and without replies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readers import any_csv, discord
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "DiscordChatExporter CSV (AuthorID, Author, Date, Content, ...)"
NEEDED = ("AuthorID", "Author", "Date", "Content")
COLUMNS = {"handle": "Author", "text": "Content", "created_at": "Date"}
NO_REPLIES = "a CSV of DiscordChatExporter does not tell who replies to whom: its JSON does"
_BY_DISCORD = re.compile(  # in the words of the exporter
    r"(?:Joined the server|Pinned a message|Started a thread|Changed the channel icon|"
    r"Started a call that lasted [\d.,]+ minutes?|Left the group|Added .+ to the group|"
    r"Removed .+ from the group|Changed the channel name(?:: .+)?)\.?"
)


def sniff(head: Head) -> bool:
    """Return whether one of the first rows names the columns of the exporter."""
    return head.has_columns(*NEEDED)


def read(document: Document) -> Iterator[Post]:
    """Yield one post a row, but for those that Discord wrote itself.

    Raises: InputError with file and line for a time that is none.
    """
    document.findings.note(NO_REPLIES)
    for post in any_csv.posts(document, COLUMNS):
        if _BY_DISCORD.fullmatch(post.text):
            document.findings.count("message", discord.NOT_BY_PEOPLE, str(post.source))
            continue
        if post.handle == discord.DELETED:
            document.findings.count("message", discord.DELETED_USER, str(post.source))
        name, _, suffix = post.handle.partition("#")
        yield post.model_copy(update={"handle": name}) if suffix in discord.NO_SUFFIX else post
