"""An archive falls into chats as people would cut it, and every post of it is accounted for."""

from __future__ import annotations

import errno
import gzip
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.backfill import archive, belonging
from pipeline.backfill.chats import Facts, slug, unmet
from pipeline.backfill.cut import Cut, cut
from pipeline.backfill.spill import spill
from pipeline.backfill.units import Unit, read_whys
from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.settings import BackfillSettings
from tests.backfill.archives import Posts, chat, part, post, write

Cutting = Callable[..., Cut]


@pytest.fixture
def cutting(tmp_path: Path) -> Cutting:
    """Return what cuts archives, each a list of posts, and holds the counts against each other."""

    def make(*archives: Posts, tags: Sequence[str] = (), known: ChatFile | None = None) -> Cut:
        files = [
            write(tmp_path / f"archive{number}.jsonl", posts)
            for number, posts in enumerate(archives)
        ]
        chatfile = known or ChatFile()
        spills = [spill(part(file, chatfile), tmp_path / "read") for file in files]
        facts = [Facts(name=file.name, known=chatfile) for file in files]
        made = cut(spills, facts, tmp_path / "cut", BackfillSettings(), frozenset(tags))
        assert_adds_up(made, sum(map(len, archives)))
        return made

    return make


def assert_adds_up(made: Cut, read: int) -> None:
    report = made.report()
    aside = [json.loads(line) for file in made.aside() for line in file.open(encoding="utf-8")]
    assert report["read"] == read
    assert read == report["in chats"] + len(aside) + sum(report["left out"].values())
    assert Counter(row["why"] for row in aside) == report["beside chats"]
    for unit in made.units():
        assert len(read_whys(made.posts_of(unit))) == unit.posts == sum(unit.why.values())


def cut_of(files: Sequence[Path], folder: Path) -> Cut:
    """Return what is cut from archives that are written already, with its files in a folder."""
    spills = [spill(part(file, ChatFile()), folder / "read") for file in files]
    return cut(spills, [], folder / "cut", BackfillSettings())


def posts_in(made: Cut, unit: Unit) -> Posts:
    """Return the posts of a chat as they are written."""
    with made.posts_of(unit).open(encoding="utf-8") as rows:
        return [json.loads(row)["post"] for row in rows]


def chat_with(made: Cut, id: str) -> tuple[str, str]:
    """Return the chat of a post and why it is there."""
    for unit in made.units():
        whys = read_whys(made.posts_of(unit))
        if id in whys:
            return unit.name, whys[id]
    raise AssertionError(f"post {id} is in no chat")


def beside(made: Cut, id: str) -> str:
    """Return why a post is in no chat."""
    for file in made.aside():
        for line in file.open(encoding="utf-8"):
            if json.loads(line)["id"] == id:
                return str(json.loads(line)["why"])
    raise AssertionError(f"post {id} is not beside the chats")


def names(made: Cut) -> list[str]:
    return [unit.name for unit in made.units()]


def test_weekly_chats_of_one_hashtag_are_cut_at_the_silence_between_them(cutting: Cutting) -> None:
    made = cutting(chat("2019-06-06T17:00:00+00:00") + chat("2019-06-13T17:00:00+00:00"))
    assert names(made) == ["slowgrowthchat-2019-06-06", "slowgrowthchat-2019-06-13"]
    assert [unit.posts for unit in made.units()] == [45, 45]
    assert {unit.hashtag for unit in made.units()} == {"#SlowGrowthChat"}


def test_two_hashtags_on_one_day_are_two_chats(cutting: Cutting) -> None:
    made = cutting(
        chat("2019-06-06T17:00:00+00:00")
        + chat("2019-06-06T17:20:00+00:00", "#LoafChat", series=99)  # at the same hour, too
    )
    assert names(made) == ["slowgrowthchat-2019-06-06", "loafchat-2019-06-06"]


def test_a_chat_over_midnight_is_one(cutting: Cutting) -> None:
    made = cutting(chat("2019-12-31T23:56:00+00:00"))  # in London's winter; 18:45 in New York
    assert names(made) == ["slowgrowthchat-2019-12-31"]
    assert made.units()[0].end[:10] == "2020-01-01"
    assert made.units()[0].posts == 45


def test_two_chats_of_one_hashtag_on_one_day_have_two_names(cutting: Cutting) -> None:
    made = cutting(chat("2019-06-06T08:00:00+00:00") + chat("2019-06-06T20:00:00+00:00"))
    assert names(made) == ["slowgrowthchat-2019-06-06", "slowgrowthchat-2019-06-06-2"]


