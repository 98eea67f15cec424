"""People: who asks, who is introduced, who takes part, each with the reason."""

import re

import pytest

from pipeline.cluster import people, questions
from pipeline.records import Answer, Person
from tests.cluster.chats import Said, chat

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2 How do you keep a starter alive? #LoafChat")
OURS = ("mira_k", "A1 It makes me tidy."), ("mira_k", "Flour is cheap."), ("mira_k", "A2 Sundays.")
ANNOUNCED = ("loafchat", "Tonight #LoafChat with Mira Kestrel @mira_k on patience")


def roles(*said: Said, **known: object) -> dict[str, tuple[str, str]]:
    posts, about = chat(*said, **known)
    found = questions.find(posts, about)
    return {
        p.handle: (p.role, p.why)
        for p in people.people(posts, [], found, people.find(posts, found, about), about)
    }


def test_who_asks_several_questions_is_host() -> None:
    assert roles(Q1, Q2, ("tom_x", "A1 Rye"))["loafchat"] == ("host", "asks Q1, Q2")


def test_who_asks_the_only_question_is_host() -> None:
    assert roles(Q1, ("tom_x", "A1 Rye"))["loafchat"] == ("host", "asks Q1")


def test_hosts_who_take_turns_are_hosts() -> None:
    found = roles(("tom_x", Q1[1]), ("ines_b", Q2[1]), ("mira_k", "A1 Rye"))
    assert [found[name][0] for name in ("tom_x", "ines_b", "mira_k")] == [
        "host",
        "host",
        "community",
    ]


def test_who_is_introduced_without_the_server_is_the_one_who_has_it() -> None:
    said = ("loafchat", "Our guest tonight is @mira_k, baker of nights")
    theirs = ("mira_k@rye.example", "A1 It makes me tidy."), ("mira_k@rye.example", "A2 Sundays.")
    more = ("mira_k@rye.example", "Flour is cheap.")
    found = roles(said, Q1, theirs[0], Q2, theirs[1], more)
    assert found["mira_k@rye.example"] == ("guest", "called the guest by the host")
    double = ("mira_k@oat.example", "A1 Never")
    assert roles(said, Q1, double, theirs[0], Q2, theirs[1], more)[more[0]][0] == "community"


def test_who_asks_once_beside_a_host_is_community() -> None:
    sneaked = ("tom_x", "Q3 What is the best knife for a fresh loaf? #LoafChat")
    found = roles(Q1, Q2, sneaked)
    assert found["tom_x"] == ("community", "asks Q3, but others are hosts")


def test_who_repeats_the_question_in_an_answer_is_no_host() -> None:
    repeated = [
        ("mira_k", "Q1: What does waiting do for your bread? A1: It makes me tidy."),
        ("mira_k", "Q2: How do you keep a starter alive? A2: By force."),
    ]
    assert roles(Q1, repeated[0], Q2, repeated[1])["mira_k"][0] == "community"


@pytest.mark.parametrize(
    "asked",
    ["Great one! {}", "{} via @loafchat", "Oh @loafchat! {}"],
)
def test_who_passes_on_the_questions_of_another_is_no_host(asked: str) -> None:
    again = [("tom_x", asked.format(text)) for _, text in (Q1, Q2)]
    found = roles(Q1, again[0], Q2, again[1], ("tom_x", "A2 By force"))
    assert (found["loafchat"][0], found["tom_x"][0]) == ("host", "community")


def test_the_account_of_the_chat_is_host_where_it_passes_on_who_asks() -> None:
    asked = [("tom_x", Q1[1]), ("tom_x", Q2[1])]
    again = [("loafchat", f"Great one! {text}") for _, text in asked]
    assert roles(asked[0], again[0], asked[1], again[1])["loafchat"] == ("host", "asks Q1, Q2")


def test_who_quotes_the_questions_with_their_label_is_no_host() -> None:
    again = [("tom_x", text, {"quotes": at}) for (_, text), at in ((Q1, "0"), (Q2, "2"))]
    assert roles(Q1, again[0], Q2, again[1])["tom_x"][0] == "community"


@pytest.mark.parametrize("asked", ["{}", "Reminder: {}", "Here's the next one! {}"])
def test_a_second_account_that_asks_the_same_is_host(asked: str) -> None:
    again = [("loaf_two", asked.format(text)) for _, text in (Q1, Q2)]
    assert roles(Q1, again[0], Q2, again[1])["loaf_two"] == ("host", "asks Q1, Q2")


