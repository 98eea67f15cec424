"""Small chats, normalized, and labels of texts: what most tests of the room look at."""

from pipeline.normalize import stage
from pipeline.normalize.entities import extract
from pipeline.normalize.labels import parse
from pipeline.records import Chat, Label, Post
from pipeline.settings import NormalizeSettings

LOAF = "A1 A loaf that is late is a loaf that is better #loafchat"


def chat(*posts: tuple[str, str], **more: object) -> list[Post]:
    """Return normalized posts by (handle, text), a minute apart, with the ids "0", "1", ..."""
    made = [
        Post(
            id=str(number), handle=handle, text=text, created_at=f"2024-05-14T19:{number:02d}:00Z"
        ).model_copy(update=more)
        for number, (handle, text) in enumerate(posts)
    ]
    return list(normalized(*made).values())


def fates(posts: list[Post]) -> list[tuple[str | None, str | None]]:
    return [(post.set_aside, post.duplicate_of) for post in posts]


def cut_off(id: str, handle: str, text: str) -> Post:
    return Post(id=id, handle=handle, text=text, is_truncated=True)


def normalized(*made: Post) -> dict[str, Post]:
    posts, _ = stage.run(made, Chat(chat="loafchat"), NormalizeSettings())
    return {post.id: post for post in posts}


def label_of(text: str) -> Label | None:
    """Return the label of a post of these words."""
    return parse(text, extract(text))


def spelled(text: str) -> str | None:
    """Return the words that are the label of a post."""
    label = label_of(text)
    return None if label is None else text[label.start : label.end]
