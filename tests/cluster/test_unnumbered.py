"""Questions of hosts who do not number, and of those who number like a list."""

import pytest

from pipeline.cluster import questions
from pipeline.records import Question
from tests.cluster.chats import Said, chat

WELCOME = ("loafchat", "Evening all, welcome! Tonight: patience. Kettle on?")
ASKED = (
    "What does waiting do for your bread?",
    "I'm hungry already. How do you keep a starter alive?",
    "Story time: the loaf that went wrong, and who had to eat it.",  # asks without a mark
    "Which loaf would you bake for a stranger?",
    "Last from me. What will you try in spring?",
)
BYE = ("loafchat", "That was lovely. Same time next week, bring butter")


def answers(number: int) -> list[Said]:
    return [
        ("mira_k", f"Patience, {number} times over"),
        ("tom_x", f"Is {number} a lot? I never counted"),
        ("ines_b", f"My nan would know, she is {80 + number}"),
        ("loafchat", f"@tom_x it is if you are hungry, ha. {number}!"),
        ("uma_r", f"Rye, always rye, {number} days of it"),
    ]


def evening(*asked: str) -> list[Said]:
    said = [WELCOME]
    for number, text in enumerate(asked, 1):
        said += [("loafchat", text), *answers(number)]
    return [*said, BYE]


def find(said: list[Said], **known: object) -> list[Question]:
    posts, about = chat(*said, **known)
    return questions.find(posts, about)


def test_a_host_is_known_by_opening_the_chat_and_asking() -> None:
    found = find(evening(*ASKED))
    assert [(q.number, q.text) for q in found] == list(enumerate(ASKED, 1))
    assert {q.handle for q in found} == {"loafchat"}
    assert "counted in the order" in found[0].evidence[0]


def test_what_a_host_says_in_between_is_no_question() -> None:
    said = evening(*ASKED)
    place = next(i for i, (_, text, *_) in enumerate(said) if text == ASKED[3])
    said.insert(place + 1, ("loafchat", "Somebody's oven just tripped the fuse, poor street"))
    assert [q.text for q in find(said)] == list(ASKED)


def test_a_host_who_has_a_word_for_every_answer_still_asks() -> None:
    marked = [text for text in ASKED if "?" in text]
    said = []
    for who, text, *_ in evening(*marked):  # as on WhatsApp, where nothing tells whom a word is for
        said.append((who, text))
        said += [("loafchat", f"Ha, {text[-12:]}. Noted!")] if who in ("ines_b", "uma_r") else []
    assert [q.text for q in find(said)] == marked


@pytest.mark.parametrize("name", ["", "Last one: ", "And the final question: "])
def test_who_comes_next_week_is_no_question_of_this_chat(name: str) -> None:
    said = evening(*ASKED, f"{name}Who joins us next week?")
    assert [q.text for q in find(said)] == list(ASKED)


def test_a_guest_who_asks_a_lot_amid_other_things_is_no_host() -> None:
    said = [WELCOME]
    for number, text in enumerate(ASKED, 1):
        own = [("mira_k", f"Crumbs again, {number}"), ("mira_k", f"Oven is at {number} now")]
        said += [("mira_k", text), *own, *answers(number)[1:]]
    assert find(said) == []


STRAY = ("zora_q", "Q1 - does sourdough count? Mine waits for days.")


@pytest.mark.parametrize("known", [{}, {"host": ("loafchat",)}], ids=["unknown", "given"])
def test_one_labelled_question_of_a_guest_does_not_stand_for_all(known: dict[str, object]) -> None:
    said = evening(*ASKED)
    said.insert(10, STRAY)
    found = find(said, **known)
    assert [(q.number, q.handle, q.text) for q in found] == [
        (number, "loafchat", text) for number, text in enumerate(ASKED, 1)
    ]


def test_a_host_who_labels_one_question_is_taken_at_that_word() -> None:
    found = find([("loafchat", "Q1: Who is hungry already?"), *evening(*ASKED)[1:]])
    assert [(q.number, q.text) for q in found] == [(1, "Who is hungry already?")]


@pytest.mark.parametrize("mark", ["", "{}. ", "{}) "])
def test_given_hosts_who_take_turns_are_one_voice(mark: str) -> None:
    said = []
    for number, text in enumerate(ASKED, 1):
        host = "loafchat" if number % 2 else "Loaf_Two"
        said += [(host, mark.format(number) + text), *answers(number)]
    found = find(said, host=("loaf_two", "loafchat"))
    assert [(q.number, q.text) for q in found] == list(enumerate(ASKED, 1))
    assert {q.handle for q in found} == {"loafchat", "Loaf_Two"}