def test_a_late_answer_on_the_next_day_goes_to_the_chat(cutting: Cutting) -> None:
    late = post(
        1, "2019-06-07T09:00:00Z", "nia", "A3 I was asleep: I write to one. #slowgrowthchat"
    )
    early = post(2, "2019-06-06T03:00:00Z", "nia", "See you at #SlowGrowthChat tonight")
    made = cutting([*chat("2019-06-06T17:00:00+00:00"), late, early])
    assert chat_with(made, "771") == (
        "slowgrowthchat-2019-06-06",
        "16 hours after the chat of #slowgrowthchat",
    )
    assert chat_with(made, "772")[1] == "14 hours before the chat of #slowgrowthchat"


def test_what_is_said_between_two_chats_goes_to_the_nearer_one(cutting: Cutting) -> None:
    chats = chat("2019-06-06T17:00:00+00:00") + chat("2019-06-08T17:00:00+00:00")
    after = post(1, "2019-06-07T23:00:00Z", "nia", "A3 Slept on it. #slowgrowthchat")
    before = post(2, "2019-06-07T09:00:00Z", "nia", "A4 Not yet asleep. #slowgrowthchat")
    late = post(3, "2019-06-10T09:00:00Z", "nia", "A5 On the train home. #slowgrowthchat")
    made = cutting([*chats, after, before, late])
    assert [chat_with(made, id)[0] for id in ("771", "772", "773")] == [
        "slowgrowthchat-2019-06-08", "slowgrowthchat-2019-06-06", "slowgrowthchat-2019-06-08",
    ]  # fmt: skip


def test_a_repost_of_the_chat_a_week_later_goes_to_it_and_makes_none(cutting: Cutting) -> None:
    first = chat("2019-06-06T17:00:00+00:00")
    source = first[5]
    by_id = [
        post(n, f"2019-06-13T17:{n:02d}:00Z", f"fan{n}", "", text_of=None) | {
            "text": source["text"], "repost_of": source["id"]}
        for n in range(20)
    ]  # fmt: skip
    for each in by_id:
        del each["text_of"]
    by_hand = post(50, "2019-06-13T18:00:00Z", "ola", f"RT @{source['handle']}: {source['text']}")
    made = cutting(first + by_id + [by_hand])
    assert names(made) == ["slowgrowthchat-2019-06-06"]  # twenty reposts are no chat
    assert chat_with(made, "7719")[1] == "passes on a post of the chat"
    assert chat_with(made, "7750")[1] == "passes on a post of the chat by hand"


def test_posts_between_chats_are_beside_them_with_the_reason(cutting: Cutting) -> None:
    made = cutting(
        [
            *chat("2019-06-06T17:00:00+00:00"),
            post(1, "2019-06-10T09:00:00Z", "nia", "Anybody here? #SlowGrowthChat"),
            post(2, "2019-06-10T09:05:00Z", "nia", "Rain again. #weather"),
            post(3, "2019-06-10T09:06:00Z", "nia", "Rain again."),
        ]
    )
    assert beside(made, "771") == belonging.BETWEEN
    assert beside(made, "772") == belonging.NO_CHAT
    assert beside(made, "773") == belonging.BARE


def test_a_post_without_the_hashtag_goes_where_its_author_takes_part(cutting: Cutting) -> None:
    posts = chat("2019-06-06T17:00:00+00:00")
    guest = posts[3]["handle"]
    made = cutting(
        posts,
        [
            post(1, "2019-06-06T17:05:00Z", guest, "A1 I forgot the tag again, sorry."),
            post(2, "2019-06-06T17:06:00Z", "stranger", "Lovely weather for June."),
            post(3, "2019-06-20T08:00:00Z", "olu", "Found this late.", reply_to=posts[3]["id"]),
        ],
    )
    assert chat_with(made, "771")[1] == (
        "no hashtag, but its author takes part in #slowgrowthchat then"
    )
    assert beside(made, "772") == belonging.BARE
    assert chat_with(made, "773")[1] == "replies to a post of the chat"


