"""Odd chats through all stages: each ends in a sensible recap, or in one that says why not."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline import commands
from pipeline.cluster import points
from pipeline.encoder import minilm, packaged
from pipeline.encoder.cache import Recent
from pipeline.errors import InputError
from pipeline.runs import Run
from pipeline.score import style
from pipeline.settings import Settings
from tests.conftest import ROOT, WordEncoder

Said = tuple[str, str] | tuple[str, str, dict[str, Any]]
Recap = Callable[..., Run]

HOST = "loafchat"
Q1 = (HOST, "Q1 What does waiting do for your bread? #LoafChat")
Q2 = (HOST, "Q2 How do you keep a starter alive through a winter? #LoafChat")
ANSWERS: list[Said] = [
    ("mira_k", "A1 A loaf that is late is a loaf that is better, and so am I. #LoafChat"),
    ("tom_x", "A1 Waiting is the only ingredient that nobody can sell you."),
    ("ines_b", "A1: I bake at night because the oven is the warmest room I have."),
    ("olu_r", "Waiting taught me to read the dough instead of the clock."),
]
MORE: list[Said] = [
    ("tom_x", "A2 Mine lives behind the stove and gets fed before the children do."),
    ("ines_b", "A2 A starter does not die in winter, it only sulks until somebody feeds it."),
    ("mira_k", "A2 I keep a dried spoonful of it in an envelope, like a photograph."),
]


@pytest.fixture
def recap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recap:
    """Return what makes a recap of posts, a minute apart unless they say otherwise."""
    monkeypatch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())

    def make(*said: Said, toml: str = "", minutes: float = 1.0, **settings: Any) -> Run:
        folder = tmp_path / "loaf"
        folder.mkdir(exist_ok=True)
        (folder / "chat.toml").write_text(toml, encoding="utf-8")
        with (folder / "export.jsonl").open("w", encoding="utf-8") as export:
            for number, (handle, text, *more) in enumerate(said):
                post = {"id": str(1000 + number), "handle": handle, "text": text,
                        "created_at": at(number * minutes),
                        "url": f"https://x.com/{handle}/status/{1000 + number}"}  # fmt: skip
                export.write(json.dumps({**post, **(more[0] if more else {})}) + "\n")
        made = commands.run(
            [folder], out=tmp_path / "runs", settings=Settings.model_validate(settings)
        )
        assert_sound(made, len(said))
        return made

    return make


def at(minutes: float) -> str:
    seconds = round(minutes * 60)
    return f"2024-05-14T{19 + seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}Z"


def assert_sound(run: Run, count: int) -> None:
    """Hold what every run promises, whatever the chat."""
    posts = run.posts()
    counts = summary(run)
    assert len(posts) == counts["posts"] == sum(counts["fates"].values()) == count
    assert sum(counts["set_aside"].values()) == counts["fates"]["set aside"]
    assert len(run.answers(posts)) == count
    run.lines(posts)
    picks = run.picks(posts)  # exact, or an error
    by_id = {post.id: post for post in posts}
    for pick in picks:
        assert (pick.handle, pick.url) == (by_id[pick.post_id].handle, by_id[pick.post_id].url)
        assert by_id[pick.post_id].set_aside is None
    assert ("There is no" in page(run)) == (not picks)


def summary(run: Run) -> dict[str, Any]:
    return json.loads((run.folder / "summary.json").read_text(encoding="utf-8"))


def page(run: Run) -> str:
    return (run.folder / "recap.md").read_text(encoding="utf-8")


def placed(run: Run) -> dict[str, int | None]:
    """Return the question of every post by its text."""
    posts = run.posts()
    return {post.text: a.question for post, a in zip(posts, run.answers(posts), strict=True)}


def quoted(run: Run) -> set[str]:
    return {pick.handle for pick in run.picks(run.posts())}


def texts(said: Sequence[Said]) -> list[str]:
    return [text for _, text, *_ in said]


def test_a_small_chat_is_a_recap_with_a_heading_for_each_question(recap: Recap) -> None:
    run = recap(Q1, *ANSWERS, Q2, *MORE)
    assert "## Q1: What does waiting do for your bread?" in page(run)
    assert "## Q2: How do you keep a starter alive through a winter?" in page(run)
    assert {"mira_k", "tom_x", "ines_b"} <= quoted(run) <= {"mira_k", "tom_x", "ines_b", "olu_r"}
    assert "https://x.com/mira_k/status/" in page(run)


def test_an_export_without_a_post_says_that_there_is_none(recap: Recap) -> None:
    with pytest.raises(InputError, match="empty"):
        recap()


def test_a_chat_without_questions_prints_its_best_lines_and_says_so(recap: Recap) -> None:
    run = recap(
        *((handle, text.removeprefix("A1 ")) for handle, text, *_ in ANSWERS if "A1:" not in text)
    )
    assert run.questions() == []
    assert {a.question for a in run.answers(run.posts())} == {None}
    assert "No numbered questions were found in this chat: these are its best lines." in page(run)
    assert {"mira_k", "olu_r"} <= quoted(run) <= {"mira_k", "tom_x", "olu_r"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A1 Waiting is the only ingredient that nobody can sell you.", "> A1 Waiting is the only"),
        ("Q1 What does waiting do for your bread?", "none that was found reached the bar"),
        ("RT @mira_k: A1 A loaf that is late is better", "its only post passes on somebody else's"),
        ("🥖", "its only post was set aside"),
        ("https://t.co/aB3dE5fG7h", "its only post was set aside"),
        (" ", "its only post was set aside"),
        ("A1", "its only post was set aside"),
    ],
)
def test_a_single_post_is_a_recap_or_says_why_not(recap: Recap, text: str, said: str) -> None:
    assert said in page(recap(("tom_x", text)))


def test_only_reposts_have_nothing_of_their_own_to_print(recap: Recap) -> None:
    run = recap(
        ("mira_k", "RT @tom_x: A1 Waiting is the only ingredient that nobody can sell you."),
        ("ines_b", "RT @tom_x: A1 Waiting is the only ingredient that nobody can sell you."),
        ("olu_r", "A1 It only sulks", {"repost_of": "99"}),
    )
    assert "There is no recap: every one of its 3 posts passes on somebody else's words." in page(
        run
    )
    assert summary(run)["set_aside"] == {"repost": 3}


def test_one_author_is_quoted_as_one_voice(recap: Recap) -> None:
    run = recap(
        Q1, *((HOST, text) for text in texts(ANSWERS)), Q2, *((HOST, t) for t in texts(MORE))
    )
    assert quoted(run) <= {HOST}
    assert {theme.voices for theme in run.themes(run.posts())} <= {1}
    assert len(run.people()) == 1


def test_without_times_the_order_of_the_export_stands_in(recap: Recap) -> None:
    untimed: list[Said] = [(h, t, {"created_at": None}) for h, t in (Q1, *ANSWERS, Q2, *MORE)]
    run = recap(*untimed)
    where = placed(run)
    assert {where[text] for text in texts(MORE)} == {2}
    assert "No post has a day and a time" in page(run)


def test_days_without_a_time_of_day_are_no_clock(recap: Recap) -> None:
    days: list[Said] = [(h, t, {"created_at": "2024-05-14"}) for h, t in (Q1, *ANSWERS, Q2, *MORE)]
    run = recap(*days)
    assert {placed(run)[text] for text in texts(MORE)} == {2}
    assert "14 May 2024" in page(run)


def test_five_hundred_copies_of_an_answer_are_no_five_hundred_answers(recap: Recap) -> None:
    copies = [(f"fan{n}", ANSWERS[1][1]) for n in range(500)]
    run = recap(Q1, *ANSWERS[:1], *copies, *ANSWERS[2:], Q2, *MORE, minutes=0.05)
    assert not quoted(run) & {handle for handle, _ in copies}
    assert summary(run)["set_aside"]["disputed author"] == 500
    assert "500 posts are word for word the same under several names" in page(run)


def test_one_author_who_sends_an_answer_again_and_again_said_it_once(recap: Recap) -> None:
    run = recap(Q1, *ANSWERS, *([ANSWERS[1]] * 40), minutes=0.5)
    assert summary(run)["set_aside"]["duplicate"] == 40
    assert sum(p.text == ANSWERS[1][1] for p in run.picks(run.posts())) <= 1


def test_questions_that_only_labels_know_of_have_a_heading_and_a_note(recap: Recap) -> None:
    run = recap(*ANSWERS, *MORE)
    assert [(q.number, q.text) for q in run.questions()] == [(1, ""), (2, "")]
    assert "No post of the export asks Q1 and Q2" in page(run)
    assert {placed(run)[text] for text in texts(MORE)} == {2}


def test_questions_given_in_chat_toml_stand_in_for_missing_ones(recap: Recap) -> None:
    run = recap(
        *ANSWERS,
        *MORE,
        toml='questions = ["What does waiting do?", "Q2: How do you keep a starter?"]',
    )
    assert "## Q1: What does waiting do?" in page(run)
    assert "## Q2: How do you keep a starter?" in page(run)


def test_the_days_are_those_of_the_clock_of_the_chat(recap: Recap) -> None:
    assert "14 May 2024" in page(recap(Q1, *ANSWERS))
    assert "14 May" not in page(recap(Q1, *ANSWERS, toml='timezone = "Asia/Tokyo"'))


def test_the_guest_of_chat_toml_opens_the_question(recap: Recap) -> None:
    run = recap(
        Q1, *ANSWERS, toml='guest = "@Tom_X"', pick={"least_score": 0.0, "guest_first": 0.0}
    )
    assert run.picks(run.posts())[0].handle == "tom_x"
    assert run.picks(run.posts())[0].role == "guest"


def test_a_guest_who_never_wrote_is_reported(recap: Recap) -> None:
    run = recap(Q1, *ANSWERS, toml='guest = "nobody_here"')
    assert "@nobody" in page(run) and "wrote no post of this export" in page(run)


@pytest.mark.parametrize(
    "toml",
    [
        'date = ""',
        "date = 2024-05-14T19:00:00Z",
        'title = ""',
        'title = "<script>alert(1)</script> & | * _ #"',
        'hashtag = "LoafChat"',
        "questions = []",
        'questions = ["", "  "]',
    ],
)
def test_odd_but_legal_words_in_chat_toml_do_no_harm(recap: Recap, toml: str) -> None:
    run = recap(Q1, *ANSWERS, Q2, *MORE, toml=toml)
    assert "## Q1: What does waiting do for your bread?" in page(run)
    html = (run.folder / "recap.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "text",
    [
        "A1 " + "very " * 4000 + "late bread is the best bread.",  # a novel
        "A1 " + "🥖" * 500,
        "A1 \ud83d cut in half by an old archive, and still quoted by its readers",
        "A1 <script>alert(1)</script> waits & waits for a `loaf` | *now* _ever_ [x](y)",
        "A1 \x00\x07 bread with bells in it is not the bread that I would bake",
        "A1\n\n\n- flour\n- water\n\n1. wait\n2. wait\n\n> and then it is bread",
    ],
)
def test_hostile_posts_go_through(recap: Recap, text: str) -> None:
    run = recap(Q1, *ANSWERS, ("mallory", text), Q2, *MORE)
    assert "<script>" not in (run.folder / "recap.html").read_text(encoding="utf-8")
    assert placed(run)[run.posts()[5].text] in (1, None)


@pytest.mark.slow
def test_two_thousand_posts_are_done(recap: Recap) -> None:
    said: list[Said] = []
    for number in range(10):
        said.append((HOST, f"Q{number} {Q1[1].removeprefix('Q1 ')} Part {number}?"))
        for n in range(199):
            text = ANSWERS[n % 4][1].replace("A1", f"A{number}").replace("loaf", f"loaf {n * 7}")
            said.append((f"baker{n % 211}", f"{text} I have waited {n} nights, and {number} days."))
    run = recap(*said, minutes=0.01)
    assert len(run.questions()) == 10
    assert len(page(run)) < 200_000


def test_the_same_posts_give_the_same_bytes(recap: Recap) -> None:
    def content(run: Run) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(run.folder.iterdir())}

    first = content(recap(Q1, *ANSWERS, Q2, *MORE))
    assert content(recap(Q1, *ANSWERS, Q2, *MORE)) == first


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("loaf.jsonl", "loaf"),
        ("2024.05.14.jsonl", "2024.05.14"),
        ("loaf.csv.gz", "loaf"),
        ("LOAF.JSON", "LOAF"),
        ("my chat.txt", "my chat"),
        ("loaf", "loaf"),
        (".jsonl", ".jsonl"),
    ],
)
def test_a_run_is_named_after_its_export(tmp_path: Path, file: str, name: str) -> None:
    import gzip

    data = b'{"id": "1", "handle": "x", "text": "A1 rye"}\n'
    path = tmp_path / file
    path.write_bytes(gzip.compress(data) if file.endswith(".gz") else data)
    made = commands.normalize([path], out=tmp_path / "runs", settings=Settings())
    assert made.folder == tmp_path / "runs" / name
    assert made.chat().chat == name


def test_a_name_may_be_given(tmp_path: Path) -> None:
    made = commands.normalize(
        [Path("-")],
        out=tmp_path,
        settings=Settings(),
        name="Bread & patience",
        stdin=io.BytesIO(b'{"id": "1", "handle": "x", "text": "A1 rye"}\n'),
    )
    assert made.folder.name == made.chat().chat == "Bread & patience"


def test_several_files_of_one_chat_are_one_run(tmp_path: Path) -> None:
    for number in (1, 2):
        post = {
            "id": str(number),
            "handle": "tom_x",
            "text": f"A{number} Rye, and {number} nights.",
        }
        (tmp_path / f"part{number}.jsonl").write_text(json.dumps(post) + "\n", encoding="utf-8")
    made = commands.normalize(
        [tmp_path / "part1.jsonl", tmp_path / "part2.jsonl"], out=tmp_path, settings=Settings()
    )
    assert [post.id for post in made.posts()] == ["1", "2"]
    assert made.folder.name == "part1"


def test_chat_toml_beside_the_export_is_read(tmp_path: Path) -> None:
    (tmp_path / "chat.toml").write_text('title = "Bread & patience"', encoding="utf-8")
    export = tmp_path / "export.jsonl"
    export.write_text('{"id": "1", "handle": "x", "text": "A1 rye"}\n', encoding="utf-8")
    made = commands.normalize([export], out=tmp_path / "runs", settings=Settings())
    assert made.chat().title == "Bread & patience"


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Make encoders anew, with an empty cache of the user: call it where a bound has changed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def forget() -> None:
        for load in (packaged.load, points.load, style.load):
            load.cache_clear()

    forget()
    yield forget
    forget()


@pytest.mark.parametrize("has_cache", [True, False])
def test_posts_go_once_through_the_layers_in_common_even_where_the_cache_has_no_room(
    has_cache: bool, tmp_path: Path, fresh: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    lower = minilm.packaged(minilm.LOWER)
    run, seen = lower.run, 0

    def counted(before: np.ndarray) -> list[np.ndarray]:
        nonlocal seen
        seen += len(before)
        return run(before)

    monkeypatch.setattr(lower, "run", counted)
    users = tmp_path / "cache" / "standout" / "vectors.sqlite"
    found = []
    for most in (100_000, 20):
        monkeypatch.setattr(packaged, "MOST_ROWS", most)
        monkeypatch.setattr(Recent.__init__, "__defaults__", (most,))
        fresh()
        seen = 0
        made = commands.run(
            [ROOT / "corpora" / "chats" / "fedi-archivists"],
            out=tmp_path / f"{most}",
            settings=Settings.model_validate({"encoder": {"cache": has_cache, "threads": 1}}),
        )
        files = {file.name: file.read_bytes() for file in made.folder.iterdir()}
        found.append((seen, files, has_cache and users.read_bytes()))
    assert found[0] == found[1] and commands.VECTORS not in found[1][1]


def test_a_recap_is_not_written_among_the_exports_that_it_is_made_of(recap: Recap) -> None:
    made = recap(Q1, *ANSWERS)
    before = {file.name: file.read_bytes() for file in made.folder.iterdir()}
    with pytest.raises(InputError, match="would lie among the exports"):
        commands.run([made.folder], out=made.folder.parent, settings=Settings())
    assert {file.name: file.read_bytes() for file in made.folder.iterdir()} == before
