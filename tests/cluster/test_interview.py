"""AMAs: many ask one person, each in a thread of their own."""

from collections.abc import Mapping

import pytest

from pipeline.cluster import asking, assign, interview, model, people, questions, stage
from pipeline.records import Answer, Chat, Post, Question
from pipeline.settings import ClusterSettings
from tests.cluster.chats import Said, chat
from tests.conftest import WordEncoder, within

OPENING: Said = ("nan_p", "I milled flour by hand for nine years. I have an hour, so go ahead")
TURNS = (
    ("mira_k", "What do you grind?"),
    ("tom_x", "How do you hear it?"),
    ("ines_b", "Who buys it?"),
)
ASKED = (
    ("mira_k", "How do you know that a stone is worn out?"),
    ("tom_x", "Hi! Did you ever grind a finger?"),
    ("ines_b", "What does fresh flour smell of?"),
    ("mira_k", "And who bought it, bakers or neighbours?"),
)
BELOW = (
    ("nan_p", "You hear it. A worn stone hums and a sharp one hisses"),
    ("olu_r", "ours only ever squeaked"),
    ("nan_p", "Then it was dry, poor thing"),
)


def ama(*more: Said, top: Mapping[str, object]) -> tuple[list[Post], Chat]:
    """Return a chat in which each thread has its question, an answer, and talk below that."""
    said: list[Said] = [OPENING]
    for who, text in ASKED:
        at = len(said)
        said.append((who, text, dict(top)))
        said += [(by, words, {"reply_to": str(at)}) for by, words in BELOW]
    return chat(*said, *more)


def test_a_guest_in_whatever_case_asks_nothing_of_themselves() -> None:
    own = ("Nan_P", "Wait, who of you has ever heard a stone?", {"reply_to": "0"})
    posts, about = ama(own, ("nan_p", "Nobody?", {"reply_to": "17"}), top={"reply_to": "0"})
    found = interview.find(posts, about)
    assert found is not None and len(found.asked) == len(ASKED)


@pytest.mark.parametrize("top", [{}, {"reply_to": "0"}], ids=["as on Slack", "as on Reddit"])
def test_what_many_ask_of_one_who_answers_below_are_the_questions(top: dict[str, object]) -> None:
    found = questions.find(*ama(top=top))
    assert [(q.number, q.handle, q.text) for q in found] == [
        (number, *asked) for number, asked in enumerate(ASKED, 1)
    ]
    assert found[0].evidence == (
        "asked of @nan_p, who answers below it: counted in the order of asking",
    )


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Tell us about the worst day at the stone.", True),
        ("I've always wondered how you heard it.", True),
        ("Long time fan. What did you do in winter", True),
        ("Would love to hear how it ended", True),
        ("I was wondering. How many loaves a day did you bake", True),
        ("Do those ear plugs help, or is it all for show", True),
        ("Been there once. Is there a good time to come", True),
        ("Any tips for one who has just bought a stone", True),
        ("Did it once, never again", False),
        ("Is a shame that so few mill", False),
        ("How much I loved your story. Thank you for this", False),
        ("Love to hear it, what a life. Greetings from Porto", False),
        ("Curious fan here. Who would have thought!", False),
        ("Tell me about it! I milled for two years.", False),
        ("What a life! Thank you for doing this", False),
        ("My nan milled, too. I love how you tell it.", False),
        ("If you ever come to Porto I'll buy you a beer.", False),
    ],
)
def test_in_an_ama_people_ask_without_a_question_mark(text: str, is_asked: bool) -> None:
    more = (("uma_r", text), ("nan_p", "It was wet and white", {"reply_to": "17"}))
    posts, about = ama(*more, top={})
    assert posts[17].text == text
    assert [q.text for q in questions.find(posts, about)][len(ASKED) :] == [text] * is_asked


def test_a_thread_that_the_one_who_answers_left_alone_asks_nothing() -> None:
    more = ("uma_r", "Does anybody know a cheap mill?")
    assert len(questions.find(*ama(more, top={}))) == len(ASKED)


def test_what_one_person_keeps_asking_another_makes_no_ama() -> None:
    said: list[Said] = []
    for number in range(5):
        said.append(("mira_k", f"@nan_p is loaf {number} yours?"))
        said += [("nan_p", "No", {"reply_to": str(3 * number)}), ("tom_x", "Mine, all mine")]
    assert questions.find(*chat(*said)) == []