def in_turn(*hosts: str, lead: tuple[str, ...] = ("",)) -> list[Said]:
    """Return what hosts ask, each in turn, with answers by others."""
    said: list[Said] = []
    for number, text in enumerate(ASKED[:2] + ASKED[3:]):
        said.append((hosts[number % len(hosts)], lead[number % len(lead)] + text))
        said += [one for one in answers(number) if one[0] != "loafchat"]
    return said


@pytest.mark.parametrize(
    "opening",
    [
        [("ana_h", "Welcome! Ana here, hosting with @bo_r tonight")],
        [("loafchat", "Hosts today: @ana_h and @bo_r")],
    ],
)
def test_hosts_who_are_called_so_take_turns(opening: list[Said]) -> None:
    found = find([*opening, *in_turn("ana_h", "bo_r")])
    assert [q.handle for q in found] == ["ana_h", "bo_r", "ana_h", "bo_r"]


def test_one_who_says_to_be_the_other_host_asks_beside_the_first() -> None:
    opening = [("ana_h", "Welcome to the loaves!"), ("bo_r", "Bo here, your other host tonight")]
    found = find([*opening, *in_turn("ana_h", "bo_r", "ana_h")])
    assert [q.handle for q in found] == ["ana_h", "bo_r", "ana_h", "ana_h"]


def test_one_who_is_called_a_host_but_mostly_talks_asks_nothing() -> None:
    said = [("loafchat", "Hosts today: @ana_h and @bo_r")]
    for one in in_turn("ana_h"):
        said += [one, *[("bo_r", f"Oh {n}, so good") for n in range(3)], ("uma_r", "Yes")]
    assert {q.handle for q in find(said)} <= {"ana_h"}


def test_two_who_announce_each_question_take_turns() -> None:
    lead = ("First question: ", "Next question: ", "Third question: ", "Last question: ")
    found = find([WELCOME, *in_turn("ana_h", "bo_r", lead=lead)])
    assert [q.handle for q in found] == ["ana_h", "bo_r", "ana_h", "bo_r"]


def test_who_counts_questions_beside_the_host_takes_no_turns() -> None:
    lead = ("First question: ", "Second question: ", "Third question: ", "Last question: ")
    theirs = [
        [("uma_r", f"My {nth} question: is rye flour {what}?"), *answers(n)[:3]]
        for n, (nth, what) in enumerate((("first", "dear"), ("next", "old")), 8)
    ]
    said = in_turn("ana_h", lead=lead)
    found = find([WELCOME, *said[:-4], *theirs[0], *said[-4:], *theirs[1]])
    assert {q.handle for q in found} == {"ana_h"}


def test_two_in_whose_threads_a_chat_is_held_take_turns() -> None:
    said: list[Said] = []
    for who, text, *_ in in_turn("ana_h", "bo_r"):
        top = max((n for n, one in enumerate(said) if one[0] in ("ana_h", "bo_r")), default=0)
        is_top = who in ("ana_h", "bo_r")
        said.append((who, text, {} if is_top else {"reply_to": str(top)}))
    assert [q.handle for q in find(said)] == ["ana_h", "bo_r", "ana_h", "bo_r"]


def test_many_who_ask_in_threads_of_their_own_are_no_hosts() -> None:
    things = ["oven", "mill", "crumb", "whisk", "yeast", "barn", "towel", "spoon"]
    said: list[Said] = []
    for number, thing in enumerate(things):
        top = {"reply_to": str(len(said))}
        said.append((f"fan_{number % 4}", f"Where did your {thing} come from?"))
        said += [(who, text, top) for who, text in answers(number) if who != "loafchat"]
    assert find(said) == []


def test_who_asks_but_neither_opens_the_chat_nor_is_named_so_is_no_host() -> None:
    said = evening(*ASKED)
    said = [("mira_k" if handle == "loafchat" else handle, text) for handle, text in said[1:]]
    said.insert(0, ("tom_x", "Bread day! My first time here"))
    assert [q.handle for q in find(said)] == []