def test_who_organises_is_host() -> None:
    found = roles(
        Q1,
        Q2,
        ("ines_b", "Welcome to #LoafChat everyone!"),
        ("ines_b", "Q2 is coming in a minute"),
        ("ines_b", "Please use the hashtag"),
    )
    assert found["ines_b"] == ("host", "organises the chat in 3 posts")


def test_a_host_known_from_a_repost_is_host_and_the_passer_is_not() -> None:
    found = roles(Q1, ("tom_x", f"RT @loafchat: {Q2[1]}"), ("loafchat", "Good night"))
    assert found["loafchat"] == ("host", "asks Q1, Q2")
    assert found["tom_x"][0] == "community"


def test_whom_the_export_names_is_told_from_whom_chat_toml_names() -> None:
    named = {"host": ("loafchat",), "guest": ("ines_b",), "exported": ("host",)}
    found = roles(Q1, Q2, ("ines_b", "A1 Rye"), **named)
    assert found["loafchat"] == ("host", "named by the export")
    assert found["ines_b"] == ("guest", "given in chat.toml")


def test_what_chat_toml_gives_wins() -> None:
    found = roles(ANNOUNCED, Q1, Q2, *OURS, ("tom_x", "A1 Rye"), host=("Tom_X",), guest=("ines_b",))
    assert found["tom_x"] == ("host", "given in chat.toml")
    assert found["loafchat"][0] == "community"
    assert found["mira_k"][0] == "community"
    assert roles(Q1, Q2, guest=("loafchat",))["loafchat"] == ("guest", "given in chat.toml")


@pytest.mark.parametrize(
    "introductions",
    [
        [ANNOUNCED, ("tom_x", "Ready for #LoafChat with @mira_k")],
        [("loafchat", "Our guest tonight is @mira_k"), ("loafchat", "Guest: @mira_k. Bring tea.")],
        [ANNOUNCED, ("loafchat", "We are joined by the baker of the year, @Mira_K")],
        [ANNOUNCED, ("loafchat", "20 mins to go! Today w/ @mira_k: patience. Bring tea.")],
    ],
)
def test_who_is_introduced_twice_is_guest(introductions: list[Said]) -> None:
    found = roles(*introductions, Q1, Q2, *OURS)
    assert found["mira_k"] == ("guest", "introduced in 2 posts")


@pytest.mark.parametrize(
    "introductions",
    [
        [
            ("loafchat", "Please welcome @mira_k!"),
            ("tom_x", "Hi! So happy to have @mira_k with us"),
        ],
        [("tom_x", "Great that we have @mira_k here"), ("ines_b", "A warm welcome to @mira_k")],
        [("loafchat", "@mira_k is hosting us tonight"), ("tom_x", "@mira_k is leading us today")],
        [("tom_x", "Thanks to our guest @mira_k"), ("ines_b", "Thank you to our guest @mira_k!")],
    ],
)
def test_who_is_welcomed_by_two_is_guest(introductions: list[Said]) -> None:
    found = roles(*introductions, Q1, Q2, *OURS)
    assert found["mira_k"] == ("guest", "introduced in 2 posts")


THANKS = ("loafchat", "What an hour. Massive thank you to @mira_k and all of you")


@pytest.mark.parametrize(
    "announced",
    [
        "Half an hour to go! Tonight on #LoafChat @mira_k on crumbs and patience. Q1 at 8.05",
        "This week on #LoafChat: @mira_k and @uma_r talk about crumbs",
        "8pm it's #LoafChat with @mira_k. Boots on: Q1 What does waiting do? Q2 Who feeds yours?",
    ],
)
def test_who_is_announced_with_the_topic_or_the_questions_and_thanked_is_guest(
    announced: str,
) -> None:
    found = roles(("loafchat", announced), Q1, Q2, *OURS, THANKS)
    assert found["mira_k"] == ("guest", "introduced in 2 posts")


@pytest.mark.parametrize(
    "said",
    [
        "Tonight on #LoafChat @mira_k asked for more crumbs, here they are",
        "Today #LoafChat: @mira_k won the tin",
        "Welcome! Q1 What would you bake with @mira_k tonight?",
    ],
)
def test_who_is_only_named_before_the_questions_is_no_guest(said: str) -> None:
    asked = Q2 if "Q1" in said else Q1
    assert roles(("loafchat", said), asked, Q2, *OURS, THANKS)["mira_k"][0] == "community"