def test_threads_amid_a_chat_that_is_held_elsewhere_make_no_ama() -> None:
    rest: list[Said] = [(f"fan{n}", f"My loaf number {n} went flat again") for n in range(30)]
    assert questions.find(*ama(*rest, top={})) == []


@pytest.mark.parametrize("label", ["", "Q"], ids=["no numbers", "numbers"])
def test_hosts_who_take_turns_ask_no_guest(label: str) -> None:
    said: list[Said] = []
    for number, (who, text) in enumerate(TURNS, 1):
        at = len(said)
        said.append((who, f"{label}{number}: {text}" if label else text))
        said += [(fan, f"We go by ear, number {number}", {"reply_to": str(at)}) for fan in "abcd"]
    posts, about = chat(*said)
    found = questions.find(posts, about)
    hosts = people.find_hosts(posts, found, about)
    assert people.find_guests(posts, found, hosts, about) == {}
    assert [q.handle for q in found] == [who for who, _ in TURNS if label]
    assert set(hosts) == {question.handle for question in found}


@pytest.mark.parametrize("known", [{}, {"host": ("ada_h",)}], ids=["", "host given"])
def test_who_thanks_for_every_question_is_not_the_one_who_is_asked(
    known: dict[str, object],
) -> None:
    said: list[Said] = []
    for who, text in ASKED:
        at = {"reply_to": str(len(said))}
        said += [(who, text), ("ada_h", "Good one!", dict(at)), ("nan_p", BELOW[0][1], dict(at))]
    said += [("mira_k", "One more: is it loud?"), ("ada_h", "Noted", {"reply_to": "12"})]
    posts, about = chat(*said, **known)
    found = questions.find(posts, about)
    assert {q.evidence[0].partition(",")[0] for q in found} == {"asked of @nan_p"}


def test_a_given_guest_is_asked_however_much_another_says() -> None:
    said: list[Said] = []
    for who, text in ASKED:
        at = {"reply_to": str(len(said))}
        said += [(who, text), ("nan_p", "You hear it", dict(at)), ("olu_r", text * 3, dict(at))]
    found = questions.find(*chat(*said, guest=("nan_p",)))
    assert {q.evidence[0].partition(",")[0] for q in found} == {"asked of @nan_p"}


def test_who_answers_is_the_guest_and_who_asks_no_host() -> None:
    posts, about = ama(top={})
    found = questions.find(posts, about)
    hosts = people.find_hosts(posts, found, about)
    assert hosts == {}
    assert people.find_guests(posts, found, hosts, about) == {"nan_p": "answers what 3 others ask"}
    roles = {
        person.handle: person
        for person in people.people(posts, [], found, people.find(posts, found, about), about)
    }
    assert (roles["tom_x"].role, roles["tom_x"].why) == ("community", "asks Q2, as others do")


@pytest.mark.parametrize(
    ("said", "is_host"),
    [
        ("Our guest today is @nan_p, miller of nine winters. Ask away", True),
        ("Tomorrow's guest is @nan_p, miller of nine winters", False),
        ("I could listen to @nan_p all day", False),
    ],
)
def test_who_introduces_the_guest_of_an_ama_is_the_host(said: str, is_host: bool) -> None:
    posts, about = ama(("vera_h", said), top={})
    found = questions.find(posts, about)
    roles = {
        person.handle: person
        for person in people.people(posts, [], found, people.find(posts, found, about), about)
    }
    assert (roles["vera_h"].role == "host") is is_host
    assert roles["nan_p"].role == "guest"
    assert roles["tom_x"].why == "asks Q2, as others do"


def test_what_asks_in_reply_to_the_opening_is_placed_under_what_it_asks() -> None:
    posts, about = ama(top={"reply_to": "0"})
    found = questions.find(posts, about)
    placed = place(posts, found)
    assert found
    for question in found:
        assert question.post_id is not None
        asking = placed[question.post_id]
        assert (asking.question, asking.kind) == (question.number, "question")
        assert asking.evidence == (f"asks Q{question.number}",)


def place(posts: list[Post], found: list[Question]) -> dict[str, Answer]:
    scene, _ = stage.look(posts, found, WordEncoder())
    answers = assign.answers(scene, model.load(), frozenset(), frozenset({"nan_p"}))
    return {answer.post_id: answer for answer in answers}