def test_where_an_author_takes_part_in_two_chats_the_last_word_decides(cutting: Cutting) -> None:
    chats = chat("2019-06-06T17:00:00+00:00")
    chats += chat("2019-06-06T17:00:00+00:00", "#LoafChat", series=99)
    made = cutting(
        chats,
        [
            post(1, "2019-06-06T17:01:00Z", "olu", "Evening all."),
            post(2, "2019-06-06T17:02:00Z", "olu", "A1 Rye. #LoafChat"),
            post(3, "2019-06-06T17:02:30Z", "olu", "And oats."),
            post(4, "2019-06-06T17:03:00Z", "olu", "A1 One reader a week. #SlowGrowthChat"),
            post(5, "2019-06-06T17:03:30Z", "olu", "Sometimes two."),
            post(6, "2019-06-06T22:00:00Z", "olu", "Off to bed."),
        ],
    )
    assert beside(made, "771") == belonging.TOO_MANY
    assert chat_with(made, "773")[0] == "loafchat-2019-06-06"
    assert chat_with(made, "775")[0] == "slowgrowthchat-2019-06-06"
    assert beside(made, "776") == belonging.BARE  # both are over


def test_posts_without_a_hashtag_in_the_file_of_a_chat_belong_to_it(cutting: Cutting) -> None:
    posts = chat("2019-06-06T17:00:00+00:00")
    forgot = [post(n, f"2019-06-06T17:{n:02d}:30Z", f"p{n}", f"Well said {n}") for n in range(20)]
    made = cutting(posts + forgot)
    assert names(made) == ["slowgrowthchat-2019-06-06"]
    assert chat_with(made, "7719")[1] == (
        "no hashtag, but beside #slowgrowthchat in archive0.jsonl"
    )


def test_a_channel_without_hashtags_is_cut_by_its_silences(cutting: Cutting) -> None:
    bare: Posts = []
    for series, day in enumerate(("2021-03-04", "2021-03-11")):
        bare += [
            post(series * 100 + n, f"{day}T15:{n:02d}:00Z", f"p{n % 5}", f"A1 Word number {n}")
            for n in range(15)
        ]
    made = cutting(bare)
    assert names(made) == ["archive0-2021-03-04", "archive0-2021-03-11"]
    assert {unit.hashtag for unit in made.units()} == {None}


def test_a_post_of_two_chats_goes_to_the_one_that_it_answers(cutting: Cutting) -> None:
    slow = chat("2019-06-06T17:00:00+00:00")
    loaf = chat("2019-06-06T17:00:00+00:00", "#LoafChat", series=99, count=30)
    both = "Two chats at once! #SlowGrowthChat #LoafChat"
    made = cutting(
        slow + loaf,
        [
            post(1, "2019-06-06T17:06:00Z", "nia", both, reply_to=loaf[0]["id"]),
            post(2, "2019-06-06T17:06:10Z", "olu", "A1 bread #loafchat"),
            post(3, "2019-06-06T17:06:20Z", "olu", both),
            post(4, "2019-06-06T17:06:30Z", "stranger", both),
        ],
    )
    assert chat_with(made, "771") == (
        "loafchat-2019-06-06",
        "carries #loafchat and #slowgrowthchat; replies to a post of #loafchat",
    )
    assert chat_with(made, "773")[1].endswith("its author was last heard in #loafchat")
    assert chat_with(made, "774")[1].endswith("#slowgrowthchat has more posts then")


def test_a_hashtag_that_mostly_comes_with_another_makes_no_chat_of_its_own(
    cutting: Cutting,
) -> None:
    posts = chat("2019-06-06T17:00:00+00:00")
    for each in posts[:30]:
        each["text"] += " #newsletters"
    alone = post(1, "2019-06-06T17:08:00Z", "nia", "A1 What I write about. #newsletters")
    both = post(2, "2019-06-06T17:08:10Z", "nia", "A1 And more. #newsletters #SlowGrowthChat")
    made = cutting([*posts, alone, both])
    assert names(made) == ["slowgrowthchat-2019-06-06"]
    assert chat_with(made, "771")[1] == (
        "#newsletters goes with #slowgrowthchat in 97% of its posts then"
    )
    assert chat_with(made, "772")[1] == "carries #slowgrowthchat while its chat goes on"


def test_a_hashtag_that_is_never_silent_is_cut_in_the_quiet_of_each_night(
    cutting: Cutting,
) -> None:
    chats = [chat(f"2019-06-{day:02d}T19:00:00+00:00") for day in (3, 4, 5)]
    murmur = [
        post(day * 100 + hour, f"2019-06-{day:02d}T{hour:02d}:30:00Z", "bot", "On! #SlowGrowthChat")
        for day in (3, 4, 5)
        for hour in range(24)
        if hour not in (3, 4)  # two hours of silence, fewer than end a chat
    ]
    made = cutting([each for some in chats for each in some], murmur)
    assert names(made) == [f"slowgrowthchat-2019-06-{day}" for day in ("03", "04", "05")]
    assert all(unit.posts > 45 for unit in made.units())
    assert {unit.start[11:13] for unit in made.units()[1:]} == {"05"}