def test_to_whom_the_hosts_put_their_questions_by_name_is_guest() -> None:
    second = ("loafchat", "@mira_k how do you keep a starter alive? #LoafChat #Q2")
    third = ("loafchat", "@mira_k Q3: Who taught you? #LoafChat")
    found = roles(Q1, second, third, *OURS, ("tom_x", "A3 Gran"))
    assert found["mira_k"] == ("guest", "asked Q2, Q3 by name")
    others = [("tom_x", second[1]), ("tom_x", third[1])]  # no host
    assert roles(Q1, Q2, *others, *OURS)["mira_k"][0] == "community"


def test_so_is_whom_they_name_behind_the_hashtag() -> None:
    second = ("loafchat", "#LoafChat @mira_k how do you keep a starter alive? #Q2")
    third = ("loafchat", "#LoafChat @mira_k Q3: Who taught you?")
    found = roles(Q1, second, third, *OURS, ("tom_x", "A3 Gran"))
    assert found["mira_k"] == ("guest", "asked Q2, Q3 by name")


def test_so_is_whom_the_export_alone_tells_that_the_hosts_ask() -> None:
    to_mira = {"speaks_to": "Mira_K"}
    second = ("loafchat", "how do you keep a starter alive? #LoafChat #Q2", to_mira)
    third = ("loafchat", "#LoafChat Q3: Who taught you?", to_mira)
    found = roles(Q1, second, third, *OURS, ("tom_x", "A3 Gran"))
    assert found["mira_k"] == ("guest", "asked Q2, Q3 by name")


def test_whom_hosts_name_with_a_comma_or_without_the_server_is_guest() -> None:
    second = ("loafchat", "@mira_k, Q2: How do you keep a starter alive? #LoafChat")
    third = ("loafchat", "@mira_k Q3: Who taught you? #LoafChat")
    theirs = [("mira_k@rye.example", text) for _, text in OURS]
    found = roles(Q1, second, third, *theirs, ("tom_x", "A3 Gran"))
    assert found["mira_k@rye.example"] == ("guest", "asked Q2, Q3 by name")


def test_to_whom_hosts_say_again_what_they_ask_all_is_no_guest() -> None:
    late = [("loafchat", f"@mira_k {question[1]} is where we are") for question in (Q1, Q2)]
    thanks = [("loafchat", f"@mira_k Q{number}: well said!") for number in (3, 4)]
    assert roles(Q1, Q2, *late, *thanks, *OURS)["mira_k"][0] == "community"


def announced_and_thanked(said: str) -> tuple[str, str]:
    """Return the role of Mira and its reason."""
    thanks = ("loafchat", "Huge thanks to @mira_k!")
    return roles(("loafchat", said), Q1, Q2, *OURS, thanks)["mira_k"]


@pytest.mark.parametrize(
    "said",
    [
        "Patience at 8, with @mira_k",
        "Patience at 8, ft. @mira_k",
        "Tonight's talk of patience is led by @mira_k",
        "Half an hour to go! Tonight on #LoafChat we have Dr @mira_k, who bakes for a hospital",
        "This week we've got the one and only @mira_k",
        "@mira_k joins us to talk patience",
        "@mira_k is in the hot seat",
    ],
)
def test_who_is_announced_and_thanked_at_the_end_is_guest(said: str) -> None:
    assert announced_and_thanked(said) == ("guest", "introduced in 2 posts")


@pytest.mark.parametrize(
    "said",
    [
        "Tonight we have a sack of flour to be won, by @mira_k",
        "This week we have @mira_k to thank for the room",
        "Today we have to thank @mira_k",
        "This evening we've got questions from @mira_k",
    ],
)
def test_who_gives_what_a_chat_has_is_no_guest(said: str) -> None:
    reason = "introduced in 1 post, fewer than 2"
    assert announced_and_thanked(said) == ("community", reason)


def test_of_guests_who_are_thanked_together_each_is_thanked() -> None:
    said = ("loafchat", "Patience at 8, with @mira_k and @olu_r")
    more = [(who, f"Oats {n}") for who in ("olu_r", "tom_x") for n in range(3)]
    thanks = ("loafchat", "Thank you @mira_k, @olu_r and @tom_x!")  # the last was not announced
    found = roles(said, Q1, Q2, *OURS, *more, thanks)
    assert [found[handle][0] for handle in ("mira_k", "olu_r", "tom_x")] == [
        "guest", "guest", "community",
    ]  # fmt: skip