def flat(*more: Said, named: bool = False, lag: int = 0) -> tuple[list[Post], Chat]:
    """Return an AMA whose export names no reply: names at the start tell who speaks to whom, and
    each answer comes behind so many later questions."""
    said: list[tuple[float, Said]] = []
    for place, (who, text) in enumerate(ASKED):
        said.append((place, (who, f"@nan_p {text}" if named else text)))
        said.append((place + lag + 0.5, ("nan_p", f"@{who} {BELOW[place % 2 * 2][1]}, {place}")))
        said.append((place + lag + 0.6, (who, "@nan_p thank you, that helps")))
    return chat(OPENING, *(one for _, one in sorted(said, key=lambda each: each[0])), *more)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("lag", [0, 2])
def test_where_the_export_names_no_reply_names_at_the_start_tell_what_is_answered(
    named: bool, lag: int
) -> None:
    posts, about = flat(named=named, lag=lag)
    made = stage.run(posts, about, ClusterSettings(), WordEncoder())
    assert [q.text for q in made.questions] == [text for _, text in ASKED]
    assert {p.handle for p in made.people if p.role == "guest"} == {"nan_p"}
    places = [
        (post.text[-1], answer.question, answer.evidence)
        for post, answer in zip(posts, made.answers, strict=True)
        if post.handle == "nan_p" and post.text.startswith("@")
    ]
    assert places == [
        (str(number), number + 1, (f"it goes on by name with Q{number + 1}",))
        for number in range(len(ASKED))
    ]


def test_what_the_one_who_is_asked_adds_goes_on_with_what_was_said_last() -> None:
    posts, _ = flat(("nan_p", "@ines_b and of rain"))
    thanks = [post.id for post in posts if post.handle == "ines_b"][-1]
    assert asking.parents(posts)[posts[-1].id] == thanks


def test_names_at_the_start_of_a_long_chat_are_read_at_once() -> None:
    posts, _ = chat(("nan_p", "Why do we mill?"), ("mira_k", "@nan_p for bread"))
    asked, answer = posts
    long = [
        post.model_copy(update={"id": f"{n}/{post.id}"})
        for n in range(8_000)
        for post in (asked, answer)
    ]
    with within(2):  # all that was asked so far was looked through for each
        assert len(asking.parents(long)) == 8_000


def test_names_at_the_start_make_no_ama_where_the_host_asks() -> None:
    said: list[Said] = []
    for number, (_, text) in enumerate(TURNS, 1):
        said.append(("nan_p", f"Q{number}: {text}"))
        said += [(fan, f"@nan_p by ear, number {number}") for fan in ("mira_k", "tom_x", "ines_b")]
    posts, about = chat(*said)
    assert interview.find(posts, about) is None


def test_a_host_without_numbers_who_answers_what_is_asked_back_is_no_guest() -> None:
    said: list[Said] = [("nan_p", "Welcome to the cactus hour, all!")]
    for number, (_, text) in enumerate(TURNS):
        said.append(("nan_p", text))
        for fan in ("mira_k", "tom_x", "ines_b"):
            said.append((fan, f"@nan_p By ear. How is it with you, {number}?"))
            said.append(("nan_p", f"@{fan} By the colour of the leaves, as my aunt did, {number}"))
    posts, about = chat(*said)
    assert interview.find(posts, about) is None
    assert {q.handle for q in questions.find(posts, about)} == {"nan_p"}