def test_only_given_hashtags_make_chats(cutting: Cutting) -> None:
    both = chat("2019-06-06T17:00:00+00:00") + chat("2019-06-06T20:00:00+00:00", "#LoafChat")
    made = cutting(both, tags=["#loafchat"])
    assert names(made) == ["loafchat-2019-06-06"]
    assert made.report()["beside chats"] == {belonging.NO_CHAT: 45}


def test_the_order_of_files_and_posts_makes_no_difference(tmp_path: Path) -> None:
    posts = chat("2019-06-06T17:00:00+00:00") + chat("2019-06-06T17:30:00+00:00", "#LoafChat")
    posts += chat("2020-06-06T23:30:00+00:00", "#LoafChat")
    mixed = random.Random(3).sample(posts, len(posts))
    made = []
    for place, some in (("one", [posts[:70], posts[70:]]), ("two", [mixed[50:], mixed[:50]])):
        files = [
            write(tmp_path / place / f"{name}.jsonl", part)
            for name, part in zip("ab", some, strict=True)
        ]
        made.append(cut_of(files if place == "one" else files[::-1], tmp_path / place))
    one, two = made
    assert [(u.name, u.posts, u.why, u.said) for u in one.units()] == [
        (u.name, u.posts, u.why, u.said) for u in two.units()
    ]
    assert one.report() == two.report()


def test_exports_that_overlap_are_folded_and_counted(cutting: Cutting) -> None:
    posts = [{k: v for k, v in each.items() if k != "lang"}
             for each in chat("2019-06-06T17:00:00+00:00")]  # fmt: skip
    richer = [{**each, "lang": "cy"} for each in posts[:20]]
    made = cutting(posts, richer)
    assert made.report()["left out"] == {belonging.AGAIN: 20}
    kept = posts_in(made, made.units()[0])
    assert sum(each.get("lang") == "cy" for each in kept) == 20  # the more complete record stays


@pytest.mark.parametrize("knowing", [0, 1])
def test_what_one_export_knows_to_be_private_is_private(cutting: Cutting, knowing: int) -> None:
    exports = [chat("2019-06-06T17:00:00+00:00", count=20) for _ in range(2)]
    exports[0] = [{**each, "lang": "cy"} for each in exports[0]]  # the fuller one
    exports[knowing][4]["is_private"] = True
    made = cutting(*exports)
    kept = posts_in(made, made.units()[0])
    assert [each["id"] for each in kept if each.get("is_private")] == [exports[0][4]["id"]]


def test_one_voice_alone_is_no_chat(cutting: Cutting) -> None:
    posts = chat("2019-06-06T17:00:00+00:00")
    made = cutting([{**each, "handle": "tide_bot"} for each in posts])
    assert names(made) == [] and made.report()["beside chats"] == {belonging.NO_CHAT: 45}


def test_the_earlier_version_of_an_edited_post_is_left_out_and_counted(tmp_path: Path) -> None:
    files = []
    for name, words, id in (("a", "I bake ry", "1999"), ("b", "I bake rye", "2000")):
        versions = ["1999", "2000"][: 1 + (name == "b")]
        said = [(id, words, versions)]
        said += [(str(n), f"Loaf {n} rose", [str(n)]) for n in range(1, 20) if name == "a"]
        rows = [
            {"id": number, "author_id": number[-1], "text": f"A1 {text}. #LoafChat",
             "created_at": f"2019-06-06T17:{int(number) % 20:02d}:00.000Z",
             "edit_history_tweet_ids": history,
             "author": {"id": number[-1], "username": f"u{number[-1]}", "name": "U"}}
            for number, text, history in said
        ]  # fmt: skip
        files.append(write(tmp_path / f"{name}.jsonl", rows))
    made = cut_of(files, tmp_path)
    (unit,) = made.units()
    ids = {each["id"] for each in posts_in(made, unit)}
    assert unit.posts == 20 and "2000" in ids and "1999" not in ids
    assert made.report()["left out"]["an earlier version of an edited post"] == 1


def test_a_post_without_a_time_is_of_the_hour_of_the_one_before_it(cutting: Cutting) -> None:
    posts = chat("2019-06-06T17:00:00+00:00")
    del posts[20]["created_at"]
    (unit,) = cutting(posts).units()
    assert unit.posts == 45