def test_who_is_thanked_without_that_is_no_guest() -> None:
    announced, thanked = ("loafchat", "Patience at 8, with @mira_k"), "Huge thanks to @mira_k!"
    for said in (
        [Q1, Q2, *OURS, ("loafchat", "@mira_k joins us next week"), ("loafchat", thanked)],
        [announced, Q1, ("loafchat", thanked), Q2, *OURS],  # for an answer, on the way
        [announced, Q1, Q2, *OURS, ("tom_x", thanked)],
        [("loafchat", "We have 12 loaves. @mira_k"), Q1, Q2, *OURS, ("loafchat", thanked)],
        [Q1, ("loafchat", "Today we have @mira_k in first"), Q2, *OURS, ("loafchat", thanked)],
        [Q1, Q2, *OURS, ("loafchat", thanked)],
    ):
        assert roles(*said)["mira_k"][0] == "community"


def test_who_is_announced_and_thanked_is_guest_where_no_question_has_a_label() -> None:
    asks = [
        ("loafchat", "What does waiting do for your bread? #LoafChat"),
        ("loafchat", "How do you keep a starter alive? #LoafChat"),
        ("loafchat", "Which flour would you give up last? #LoafChat"),
    ]
    replies: list[Said] = []
    for who, text in asks:
        at = {"reply_to": str(len(replies) + 1)}
        replies += [
            (who, text),
            *((one, "By ear.", dict(at)) for one in ("mira_k", "tom_x", "olu_r")),
        ]
    thanked = ("loafchat", "Huge thanks to @mira_k!")
    assert roles(ANNOUNCED, *replies, thanked)["mira_k"] == ("guest", "introduced in 2 posts")
    assert roles(*replies, thanked)["mira_k"][0] == "community"


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [
        (ANNOUNCED[1], "Thank you Mira, and all of you.", "guest"),
        (ANNOUNCED[1], "Thank you all. Mira starts her shift", "community"),
        (ANNOUNCED[1], "Thank you, miracle workers", "community"),
        ("Patience at 8", "Thank you Mira, and all of you.", "community"),
    ],
)
def test_who_is_announced_may_be_thanked_by_first_name(before: str, after: str, role: str) -> None:
    posts, about = chat(("loafchat", before), Q1, Q2, *OURS, ("loafchat", after))
    posts = [
        post.model_copy(update={"name": "Mira Kestrel 🍞"}) if post.handle == "mira_k" else post
        for post in posts
    ]
    asked = questions.find(posts, about)
    found = people.people(posts, [], asked, people.find(posts, asked, about), about)
    assert {person.handle: person.role for person in found}["mira_k"] == role


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Our guest tonight is Mira Keller, baker of nights", "guest"),
        ("Patience, at 8. Guest: Dr. Mira Keller. Bring tea", "guest"),
        ("Join us with special guest MIRA KELLER!", "guest"),
        ("Next week's guest is Mira Keller", "community"),
        ("A guest post by Mira Keller is up", "community"),
        ("Our guest tonight is late. Mira Keller, you start", "community"),
    ],
)
def test_a_guest_may_be_told_by_name_alone(said: str, role: str) -> None:
    assert named("Mira Keller", said) == role


@pytest.mark.parametrize(
    ("shown", "role"),
    [
        ("Mira Keller - Mill Lane Bakery", "guest"),
        ("Dr. Mira Keller, RD (she/her)", "guest"),
        ("Mira Keller | loaves", "guest"),
        ("Mira (Keller)", "community"),
        ("Mira Keller-Stone", "community"),
    ],
)
def test_the_name_of_a_guest_may_have_more_around_it(shown: str, role: str) -> None:
    assert named(shown, "Our guest tonight is Mira Keller, baker of nights") == role


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Our guest tonight is @mira_k, baker of nights", "host"),
        ("Our guest next week is @mira_k", "community"),
        ("Question for our guest, @mira_k: why nights?", "community"),
        ("Such kind words from our guest @mira_k", "community"),
        ("@tom_x our guest tonight is @rye_ruth", "community"),  # who wrote nothing
    ],
)
def test_where_nobody_asks_the_first_to_introduce_a_guest_is_the_host(said: str, role: str) -> None:
    talk = [
        (who, f"{who} bakes number {number}") for number in range(3) for who in ("mira_k", "o_r")
    ]
    posts, about = chat(("vera_h", said), *talk, ("o_r", "Our guest tonight, @mira_k, is so right"))
    found = {
        p.handle: p for p in people.people(posts, [], [], people.find(posts, [], about), about)
    }
    assert found["vera_h"].role == role
    if role == "host":
        assert (found["mira_k"].role, found["o_r"].role) == ("guest", "community")
        assert found["vera_h"].why == "introduces the guest"