def test_who_asks_for_a_while_in_a_long_chat_is_no_host() -> None:
    long = [("mira_k", f"Crumb report number {number}") for number in range(60)]
    assert find([*long, *evening(*ASKED), *long]) == []


def test_a_given_host_needs_no_other_sign() -> None:
    said = [
        ("mira_k" if handle == "loafchat" else handle, text) for handle, text in evening(*ASKED)
    ]
    said.insert(0, ("tom_x", "Bread day! My first time here"))
    assert [q.text for q in find(said, host=("mira_k",))] == list(ASKED)


@pytest.mark.parametrize("mark", ["{}. ", "{}) ", "{}: "])
def test_questions_numbered_like_a_list_keep_their_numbers(mark: str) -> None:
    found = find(evening(*(mark.format(n) + text for n, text in enumerate(ASKED, 1))))
    assert [(q.number, q.text) for q in found] == list(enumerate(ASKED, 1))
    assert found[1].evidence == ("numbered 2 by @loafchat",)


def test_a_list_of_ones_own_is_not_the_questions() -> None:
    rows = [("mira_k", f"{n}. Flour, more or less {n} cups?") for n in range(1, 6)]
    assert find([("tom_x", "Recipe please"), *rows, ("tom_x", "Thanks"), *answers(1)]) == []


@pytest.mark.parametrize("form", ["({}/4) ", "Day {}: ", "Tip {}: ", "{}. "])
def test_what_a_guest_counts_amid_the_questions_of_a_host_is_a_story(form: str) -> None:
    story = ("I fed it. Wish me luck?", "Nothing. Too cold here?", "Bubbles at last", "My loaf")
    said = [WELCOME]
    for number, text in enumerate(ASKED, 1):
        own = [("zoe_k", form.format(number) + told) for told in story[number - 1 : number]]
        said += [("loafchat", text), *answers(number), *own, *answers(number + 5)]
    assert [q.text for q in find(said)] == list(ASKED)


def labelled(shift: int = 0) -> list[Said]:
    number, said = 0, []
    for handle, text in evening(*ASKED):
        number += (handle, text) in {("loafchat", asked) for asked in ASKED}
        own = number and handle != "loafchat"
        said.append((handle, f"A{number + shift} {text}" if own else text))
    return said


def test_labels_of_answers_count_what_a_host_does_not() -> None:
    found = find(labelled())
    assert [(q.number, q.text) for q in found] == list(enumerate(ASKED, 1))


def test_labels_that_begin_above_one_tell_the_numbers_all_the_same() -> None:
    found = find(labelled(shift=2))
    told = [text if "?" in text else "" for text in ASKED]
    assert [(q.number, q.text) for q in found] == list(enumerate(told, 3))


def test_a_label_or_two_by_a_few_tell_nothing_of_what_a_host_counts() -> None:
    said = evening(*ASKED)
    said[3:3] = [("ines_b", "A2 My nan would know"), ("uma_r", "RT @ines_b: A9 Rye, always rye")]
    assert [(q.number, q.text) for q in find(said)] == list(enumerate(ASKED, 1))


def test_one_labelled_question_that_others_answer_is_not_dropped_for_a_guests_chatter() -> None:
    said = [
        ("loafchat", "Welcome to bread night! We start in a minute"),
        ("loafchat", "Q1: Which loaf do you bake when it rains?"),
        ("mira_k", "A1: Rye with a lot of seeds in it"),
        ("tom_x", "A1: Milk bread from a tin"),
        ("zora_q", "Another question: does the oven matter?"),
        ("ana_p", "A1: Black as night"),
        ("zora_q", "And my last question, who feeds the starter?"),
        ("bo_l", "A1: Oats"),
    ]
    assert [(q.number, q.handle) for q in find(said)] == [(1, "loafchat")]


def test_who_answers_first_under_q1_is_no_host_of_one_who_does_not_number() -> None:
    said = []
    for number, asked in enumerate((text for text in ASKED if "?" in text), 1):
        said += [
            ("loafchat", asked),
            ("amy_b", f"Q{number}: You should start small and give your dough time"),
            ("tom_x", f"A{number}: I wait until it sings"),
            ("mira_k", f"A{number}: Rye, always rye"),
        ]
    assert {q.handle for q in find(said)} == {"loafchat"}