def test_a_file_without_times_is_one_chat(cutting: Cutting) -> None:
    bare = [{k: v for k, v in each.items() if k != "created_at"}
            for each in chat("2019-06-06T17:00:00+00:00")]  # fmt: skip
    made = cutting(bare, chat("2019-06-13T17:00:00+00:00"))
    dated, undated = made.units()
    assert dated.name == "slowgrowthchat-2019-06-13"
    assert (undated.year, undated.posts) == (0, 45)
    assert list(undated.why) == ["archive0.jsonl has no times: one chat"]


def test_what_chat_toml_says_of_one_day_holds_for_the_chat_of_that_day(cutting: Cutting) -> None:
    known = ChatFile(title="On bread", guest=("ana",), host=("hostx",), date="2019-06-06")
    made = cutting(
        chat("2019-06-06T17:00:00+00:00") + chat("2019-06-13T17:00:00+00:00"), known=known
    )
    first, second = (unit.chat for unit in made.units())
    assert (first.title, first.guest, first.host) == ("On bread", ("ana",), ("hostx",))
    assert (second.title, second.guest, second.host) == (None, (), ("hostx",))


def test_the_day_of_a_chat_toml_is_one_of_its_time_zone(cutting: Cutting) -> None:
    known = ChatFile(title="On bread", date="2019-06-06", timezone="America/New_York")
    made = cutting(chat("2019-06-07T01:00:00+00:00"), known=known)  # nine in the evening there
    assert [unit.chat.title for unit in made.units()] == ["On bread"]
    assert [unit.chat.timezone for unit in made.units()] == ["America/New_York"]


def test_a_chat_that_goes_on_after_midnight_is_that_of_either_day(cutting: Cutting) -> None:
    known = ChatFile(title="On bread", date="2019-06-07")
    made = cutting(chat("2019-06-06T23:56:00+00:00"), known=known)
    assert [unit.chat.title for unit in made.units()] == ["On bread"]


def test_a_chat_toml_whose_day_has_no_chat_is_told_of(cutting: Cutting) -> None:
    known = ChatFile(title="On bread", date="2019-06-08")
    made = cutting(chat("2019-06-06T17:00:00+00:00"), known=known)
    (note,) = unmet([Facts(name="may", known=known)], (unit.chat for unit in made.units()))
    assert note.startswith("no chat on 2019-06-08, the date of the chat.toml of may")


@pytest.mark.parametrize("packed", [False, True])
def test_a_long_file_is_read_in_pieces_and_says_the_same(
    packed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "long.jsonl", chat("2019-06-06T17:00:00+00:00"))
    if packed:
        data = gzip.compress(file.read_bytes())
        file = tmp_path / "long.jsonl.gz"
        file.write_bytes(data)

    def sightings(place: str) -> list[Any]:
        made = spill(part(file, ChatFile()), tmp_path / place)
        rows = [json.loads(line) for f in made.days().values() for line in f.open()]
        return [(row[5]["id"], row[5]["text"], row[5]["source"].rpartition(":")[2]) for row in rows]

    whole = sightings("whole")
    monkeypatch.setattr(archive, "PIECE", 4000)  # a post or more at a time
    assert sightings("pieces") == whole
    assert len(whole) == 45


def test_a_file_that_breaks_off_is_set_aside_as_a_whole(tmp_path: Path) -> None:
    file = write(tmp_path / "cut.jsonl", chat("2019-06-06T17:00:00+00:00"))
    file.write_bytes(file.read_bytes()[:-40])
    made = spill(part(file, ChatFile()), tmp_path / "read")
    assert made.posts == 0
    assert not made.days()
    assert "cut.jsonl:45" in made.troubles["cut.jsonl"]


