"""Chats that nobody hopes for: wrong labels, broken clocks, one answer, five hundred, strangers."""

from pipeline.cluster import stage
from pipeline.settings import ClusterSettings
from tests.cluster.chats import Said, chat
from tests.conftest import WordEncoder

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2 How do you keep a starter alive through a winter? #LoafChat")
Q3 = ("loafchat", "Q3 Which loaf would you bake for a stranger? #LoafChat")
PEOPLE = ("mira_k", "tom_x", "ines_b", "olu_r")


def run(*said: Said, **known: object) -> stage.Clustering:
    posts, about = chat(*said, **known)
    made = stage.run(posts, about, ClusterSettings(), WordEncoder())
    numbers = {None, *(question.number for question in made.questions)}
    assert [answer.post_id for answer in made.answers] == [post.id for post in posts]
    assert {answer.question for answer in made.answers} <= numbers
    return made


def places(made: stage.Clustering, *indices: int) -> list[int | None]:
    return [made.answers[index].question for index in indices]


def test_where_everybody_labels_wrongly_their_word_still_counts() -> None:
    said = [Q1, *((p, f"A2 waiting makes bread better, says {p}") for p in PEOPLE), Q2]
    made = run(*said, *((p, f"A3 my starter sleeps in winter, says {p}") for p in PEOPLE), Q3)
    assert set(places(made, 1, 2, 3, 4)) <= {1, 2}  # what they say or what they meant, not Q3
    assert all("labelled A2" in made.answers[n].evidence or places(made, n) == [1] for n in (1, 2))


def test_labels_beyond_the_last_question_open_none_unless_many_agree() -> None:
    made = run(Q1, Q2, ("tom_x", "A9 my starter lives behind the stove all winter"))
    assert [q.number for q in made.questions] == [1, 2]
    assert places(made, 2) in ([1], [2], [None])


def test_a_host_who_answers_the_own_question_stands_under_it() -> None:
    made = run(Q1, ("loafchat", "A1 For us waiting is half of the bread."), Q2)
    assert places(made, 1) == [1]
    assert [q.post_id for q in made.questions] == ["0", "2"]


def test_hosts_who_take_turns_share_one_numbering() -> None:
    made = run(("mira_k", Q1[1]), ("olu_r", "A1 crumb"), ("tom_x", Q2[1]), ("olu_r", "A2 fed"))
    assert [(q.number, q.handle, q.session) for q in made.questions] == [
        (1, "mira_k", 1),
        (2, "tom_x", 1),
    ]
    assert places(made, 1, 3) == [1, 2]


def test_posts_of_one_second_keep_their_order() -> None:
    at = {"created_at": "2024-05-14T19:00:00Z"}
    made = run((*Q1, at), ("tom_x", "A1 crumb", at), (*Q2, at), ("tom_x", "A2 fed", at))
    assert places(made, 1, 3) == [1, 2]


def test_no_times_at_all_are_no_hindrance() -> None:
    none = {"created_at": None}
    made = run((*Q1, none), ("tom_x", "A1 crumb", none), (*Q2, none), ("tom_x", "A2 fed", none))
    assert places(made, 1, 3) == [1, 2]
    assert not any(" min after " in said for a in made.answers for said in a.evidence)


def test_clocks_of_different_zones_tell_one_time() -> None:
    said = [
        (*Q1, {"created_at": "2024-05-14T20:00:00+01:00"}),
        ("tom_x", "A1 crumb", {"created_at": "2024-05-14T14:01:00-05:00"}),
        (*Q2, {"created_at": "2024-05-14T19:10:00Z"}),
        ("tom_x", "A2 fed", {"created_at": "2024-05-15T00:41:00+05:30"}),
    ]
    made = run(*said)
    assert [q.asked_at for q in made.questions] == ["2024-05-14T19:00:00Z", "2024-05-14T19:10:00Z"]
    assert {q.session for q in made.questions} == {1}
    assert places(made, 1, 3) == [1, 2]


def test_one_answer_is_one_theme() -> None:
    made = run(Q1, ("tom_x", "A1 Waiting is the only ingredient that nobody can sell you."))
    assert [(theme.question, theme.post_ids) for theme in made.themes] == [(1, ("1",))]


def test_five_hundred_identical_answers_come_under_one_question() -> None:
    said = "A1 Waiting makes the bread."
    at = [{"created_at": f"2024-05-14T19:{2 + n // 20:02d}:00Z"} for n in range(500)]
    made = run(Q1, Q2, *((f"fan{n}", said, at[n]) for n in range(500)))
    assert {answer.question for answer in made.answers[2:502]} == {1}


def test_another_chat_in_the_export_lends_no_answer_to_a_question() -> None:
    soup = [("soupchat", f"Q{n} What is the {word} thing in a broth? #SoupChat")
            for n, word in [(1, "best"), (2, "worst")]]  # fmt: skip
    made = run(Q1, ("tom_x", "A1 crumb #LoafChat"), soup[0], ("ada_w", "A1 time #SoupChat"),
               Q2, soup[1], ("ada_w", "A2 a boot #SoupChat"), ("tom_x", "A2 fed #LoafChat"),
               Q3, hashtag="#LoafChat")  # fmt: skip
    assert [(q.number, q.handle) for q in made.questions] == [(n, "loafchat") for n in (1, 2, 3)]
    assert places(made, 1, 7) == [1, 2]
    assert places(made, 2, 3, 5, 6) == [None] * 4
    assert made.answers[6].evidence == ("under the hashtag of another chat",)


def test_a_question_in_a_picture_is_kept_as_a_number_and_a_moment() -> None:
    made = run(Q1, ("tom_x", "A1 crumb"), ("loafchat", "Q2 in the image #LoafChat"),
               ("tom_x", "A2 fed"), Q3)  # fmt: skip
    pictured = made.questions[1]
    assert (pictured.number, pictured.text, pictured.post_id) == (2, "", "2")
    assert "its words stand in a picture, which the export does not hold" in pictured.evidence
    assert places(made, 3) == [2]