COUNTED = (
    "Our first question: what does waiting do for your bread?",
    "Great crumbs! Second question... how do you keep a starter alive",
    "3rd question tonight: tell us of the loaf that went wrong.",
    "Next one: Which loaf would you bake for a stranger?",
    "And the very last one - what will you try in spring?",
)
HEADINGS = (
    "what does waiting do for your bread?",
    "Great crumbs! Second question... how do you keep a starter alive",
    "tell us of the loaf that went wrong.",
    "Which loaf would you bake for a stranger?",
    "what will you try in spring?",
)


def counting(*asked: str) -> list[Said]:
    """A host who counts questions and talks a lot besides, to all."""
    said = []
    for number, text in enumerate(asked, 1):
        chat_ = [("zora_q", f"Salt in {number} hours"), ("zora_q", f"Oven at {number}, is yours?")]
        said += [("zora_q", text), *answers(number)[:3], *chat_, *answers(number + 5)[:3]]
    return said


@pytest.mark.parametrize("label", ["", "A{} "], ids=["unlabelled", "labelled"])
def test_a_host_who_counts_with_words_needs_no_mark(label: str) -> None:
    said, number = [], 0
    for handle, text in counting(*COUNTED):
        number += text in COUNTED
        said.append((handle, text if handle == "zora_q" else label.format(number) + text))
    found = find(said)
    assert [(q.number, q.handle, q.text) for q in found] == [
        (number, "zora_q", text) for number, text in enumerate(HEADINGS, 1)
    ]
    assert found[1].evidence == ('@zora_q calls it "Second question"',)
    assert "counted in the order" in found[3].evidence[0]


@pytest.mark.parametrize(
    "leads",
    [
        ("Right, question number one: ", "Second question, and thanks for those: ", "Question 3. "),
        ("Question 1 of 3: ", "Question two for you all: ", "And the last one before bed: "),
        ("First question: ", "Alright folks, number two 🥖 ", "Final question of the evening. "),
        ("Question the first: ", "Question the second, a poll too: ", "And the third and last: "),
    ],
)
def test_a_host_may_count_in_a_new_form_each_time(leads: tuple[str, ...]) -> None:
    asked = (*ASKED[:2], "Which loaf went wrong?")
    found = find(counting(*(lead + text for lead, text in zip(leads, asked, strict=True))))
    assert [(q.number, q.text) for q in found] == list(enumerate(asked, 1))


@pytest.mark.parametrize("last", ["And the third and last: ", "Last one: ", "Next up: "])
def test_a_host_who_counts_with_words_may_bid(last: str) -> None:
    bid = "Finish the sentence: my first loaf was ..."
    asked = [f"Question the first: {ASKED[0]}", f"Question the second: {ASKED[1]}", last + bid]
    assert [q.text for q in find(counting(*asked))][2:] == [bid]
    praise = f"{last}thank you all, lovely people, and bring butter"
    assert len(find(counting(*asked, praise))) == len(asked)


BARE = (
    "First question. What does waiting do for your bread?",
    "Second. How do you keep a starter alive?",
    "Third: I lost mine twice. When did a loaf go wrong?",
    "The cat is fed. Fourth and final: which loaf would you bake for a stranger?",
)


@pytest.mark.parametrize("known", [{}, {"host": ("zora_q",)}], ids=["found", "given"])
def test_who_counts_on_by_the_bare_word_asks_and_another_host_fills_in(
    known: dict[str, object],
) -> None:
    said = counting(*BARE)
    assert [(q.number, q.handle) for q in find(said, **known)] == [
        (number, "zora_q") for number in range(1, 5)
    ]
    at = said.index(("zora_q", BARE[2]))
    said[at] = ("bo_m", BARE[2])
    said.insert(at + 2, ("amy_b", "Second thought. Third: fold it, or do you not?"))
    assert [(q.number, q.handle) for q in find(said, **known)] == [
        (1, "zora_q"), (2, "zora_q"), (3, "bo_m"), (4, "zora_q"),
    ]  # fmt: skip


def test_a_bare_third_after_no_second_counts_nothing() -> None:
    asked = [
        ASKED[0],
        "My next: how do you keep a starter alive?",
        "Third. What went wrong with your worst loaf?",
        ASKED[3],
        "Last question, take your time. What will you try in spring?",
    ]
    assert [q.number for q in find(evening(*asked))] == [1, 2, 3, 4, 5]