def test_a_latecomer_answers_the_last_question_of_hosts_in_turn_by_name() -> None:
    hosts = ("ada_h", "bo_r", "cy_m")
    things = ("loaf", "mill", "oven", "crust", "whisk", "barn")
    said: list[Said] = [("ada_h", "Welcome! Hosts tonight: @ada_h, @bo_r and @cy_m")]
    for place, thing in enumerate(things):
        host = hosts[place % 3]
        said.append((host, f"Who gave you your {thing}, and when?"))
        for fan in ("mira_k", "tom_x", "ines_b", *["uma_r"][: place // 4]):
            said.append((fan, f"@{host} my {fan[:3]} {thing} came by ship in {len(said)} days"))
    made = stage.run(*chat(*said), ClusterSettings(), WordEncoder())
    assert [q.handle for q in made.questions] == [*hosts, *hosts]
    found = [a.question for (who, *_), a in zip(said, made.answers, strict=True) if who == "uma_r"]
    assert found == [5, 6]


LONG = "You hear it. A worn stone hums, a sharp one hisses, and nobody believes it for a year. "


def relayed(asked: int, words: str) -> list[Said]:
    """Return a chat whose host passes on what the others want to know; of what is asked the guest
    answers so many questions in such words."""
    said: list[Said] = [("host_h", "Welcome! The miller is here for an hour")]
    for number, (who, text) in enumerate((*TURNS, *TURNS), 1):
        said.append(("host_h", f"Next, from {who}, number {number}: {text}"))
        said += [("nan_p", f"{words} {number}{k}") for k in range(2 * (number <= asked))]
        said += [(fan, f"ha, number {number} is mine") for fan in ("mira_k", "tom_x", "ines_b")]
        said.append(("uma_r", f"we had a hand mill once, in {1900 + number}"))
    return said


@pytest.mark.parametrize(
    ("asked", "words", "is_guest"),
    [(6, LONG, True), (5, LONG, True), (3, LONG, False), (6, "Ha", False)],
)
def test_of_whom_a_host_asks_what_the_others_want_to_know_is_the_guest(
    asked: int, words: str, is_guest: bool
) -> None:
    posts, about = chat(*relayed(asked, words))
    roles = people.find(posts, questions.find(posts, about), about)
    assert set(roles.hosts) == {"host_h"}
    assert set(roles.guests) == ({"nan_p"} if is_guest else set())


def test_one_of_two_who_talk_with_a_host_is_no_guest() -> None:
    said = [one for one in relayed(6, LONG) if one[0] in ("host_h", "nan_p", "mira_k")]
    posts, about = chat(*said)
    assert people.find(posts, questions.find(posts, about), about).guests == {}


@pytest.mark.parametrize("known", [{}, {"guest": ("nan_p",)}], ids=["found", "given"])
@pytest.mark.parametrize(
    "asks", ["who taught you to grind?", "Tom wants to know if you ever slept."]
)
def test_a_host_who_speaks_to_the_guest_by_name_asks_for_all(
    asks: str, known: dict[str, object]
) -> None:
    said = relayed(6, LONG)
    at = next(i for i, (_, text, *_) in enumerate(said) if text.startswith("Next, from ines_b"))
    said[at] = ("host_h", f"@nan_p {asks}")
    found = questions.find(*chat(*said, **known))
    assert len(found) == 6 and found[2].post_id == str(at)
    said[at] = ("host_h", f"@uma_r {asks}")  # no guest
    assert len(questions.find(*chat(*said, **known))) == 5


ESSAY = (
    "From my neighbour, who kept her mill going long after anybody needed it, and I still hear it"
)


@pytest.mark.parametrize("label", ["{}{}: ", ""], ids=["labelled", "unnumbered"])
def test_who_says_the_most_in_a_chat_of_few_words_is_no_guest(label: str) -> None:
    said: list[Said] = [("host_h", "Welcome! Tonight: old mills")]
    for number, (_, text) in enumerate(TURNS, 1):
        said.append(("host_h", label.format("Q", number) + text))
        said.append(("ana_b", label.format("A", number) + f"{ESSAY}, {number}"))
        said += [(fan, f"Mine is from {1900 + number}") for fan in ("mira_k", "tom_x", "ines_b")]
    posts, about = chat(*said)
    found = questions.find(posts, about)
    assert len(found) == len(TURNS)
    assert people.find(posts, found, about).guests == {}


@pytest.mark.parametrize("known", [{}, {"guest": ("nan_p",)}], ids=["found", "given"])
@pytest.mark.parametrize("words", ["By ear", ESSAY])
def test_what_a_host_asks_back_of_a_guest_is_asked_of_nobody_else(
    words: str, known: dict[str, object]
) -> None:
    said: list[Said] = [("host_h", "Welcome! Tonight: old mills")]
    for number, (_, text) in enumerate(TURNS, 1):
        said += [("host_h", text), ("nan_p", f"{words}, {number}")]
        said.append(("host_h", f"@nan_p Was that so in year {number}, too?"))
        said += [(fan, f"Mine is from {1900 + number}") for fan in ("mira_k", "tom_x", "ines_b")]
    assert [q.text for q in questions.find(*chat(*said, **known))] == [text for _, text in TURNS]