@pytest.mark.parametrize("shown", ["Will", "Will (he/him)"])
def test_a_name_that_is_a_common_word_needs_its_capital(shown: str) -> None:
    talk = [(who, f"I bake number {number}") for number in range(3) for who in (shown, "Ola P")]
    for said, role in [("bake for us", "community"), ("be Will, who bakes", "guest")]:
        posts, about = chat(("Vera Holm", f"Our guest tonight will {said}"), *talk)
        posts = [each.model_copy(update={"name": each.handle}) for each in posts]
        found = {
            p.handle: p.role
            for p in people.people(posts, [], [], people.find(posts, [], about), about)
        }
        assert found[shown] == role


def named(name: str, said: str) -> str:
    """Return the role of one of that name when the host says so."""
    posts, about = chat(("loafchat", said), Q1, Q2, *OURS)
    shown = [
        each.model_copy(update={"name": name}) if each.handle == "mira_k" else each
        for each in posts
    ]
    asked = questions.find(shown, about)
    found = {
        p.handle: p.role
        for p in people.people(shown, [], asked, people.find(shown, asked, about), about)
    }
    return found["mira_k"]


@pytest.mark.parametrize(
    "said",
    [
        "Our guest tonight is the baker of the year, @mira_k",
        "Tonight's guest expert: @mira_k",
        "Ask our guest @mira_k anything you like",
        "@mira_k is our guest tonight",
        "Tonight 8pm: #LoafChat on patience. Guest: @mira_k, who bakes at night. Bring tea.",
        "Patience, at 8 🍞 Special guest @mira_k",
        "Join us at 8 for patience with guest @mira_k!",
        "Guest tonight → @mira_k 🎉",
        "Host @loafchat, guest @mira_k",
        "Patience at 8\nGuest: @mira_k",
        "So happy to have @mira_k as our guest",
        "Guests: @rye_ruth + @mira_k",
        "Ask @mira_k anything!",
        "AMA tonight with @mira_k",
        "Patience, at 8. Guest Mira Keller @mira_k joins from Oslo in her lunch break",
        "Patience, at 8. Guest Dr. Élise M. Keller-Roux (@mira_k) joins",
        "Patience, T1 to T6. Guest: the rye baker Dr. Mira Keller @mira_k. Bring tea",
        "Patience, at 8. Guest: Mira Keller, host of the rye podcast @mira_k",
    ],
)
def test_a_host_says_who_is_guest_once(said: str) -> None:
    found = roles(("loafchat", said), Q1, Q2, *OURS)
    assert found["mira_k"] == ("guest", "called the guest by the host")


@pytest.mark.parametrize(
    "said",
    [
        [("tom_x", "Our guest tonight is @mira_k"), ("tom_x", "Thanks to our guest @mira_k")],
        [("tom_x", "Please welcome @mira_k"), ("tom_x", "So happy to have @mira_k with us")],
        [("loafchat", "A question for our guest from @mira_k: rye or spelt?")],
        [("loafchat", "Our guest next week is @mira_k")],
        [("loafchat", "Read our guest post by @mira_k")],
        [("loafchat", "New on the site. Guest Post From Tom Ott @mira_k")],
        [("loafchat", "Be my guest, @mira_k")],
        [("loafchat", "Next week: patience. Guest: @mira_k")],
        [("loafchat", "Guest: Tom Ott, baker at @mira_k")],
        [("loafchat", "Patience at 8. Guest: Tom Ott | Host: @mira_k")],
        [("loafchat", "My house-guest @mira_k ate it all")],
        [("tom_x", "Guest: @mira_k")],
        [("loafchat", "Please welcome @mira_k")],
        [("tom_x", "Please welcome @mira_k"), ("ines_b", "Please welcome @mira_k, new here")],
    ],
)
def test_one_who_says_so_or_says_something_else_makes_no_guest(said: list[Said]) -> None:
    assert roles(*said, Q1, Q2, *OURS)["mira_k"][0] != "guest"