def test_a_full_disk_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.jsonl", chat("2019-06-06T17:00:00+00:00"))
    opened = Path.open

    def full(self: Path, mode: str = "r", *rest: Any, **how: Any) -> Any:
        if "a" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(self, mode, *rest, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        with pytest.raises(InputError, match="cannot be written: No space left on device"):
            spill(part(file, ChatFile()), tmp_path / "read")
    assert spill(part(file, ChatFile()), tmp_path / "read").posts == 45


def test_names_of_chats_are_names_of_folders_everywhere() -> None:
    assert slug("#LTHEchat") == "lthechat"
    assert slug("#Übermorgen_Chat") == "ubermorgen-chat"
    assert slug("#読書") == "u8aad-66f8"
    assert slug("../../etc") == "etc"
    assert slug("#") == "chat"


def test_posts_of_different_people_with_one_id_are_all_kept(cutting: Cutting) -> None:
    posts = []
    for week, day in enumerate(("06", "13")):
        for number, each in enumerate(chat(f"2019-06-{day}T17:00:00+00:00", count=20)):
            plain = {name: each[name] for name in ("handle", "text", "created_at")}
            posts.append({**plain, "id": str(number), "handle": f"w{week}{each['handle']}"})
    same_day = {**posts[0], "handle": "ana", "text": "I bake rye. #SlowGrowthChat"}
    made = cutting([*posts, same_day, posts[5]])
    assert sum(unit.posts for unit in made.units()) == 41
    assert made.report()["left out"] == {"found more than once": 1}
    ids = [each["id"] for unit in made.units() for each in posts_in(made, unit)]
    assert len(set(ids)) == 41


@pytest.mark.parametrize("length", [20, 10])  # the moment, or only the day
@pytest.mark.parametrize("team", ["", "b"])  # the host opens each chat, or another one does
def test_a_chat_that_is_numbered_like_an_earlier_one_is_another_chat(
    length: int, team: str, cutting: Cutting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(belonging, "BATCH", 7)  # an archive has more posts than are in memory
    weeks = []
    for week, own in ((6, ""), (13, team)):
        posts = chat(f"2019-06-{week:02d}T17:00:00+00:00", count=20)
        weeks.append(
            [
                {"id": str(number), "handle": own + each["handle"],
                 "created_at": each["created_at"][:length],
                 "text": each["text"] if week == 6 else f"Loaf {number} rose. #SlowGrowthChat"}
                for number, each in enumerate(posts)
            ]
        )  # fmt: skip
    again = [{**each, "created_at": f"2019-06-20{each['created_at'][10:]}"} for each in weeks[0]]
    made = cutting(*weeks, again)  # the first once more, by a clock that is wrong
    assert [unit.posts for unit in made.units()] == [20, 20]
    assert made.report()["left out"] == {belonging.AGAIN: 20}


def test_replies_to_a_number_that_several_weeks_have_go_to_their_own_week(
    cutting: Cutting,
) -> None:
    weeks = []
    for day, late in (("06", "Ours sank in the middle"), ("13", "Never trust a cold oven")):
        posts = [
            {"id": str(number), "handle": each["handle"], "created_at": each["created_at"],
             "text": each["text"] if day == "06" else f"Loaf {number} rose. #SlowGrowthChat"}
            for number, each in enumerate(chat(f"2019-06-{day}T17:00:00+00:00", count=20))
        ]  # fmt: skip
        reply = {"id": "20", "handle": "uma_r", "created_at": f"2019-06-{day}T23:30:00+00:00",
                 "text": late, "reply_to": "3"}  # fmt: skip
        weeks.append([*posts, reply])
    made = cutting(*weeks)
    assert [unit.posts for unit in made.units()] == [21, 21]
    for unit in made.units():
        posts = posts_in(made, unit)
        (answered,) = (post["reply_to"] for post in posts if post.get("reply_to"))
        assert answered in {post["id"] for post in posts}


def test_of_a_post_of_the_same_chat_nobody_needs_to_be_told_who_wrote_it(cutting: Cutting) -> None:
    posts = chat("2019-06-06T17:00:00+00:00", count=20)
    reply = {"handle": "uma_r", "created_at": "2019-06-06T17:59:00+00:00", "speaks_to": "nia"}
    there = {**reply, "id": "t", "text": "Ours sank #SlowGrowthChat", "reply_to": posts[3]["id"]}
    gone = {**reply, "id": "g", "text": "Ours rose #SlowGrowthChat", "reply_to": "99"}
    made = cutting([*posts, there, gone])
    (unit,) = made.units()
    told = {post["id"]: post.get("speaks_to") for post in posts_in(made, unit)}
    assert (told["t"], told["g"]) == (None, "nia")


def test_half_an_emoji_is_kept_with_its_post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(belonging, "BATCH", 7)
    file = write(tmp_path / "a.jsonl", chat("2019-06-06T17:00:00+00:00", count=20))
    file.write_text(file.read_text().replace("#SlowGrowthChat", "\\ud83d #SlowGrowthChat"))
    (unit,) = cut_of([file], tmp_path).units()
    assert unit.posts == 20