def test_a_label_among_such_words_says_the_number() -> None:
    said = counting(*COUNTED[:1], "Q3: Which loaf went wrong?", "Fourth question: Who ate it?")
    assert [q.number for q in find(said)] == [1, 3, 4]


def test_who_says_that_it_was_the_last_question_asks_none() -> None:
    said = [*counting(*COUNTED), ("zora_q", "That was our last question! Who brings cake?")]
    assert len(find([*said, *answers(9)])) == len(COUNTED)


def test_a_number_that_a_host_speaks_of_asks_nothing() -> None:
    said = counting(*COUNTED)
    said.insert(-3, ("zora_q", "Did all of you answer question 4? It is my number one, too"))
    assert len(find(said)) == len(COUNTED)


def test_a_number_said_in_words_is_kept_where_one_is_missing() -> None:
    found = find(counting(COUNTED[0], *COUNTED[2:]))
    assert [q.number for q in found] == [1, 3, 4, 5]


def test_what_a_host_asks_before_the_second_question_is_the_first() -> None:
    said = evening(
        "Let's warm up. What does waiting do for your bread?",
        "Second question: how do you keep a starter alive?",
        "Third question: and which loaf went wrong?",
        *COUNTED[3:],
    )
    assert [q.number for q in find(said)] == [1, 2, 3, 4, 5]


def test_a_question_that_is_asked_again_under_its_word_is_one() -> None:
    again = "Once more the second question: how do you keep a starter alive?"
    found = find(counting(*COUNTED[:2], again, *COUNTED[2:]))
    assert [(q.number, len(q.also_asked)) for q in found] == [
        (1, 0),
        (2, 1),
        (3, 0),
        (4, 0),
        (5, 0),
    ]


def test_words_that_go_back_count_nothing() -> None:
    later = "First question of part two: what would you never bake at home?"
    found = find(counting(*COUNTED, later))
    assert [q.number for q in found] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "talk",
    [
        "Last one: thanks to all of you, that was a treat",
        "Next question: in five minutes",
        "First question answered, what a start for you all",
        "Finally home, did anybody feed the starter?",
    ],
)
def test_what_only_sounds_like_counting_asks_nothing(talk: str) -> None:
    said = counting(*COUNTED)
    said.insert(-3, ("zora_q", talk))
    assert [q.text for q in find(said)] == list(HEADINGS)


def test_a_guest_who_says_last_one_is_no_host() -> None:
    said = evening(*ASKED)
    said += [("mira_k", f"Last one: is {n} too old for a starter?") for n in range(4)]
    assert {q.handle for q in find(said)} <= {"loafchat"}


def test_a_welcome_in_words_that_nobody_foresaw_is_not_the_first_question() -> None:
    said = evening(*ASKED)
    said[0] = ("loafchat", "Servus beinand, schee dass ihr da seids. Heit geht's um Geduld")
    said[1:1] = [(f"guest_{n}", f"Servus, {n} Semmeln hab i dabei") for n in range(4)]
    assert [q.text for q in find(said)] == list(ASKED)


def test_a_welcome_in_two_posts_is_not_the_first_question() -> None:
    said = evening(*ASKED)
    said[0] = ("loafchat", "Evening all, welcome! Tonight: patience")
    said[1:1] = [("loafchat", "I post them one at a time, shout if that goes too fast")]
    said[2:2] = [(f"guest_{n}", f"Evening, {n} loaves in the oven") for n in range(4)]
    assert [q.text for q in find(said)] == list(ASKED)
    said[1] = ("loafchat", "To begin with, tell us of the first loaf that you baked")
    assert len(find(said)) == len(ASKED) + 1


@pytest.mark.parametrize(
    "welcome",
    [
        "Good evening! Who is here, and what is in your oven?",
        "Hello bakers. Who's joining tonight, and from where?",
        "Where are you all tuning in from today?",
        "Welcome to the chat! Where's everyone joining us from?",
        "Hello! Who have we got in the room tonight, and what is in your oven?",
        "Say hi and tell us: rye or wheat?",
        "Who's coming? Bring butter",
        "Who have we got in tonight?",
        "Intros: your name, your flour, and what's in the oven?",
        "Intros please: your name, your flour, and what's in the oven?",
        "Intro yourself: who are you, and what is in the oven?",
        "New here? Shout, and somebody helps",
        "Ten minutes to go! Kettle on?",
    ],
)
def test_who_is_here_is_none_of_the_questions(welcome: str) -> None:
    said = [WELCOME, ("loafchat", welcome), *answers(0), *evening(*ASKED)[1:]]
    assert [q.text for q in find(said)] == list(ASKED)
    said[1:1] = [("loafchat", "Hello all! Who's about?"), *answers(7)]
    assert [q.text for q in find(said)] == list(ASKED)