def test_newcomers_who_are_welcomed_during_the_chat_are_no_guests() -> None:
    late = [("tom_x", "So happy to have @mira_k with us"), ("ines_b", "Please welcome @mira_k")]
    assert roles(Q1, *late, Q2, *OURS)["mira_k"][0] == "community"


def test_two_who_are_introduced_as_often_are_both_guests() -> None:
    both = [
        ("loafchat", "Our guests are @mira_k and @olu_r!"),
        ("loafchat", "Guests @mira_k and @olu_r are here"),
    ]
    theirs = [("olu_r", f"A{n}: Rye, {n} days") for n in (1, 1, 2)]
    found = roles(*both, Q1, Q2, *OURS, *theirs)
    for handle in ("mira_k", "olu_r"):
        assert found[handle] == ("guest", "introduced in 2 posts")


@pytest.mark.parametrize(
    "again",
    [
        ("tom_x", "RT @loafchat: Featuring @mira_k, baker of ten years!"),
        ("ines_b", "Featuring @mira_k? Lovely", {"reply_to": "0"}),
    ],
)
def test_who_repeats_an_introduction_or_answers_it_introduces_nobody(again: Said) -> None:
    found = roles(("loafchat", "Featuring @mira_k, baker of ten years!"), again, Q1, Q2, *OURS)
    assert found["mira_k"] == ("community", "introduced in 1 post, fewer than 2")


def test_who_is_introduced_too_little_is_told_so() -> None:
    once = ("loafchat", "Featuring @mira_k, baker of ten years!")
    found = roles(once, Q1, Q2, *OURS)
    assert found["mira_k"] == ("community", "introduced in 1 post, fewer than 2")
    found = roles(once, once, Q1, Q2, OURS[0])
    assert found["mira_k"] == ("community", "introduced in 2 posts, but wrote fewer than 3")


@pytest.mark.parametrize(
    "mentions",
    [
        [("tom_x", "I agree with @mira_k"), ("ines_b", "Agreed with @mira_k, rye it is")],
        [("tom_x", "I agree w/ @mira_k"), ("ines_b", "Agreed w/ @mira_k, rye it is")],
        [("tom_x", "Late, sorry @mira_k"), ("ines_b", "Lots to do with salt. Hi @mira_k")],
        [("tom_x", "Welcome @mira_k!"), ("ines_b", "Welcome, @mira_k, to your first one")],
        [("tom_x", "@mira_k our guest is late"), ("ines_b", "@mira_k guest or not?")],
        [("mira_k", "Here with @mira_k"), ("mira_k", "Your guest tonight: me, @mira_k")],
    ],
)
def test_who_is_only_mentioned_is_no_guest(mentions: list[Said]) -> None:
    assert roles(Q1, *mentions, Q2, *OURS)["mira_k"][0] == "community"


def test_a_guest_who_says_nothing_is_not_found() -> None:
    found = roles(ANNOUNCED, ("tom_x", "Here for #LoafChat with @mira_k"), Q1, Q2)
    assert [role for role, _ in found.values()].count("guest") == 0


def test_who_answers_in_parts_is_guest_where_nobody_is_introduced() -> None:
    parts = [("mira_k", f"A1{part}: Flour, water, {part}.") for part in "abc"]
    once = ("tom_x", "A1a Rye.")
    assert roles(Q1, Q2, *parts, once)["mira_k"] == ("guest", "answers in 3 parts (A1a, A1b)")
    called = ("loafchat", "Our guest tonight is @olu_r")
    theirs = [("olu_r", f"A{n}: Rye, {n} days") for n in (1, 1, 2)]
    found = roles(called, Q1, Q2, *parts, *theirs)
    assert (found["olu_r"][0], found["mira_k"][0]) == ("guest", "community")


@pytest.mark.parametrize(
    "said",
    [
        [("tom_x", "Q1A: Tidy."), ("tom_x", "Q2A: By force."), ("tom_x", "Q3A: Rye.")],
        [
            ("loafchat", "Q1a: What does waiting do for your bread?"),
            ("loafchat", "Q1b: Who taught you?"),
            ("loafchat", "Q2a: How do you keep it alive? Q2b: Why?"),
            *(("tom_x", f"A{part}: Gran.") for part in ("1a", "1b", "2a", "2b")),
        ],
    ],
    ids=["another spelling", "asked in parts"],
)
def test_who_labels_as_asked_is_no_guest(said: list[Said]) -> None:
    assert roles(Q1, *said, Q2)["tom_x"][0] == "community"


