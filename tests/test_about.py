"""What is known of a chat: whom its chat.toml means."""

import pytest

from pipeline.about import chat_of
from pipeline.chatfile import ChatFile
from pipeline.readers import Loaded
from pipeline.records import Post


@pytest.mark.parametrize(
    ("given", "host"),
    [
        ("mira_k", "mira_k@rye.example"),  # without the server
        ("Mira Kestrel", "mira_k@rye.example"),  # by name, where the sheet's links tell the handle
        ("Tom Oat", "Tom Oat"),  # two people's name
        ("olu", "olu"),  # a handle, though it is somebody's name, too
        ("nobody", "nobody"),
    ],
)
def test_a_host_is_found_as_the_posts_spell_them(given: str, host: str) -> None:
    who = {
        "mira_k@rye.example": "Mira Kestrel",
        "tom_x": "Tom Oat",
        "tom_y": "Tom Oat",
        "ines_b": "Olu",
        "olu": None,
    }
    posts = [
        Post(id=str(number), handle=handle, name=name, text="Rye.")
        for number, (handle, name) in enumerate(who.items())
    ]
    known = ChatFile.model_validate({"host": given})
    assert chat_of("loafchat", known, Loaded(posts, (), (), {})).host == (host,)
