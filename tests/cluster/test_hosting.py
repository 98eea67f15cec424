"""Hosts who are called so, by themselves, each other or the chat's account."""

import pytest

from pipeline.cluster import people, questions
from tests.cluster.chats import Said, chat

ASKED = [("ana_h", f"Q{number}: Which loaf number {number} was yours?") for number in (1, 2)]
NAMES = {"ana_h": "Ana Holm", "bo_r": "Bo Reyes", "cy_m": "Cy Marsh"}
THEIRS = [("bo_r", "Hello all"), *[("cy_m", f"Rye it was, loaf {n}") for n in range(3)]]


def roles(*said: Said, shown: bool = False) -> dict[str, tuple[str, str]]:
    posts, about = chat(*said, *ASKED, *THEIRS)
    if shown:
        posts = [post.model_copy(update={"name": NAMES.get(post.handle)}) for post in posts]
    asked = questions.find(posts, about)
    return {
        p.handle: (p.role, p.why)
        for p in people.people(posts, [], asked, people.find(posts, asked, about), about)
    }


@pytest.mark.parametrize(
    "said",
    [
        "Hosts today: @ana_h and @bo_r",
        "Loaves at 8. Your hosts @ana_h & @bo_r are here",
        "Your hosts tonight: me and @bo_r",
        "Loaves, with two hosts (@ana_h + @bo_r)",
        "Our lovely host tonight is Bo Reyes (@bo_r)",
        "Hosted by Bo @bo_r, as I have the flu",
        "Hosting tonight: @bo_r!",
        "Loaves at 8. Hosted this week by @bo_r",
        "Tonight's moderator: @bo_r",
        "Your moderators are @ana_h and @bo_r",
        "Loaves at 8, moderated by @bo_r",
        "@bo_r moderating tonight",
        "Ana here, hosting with @bo_r tonight",
        "@bo_r and me hosting #LoafChat",
        "@bo_r is your host tonight",
        "Topic: loaves\nHost: @bo_r\nGuest: @cy_m",
        "Guest @cy_m, host @bo_r",
        "Hosts: @ana_h (first half) & @bo_r (second)",
        "Loaves at 8, with Bo Reyes (@bo_r) minding the thread",
        "@bo_r will be driving the account tonight",
    ],
)
def test_whom_a_host_calls_a_host_is_one(said: str) -> None:
    assert roles(("ana_h", said))["bo_r"] == ("host", "called a host by @ana_h")


def test_who_is_called_a_host_and_asks_is_no_guest_however_often_introduced() -> None:
    said = [
        ("ana_h", "Loaves at 8, with @bo_r minding the thread"),
        ("cy_m", "Welcome to tonight, @bo_r!"),
        ("cy_m", "So happy to have @bo_r with us"),
        ("dee_f", "Featuring @bo_r, I hear"),
        *[("bo_r", f"Flour {n}") for n in range(3)],
    ]
    assert roles(*said)["bo_r"][0] == "guest"
    assert roles(*said, ("bo_r", "Q3: Who ate the third loaf?"))["bo_r"][0] == "host"


@pytest.mark.parametrize(
    "said",
    [
        "Next week's host is @bo_r",
        "Thanks to our podcast host @bo_r",
        "Want to host? Ask @bo_r",
        "@bo_r is hosting a class on rye",
        "Hosts wanted for May, tell @bo_r",
        "Lovely to host @bo_r here",
        "@bo_r is moderating an exam board today",
        "The work was moderated well, said @bo_r",
        "Hosting tonight: @ana_h, with guest @bo_r",
    ],
)
def test_who_is_named_near_the_word_is_no_host(said: str) -> None:
    assert roles(("ana_h", said))["bo_r"][0] != "host"


def test_hosts_may_be_told_by_name_alone() -> None:
    found = roles(("ana_h", "Hosts: Ana Holm and Bo Reyes, guest Cy Marsh"), shown=True)
    assert (found["bo_r"][0], found["cy_m"][0]) == ("host", "guest")


@pytest.mark.parametrize("account", ["LoafChat", "LoafChatUK", "Loaf_HQ", "loafhour_"])
def test_the_account_of_the_chat_tells_who_is_host_and_guest(account: str) -> None:
    found = roles((account, "Host: @bo_r, guest: @cy_m #LoafChat"), ("di_k", "#LoafChat!"))
    assert found["bo_r"] == ("host", f"called a host by @{account}")
    assert found["cy_m"] == ("guest", "called the guest by the host")


@pytest.mark.parametrize("account", ["LoafChatFan", "OurLoafChat", "Loafer", "Lo"])
def test_who_is_called_nearly_as_the_chat_is_not_its_account(account: str) -> None:
    said = [(account, "Host: @bo_r, guest: @cy_m #LoafChat"), ("di_k", "#LoafChat!")]
    assert roles(*said)["bo_r"][0] == "community"


@pytest.mark.parametrize(
    "said",
    ["I'm moderating tonight, do use A1, A2", "Loaves at 8! I'm hosting, @cy_m is guest",
     "Evening, I am your moderator #LoafChat"],
)  # fmt: skip
def test_who_says_to_moderate_is_a_host(said: str) -> None:
    assert roles(("bo_r", said))["bo_r"][0] == "host"


def test_who_says_to_be_the_other_host_is_one() -> None:
    assert roles(("bo_r", "I'm Bo, your other host"))["bo_r"][0] == "host"
    assert roles(("bo_r", "I'm Bo, the host of the rye podcast"))["bo_r"][0] == "community"


@pytest.mark.parametrize(
    "said",
    [
        "A1 Milkweed. This is the host plant for moths",
        "I'm with the host family until June",
        "I'm not the host, ask Ana",
        "I'm moderating a panel on rye in June",
        "I'm moderating exam scripts tonight",
        "I'm hosting a supper #LoafChat",
        "I'm hosting @cy_m at mine",
        "My blog? I'm hosting with @siteground and love it",
        "My aunt would feed me and host me all summer",
        "A1: I'm a baker, co-hosting with @cy_m at the fair",
    ],
)
def test_who_hosts_something_else_is_no_host(said: str) -> None:
    assert roles(("bo_r", said))["bo_r"][0] == "community"


def test_of_guests_two_must_say_so() -> None:
    said = [(who, "Off to the loaves, hosted by @bo_r") for who in ("di_k", "ed_l")]
    assert roles(said[0])["bo_r"][0] == "community"
    assert roles(*said)["bo_r"] == ("host", "called a host by @di_k")


def test_a_guest_who_is_said_to_host_is_the_guest() -> None:
    said = ("Our guest host tonight is @cy_m", "Tonight's host is @cy_m")
    assert roles(*(("ana_h", text) for text in said))["cy_m"][0] == "guest"


HANDING = ["Half time! Over to @bo_r for the rest", "At 9 @cy_m and @bo_r take over"]


@pytest.mark.parametrize("said", HANDING)
def test_who_asks_one_question_is_a_host_if_the_host_hands_over(said: str) -> None:
    asks = ("bo_r", "Q3: Which loaf would you bake for a stranger?")
    found = roles(*ASKED, ("ana_h", said), asks)
    assert found["bo_r"] == ("host", "asks Q3, and @ana_h hands over to them")
    assert found["cy_m"][0] == "community"  # asks nothing
    assert roles(*ASKED, ("dee_f", said), asks)["bo_r"][0] == "community"
    assert roles(*ASKED, ("ana_h", "Lovely, @bo_r!"), asks)["bo_r"][0] == "community"