def test_a_first_question_without_a_mark_is_found_behind_a_welcome_that_asks() -> None:
    unmarked = "First up, an easy one: the loaf that you bake when nobody looks"
    welcome = [("loafchat", "Good evening! Who is here?"), ("tom_x", "Tom, in Leeds")]
    said = [*welcome, *evening(unmarked, *ASKED)[1:]]
    assert [q.text for q in find(said)][1:] == list(ASKED)


@pytest.mark.parametrize(
    "first",
    [
        "Who is there for you when the dough fails?",
        "First question: who is here, and what is in your mug?",
        "Welcome! Who is here for you when the dough fails?",
        "Who's around you when you bake, family or flatmates?",
        "Where are you posting your loaves these days?",
        "How do you say hello to a neighbour, with bread or with cake?",
        "How do you introduce yourself, as a baker?",
        "The timer rings in ten minutes. What do you do?",
        "Who's in your family of bakers, and who started it?",
        "What do you do with ten minutes to go before the guests come?",
        "You have five minutes until the oven is hot: tea, or dishes?",
        "What did nobody tell you when you were new here?",
        "How do you write introductions: first, or last?",
    ],
)
def test_who_is_here_may_be_the_first_question(first: str) -> None:
    assert len(find(evening(first, *ASKED))) == len(ASKED) + 1


@pytest.mark.parametrize(
    ("lead", "bid"),
    [
        ("Last one of tonight: ", "tell us about a loaf you'll never forget"),
        ("", "describe your worst loaf in three words"),
        ("So. ", "Name the tin that you would save from a fire"),
    ],
)
def test_a_last_question_may_bid(lead: str, bid: str) -> None:
    assert [q.text for q in find(evening(*ASKED, lead + bid))] == [*ASKED, bid]


@pytest.mark.parametrize(
    "leave",
    [
        "Tell us what to talk about next time",
        "Share the loaves with a friend, and thanks for coming",
        "Tell us how it was for you: https://example.org/form",
        "Name your loaf in the recap, it's up on friday",
        "Give us two minutes, the wifi is down",
        "Somebody's oven just tripped the fuse, poor street",
        "The oven is off. I tell you, what a night",
    ],
)
def test_what_a_host_says_to_take_leave_asks_nothing(leave: str) -> None:
    assert [q.text for q in find(evening(*ASKED, leave))] == list(ASKED)


@pytest.mark.parametrize(
    "lead",
    [
        "Just joining? We're on: ",
        "Reminder of the question - ",
        "in case you missed it: ",
        "Still on this one 👉 ",
        "For those who sell as for those who buy: ",
    ],
)
def test_a_reminder_behind_words_of_its_own_is_no_question_more(lead: str) -> None:
    said = []
    asked = [text for text in ASKED if "?" in text]
    for text in asked:
        said += [("loafchat", text), *answers(len(said)), ("loafchat", lead + text)]
        said += answers(len(said))
    found = find([WELCOME, *said, BYE])
    assert [q.text for q in found] == asked
    assert [len(q.also_asked) for q in found] == [1] * len(asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What do you expect of a good old mill?", "What do you expect of your own nan?"),
        (
            "What did the first loaf teach you about flour?",
            "What did the last teach you about flour?",
        ),
        ("Who eats it?", "And where does one go who eats it?"),
        ("What tool would you never give up?", "What habit would you never give up?"),
        ("Who do you read for new ideas?", "What do you read for new ideas?"),
        (
            "As a child, what did you want to bake most?",
            "As a baker, what did you want to bake most?",
        ),
        (
            "As a baker: what do you wish that people knew?",
            "As an eater: what do you wish that people knew?",
        ),
        (
            "For those who sell: what do you wish that people knew?",
            "And for those who buy: what do you wish that people knew?",
        ),
    ],
)
def test_questions_of_one_form_are_two(one: str, other: str) -> None:
    assert [q.text for q in find(evening(*ASKED[:3], one, other))] == [*ASKED[:3], one, other]