def test_everybody_is_counted_once_however_their_handle_is_spelled() -> None:
    posts, about = chat(
        Q1,
        Q2,
        ("Tom_X", "A1 Rye", {"name": "Tom Xanthe"}),
        ("tom_x", "A2 Sundays"),
        ("ines_b", "Hello!"),
    )
    placed = [
        Answer(post_id=p.id, question=1, kind="answer" if p.handle != "ines_b" else "greeting",
               confidence=1, evidence=())
        for p in posts
    ]  # fmt: skip
    asked = questions.find(posts, about)
    found = people.people(posts, placed, asked, people.find(posts, asked, about), about)
    assert found[1:] == [
        Person(handle="Tom_X", name="Tom Xanthe", role="community", posts=2, answers=2,
               why="neither asks nor is introduced"),
        Person(handle="ines_b", name=None, role="community", posts=1, answers=0,
               why="neither asks nor is introduced"),
    ]  # fmt: skip
    assert found[0].role == "host"
    assert sum(person.posts for person in found) == len(posts)


def test_people_stand_by_role_then_by_what_they_gave_then_by_name() -> None:
    said = [("Zoe", "Hi"), ("bob", "Hi"), ("Ada", "Hi"), ("kim_o", "Hi"), ("Zoe", "Bye"), Q1]
    order = [*roles(*said, ("ines_b", "A1 Rye"), guest=("kim_o",))]
    assert order == ["kim_o", "loafchat", "Zoe", "Ada", "bob", "ines_b"]


def test_what_is_set_aside_is_nobodys_answer() -> None:
    posts, about = chat(
        Q1,
        ("ines_b", "A1 It makes me plan my week around an oven."),
        ("ines_b", "A1 #LoafChat"),  # says nothing
        ("bread_boost", "A1 Get 10K REAL followers in 7 DAYS, DM us, link in bio"),
    )
    posts[2] = posts[2].model_copy(update={"set_aside": "empty"})
    posts[3] = posts[3].model_copy(update={"set_aside": "promotion"})
    placed = [
        Answer(post_id=post.id, question=1, kind="answer", confidence=1, evidence=())
        for post in posts[1:]
    ]
    asked = questions.find(posts, about)
    found = people.people(posts, placed, asked, people.find(posts, asked, about), about)
    assert {person.handle: person.answers for person in found} == {
        "loafchat": 0, "ines_b": 1, "bread_boost": 0,
    }  # fmt: skip


def test_who_only_says_hello_has_answered_nothing() -> None:
    hello = ("ines_b", "Ines here from Porto, with nine loaves on the bench and one in the oven")
    posts, about = chat(Q1, hello, ("ines_b", "A1 It makes me plan my week around an oven."))
    placed = [
        Answer(post_id=post.id, question=number, kind="answer", confidence=1, evidence=())
        for post, number in zip(posts[1:], (None, 1), strict=True)
    ]
    asked = questions.find(posts, about)
    found = people.people(posts, placed, asked, people.find(posts, asked, about), about)
    assert {person.handle: person.answers for person in found} == {"loafchat": 0, "ines_b": 1}
    no_questions = people.people(posts, placed, [], people.find(posts, [], about), about)
    assert {person.handle: person.answers for person in no_questions}["ines_b"] == 2


@pytest.mark.parametrize(
    ("pattern", "said", "found"),
    [
        (people.ORGANISES, "Q3 coming in a minute", "Q3 coming"),
        (people.ORGANISES, "The chat starts in ten", "starts in"),
        (people.ORGANISES, "Please use the tag", "Please use"),
        (people.ORGANISES, "Please pass the salt", None),
        (people.ORGANISES, "I was ready to start with rye", None),
        (people.HERALDS, "Reminder of ", "Reminder"),
        (people.HERALDS, "Here’s ", "Here’s"),
        (people.HERALDS, "Moving on to ", "Moving"),
        (people.HERALDS, "Great one! ", None),  # so a guest repeats a question
        (people.HERALDS, "I know nothing of ", None),
    ],
)
def test_what_hosts_say_is_told_from_what_guests_say(
    pattern: re.Pattern[str], said: str, found: str | None
) -> None:
    match = pattern.search(said)
    assert (match[0] if match else None) == found
