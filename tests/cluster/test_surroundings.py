"""What the posts around a post say: as loud as they are near, and never louder than evidence."""

import numpy as np

from pipeline.cluster import assign, model, surroundings
from pipeline.cluster.links import ALONE
from pipeline.cluster.links import FEATURES as LINKS
from pipeline.cluster.surroundings import FULL, MESSAGES
from tests.cluster.test_assign import Q1, Q2, TALK, look

PULL = np.zeros(len(LINKS) + len(ALONE))


def test_what_the_one_replied_to_answers_is_heard() -> None:
    seen, _ = look(*TALK)
    beliefs = np.full((len(TALK), 4), 0.1)
    beliefs[:, 1] = 0.7
    heard = surroundings.find(seen, PULL).heard(beliefs)
    linked = heard[:, :, MESSAGES.index("reply.linked")]
    assert linked[6, 1] > linked[6, 2] > 0  # the reply
    assert not linked[14].any()  # mentions nobody, and shares no rare word


def test_a_hundred_replies_are_heard_no_louder_than_full() -> None:
    said = [Q1, ("mira_k", "A1 Rye."), *((f"fan{n}", "@mira_k A2 oats") for n in range(120)), Q2]
    seen, _ = look(*said)
    beliefs = np.zeros((len(said), 3))
    beliefs[:, 2] = 1
    heard = surroundings.find(seen, PULL).heard(beliefs)
    assert 0 <= heard[:, :, MESSAGES.index("reply.continued")].max() <= FULL
    assert np.isfinite(heard).all()
    assert (np.abs(np.delete(heard, MESSAGES.index("reply.linked_log"), axis=2)) <= FULL).all()


def test_a_lone_post_hears_nobody() -> None:
    seen, _ = look(Q1)
    heard = surroundings.find(seen, PULL).heard(np.array([[0.4, 0.6]]))
    assert not np.delete(heard, MESSAGES.index("reply.linked_log"), axis=2).any()


def test_chatter_that_is_everywhere_talks_nobody_out_of_a_question() -> None:
    seen, _ = look(*TALK)
    around = surroundings.find(seen, PULL)
    alike = MESSAGES.index("fit.alike")
    all_doubt = around.heard(np.tile([0.7, 0.1, 0.1, 0.1], (len(TALK), 1)))[:, 0, alike]
    assert (all_doubt < 0.2).all()  # no more than what a session says anyway
    mixed = np.tile([0.1, 0.3, 0.3, 0.3], (len(TALK), 1))
    mixed[4] = [1, 0, 0, 0]
    which, _ = around.alike
    near = [n for n in range(len(TALK)) if 4 in which[n]]
    assert around.heard(mixed)[near, 0, alike].max() > 0  # one who stands out is heard


def test_a_session_is_on_from_its_first_question_till_a_while_after_its_last() -> None:
    late = ("ada_w", "Only read it now", {"created_at": "2024-05-14T21:30:00Z"})
    seen, _ = look(*TALK, late)
    assert surroundings.is_on(seen).tolist() == [False, *[True] * (len(TALK) - 1), False]


def test_a_reply_names_whom_it_follows() -> None:
    late = ("ada_w", "@tom_x behind the stove is where my cat lives", {"reply_to": "9"})
    seen, hosts = look(*TALK[:13], late, *TALK[13:])
    found = assign.answers(seen, model.load(), hosts, frozenset())[13]
    assert "replies to @tom_x who answers Q2" in found.evidence


def test_a_reply_that_the_export_names_is_as_sure_when_it_comes_late() -> None:
    said = [Q1, ("mira_k", "A1 Rye."), *((f"fan{n}", f"Loaf {n}") for n in range(30))]
    for at in ("2024-05-14T19:03:00Z", "2024-05-14T19:55:00Z"):
        reply = ("tom_x", "@mira_k Light or dark?", {"reply_to": "1", "created_at": at, "id": "r"})
        seen, _ = look(*said, reply)
        around = surroundings.find(seen, model.load().fields[0].pull)
        place = next(n for n, post in enumerate(seen.posts) if post.id == "r")
        assert around.linked[place] > 0.8


def test_who_surely_continues_another_is_told_less_by_the_clock() -> None:
    weights = np.zeros((3, 2))
    weights[1], weights[2] = [2.0, 1.0], [-1.5, 0.0]
    held = model.Field(weights, np.zeros((0, 2)), PULL)
    said = held.own(np.ones((2, 1, 2)), np.array([[0.0], [1.0]]))
    assert said[:, 0].tolist() == [[0, 3.0], [0, 1.5]]


def test_what_is_heard_does_not_depend_on_the_part_that_is_asked_about() -> None:
    seen, _ = look(*TALK)
    beliefs = np.random.default_rng(0).dirichlet(np.ones(4), len(TALK))
    around = surroundings.find(seen, PULL)
    whole = around.heard(beliefs)
    for size in (1, 4, len(TALK)):
        starts = range(0, len(TALK), size)
        parts = [around.heard(beliefs, range(s, min(s + size, len(TALK)))) for s in starts]
        assert np.allclose(np.vstack(parts), whole, atol=1e-12)