def test_in_threads_a_host_may_bid() -> None:
    bid = "Tell us about a loaf you'll never forget"
    said: list[Said] = []
    for number, text in enumerate((*ASKED[:2], bid, ASKED[3])):
        top = {"reply_to": str(len(said))}
        said.append(("loafchat", text))
        said += [(who, words, top) for who, words in answers(number) if who != "loafchat"]
    assert [q.text for q in find(said)] == [*ASKED[:2], bid, ASKED[3]]


def test_a_guest_who_speaks_of_the_questions_is_no_host() -> None:
    said: list[tuple[str, str]] = [("ola_p", "Welcome everyone!")]
    remarks = ("Great first question! Do you mean rye?", "Love the second question. Who starts?")
    for number, remark in enumerate((*remarks, "The last question stays with me, with you too?")):
        said += [("ola_p", f"What about loaf {number}, friends?"), ("mira_k", remark)]
        said += [("tom_x", "Rye"), ("ines_b", "White"), ("uma_r", "Neither, ever")]
    assert [q.handle for q in find(said)] == ["ola_p"] * 3


def test_questions_called_by_their_number_within_a_sentence_keep_it() -> None:
    said: list[tuple[str, str]] = []
    for number in ("first", "second", "third"):
        said += [("ola_p", f"The {number} question is what you bake on day {number}?")]
        said += [("tom_x", "Rye"), ("ines_b", "White"), ("uma_r", "Neither, ever")]
    assert [(q.number, q.handle) for q in find(said)] == [(n, "ola_p") for n in (1, 2, 3)]


def hung(*asked: str) -> list[Said]:
    """An evening whose host hangs each question under the one before."""
    said: list[Said] = []
    for who, text, *_ in evening(*asked):
        last = next((i for i in reversed(range(len(said))) if said[i][1] in asked), None)
        more = {"reply_to": str(last)} if text in asked and last is not None else {}
        said.append((who, text, more))
    return said


@pytest.mark.parametrize("mark", ["", "{}. ", "({}/5) ", "{}\ufe0f\u20e3 "])
def test_a_host_hangs_each_question_under_the_one_before(mark: str) -> None:
    said = hung(*(mark.format(number) + text for number, text in enumerate(ASKED, 1)))
    assert [(q.number, q.text) for q in find(said)] == list(enumerate(ASKED, 1))


def test_who_replies_to_another_hangs_no_question() -> None:
    said = hung(*ASKED)
    at = next(i for i, (_, text, *_) in enumerate(said) if text == ASKED[1])
    word = ("loafchat", "Is that the rye from last week?", {"reply_to": str(at + 1)})
    assert [q.text for q in find([*said, word, *answers(8)])] == list(ASKED)


def test_what_a_host_adds_under_a_question_is_none_where_the_others_stand_alone() -> None:
    said = evening(*ASKED)
    at = next(i for i, (_, text, *_) in enumerate(said) if text == ASKED[1])
    word = ("loafchat", "Or is it the oven alone that you mean here?", {"reply_to": str(at)})
    assert [q.text for q in find([*said[: at + 3], word, *said[at + 3 :]])] == list(ASKED)


def test_a_question_in_two_posts_has_the_words_of_both() -> None:
    first, second = "You bake for a stranger. (1/2)", "(2/2) What do you leave out?"
    said = evening(*ASKED[:3], second, ASKED[4])
    at = next(i for i, (_, text, *_) in enumerate(said) if text == second)
    said.insert(at, ("loafchat", first))
    said[at + 1] = ("loafchat", second, {"reply_to": str(at)})
    asked = find(said)[3]
    assert asked.text == "You bake for a stranger. / What do you leave out?"
    assert asked.also_asked == (str(at),)


@pytest.mark.parametrize("over", ["@bo_m can you take over?", "Over to @bo_m, back soon"])
def test_to_whom_a_host_hands_over_asks_on(over: str) -> None:
    asked = [text for text in ASKED if "?" in text]
    said = evening(*asked, "Who bakes at night?")
    at = next(i for i, (_, text, *_) in enumerate(said) if text == asked[2])
    said[at : at + 1] = [("loafchat", f"The oven is on fire. {over}"), ("bo_m", asked[2])]
    assert [(q.handle, q.text) for q in find(said)][1:4] == [
        ("loafchat", asked[1]), ("bo_m", asked[2]), ("loafchat", asked[3])
    ]  # fmt: skip
