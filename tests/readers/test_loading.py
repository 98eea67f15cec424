from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.readers import load
from tests.readers.conftest import FIXTURES, by_id

POST = {"id": "1", "handle": "mira_k", "text": "A1 Write it early."}


def exported(path: Path, *posts: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(post) + "\n" for post in posts), encoding="utf-8")
    return path


def test_overlapping_exports_fold_into_the_most_complete_record(tmp_path: Path) -> None:
    first = exported(tmp_path / "a.jsonl", POST, {**POST, "id": "2"})
    second = exported(tmp_path / "b.jsonl", {**POST, "likes": 4, "name": "Mira"})
    loaded = load([first, second], ChatFile())
    assert [post.id for post in loaded.posts] == ["1", "2"]
    assert (loaded.posts[0].likes, loaded.posts[0].source) == (4, "b.jsonl:1")
    assert loaded.notes == ("1 post found more than once, folded by id (b.jsonl:1)",)


def test_an_empty_file_beside_others_is_told_of(tmp_path: Path) -> None:
    exported(tmp_path / "a.jsonl", POST)
    (tmp_path / "b.csv").write_text(" \n")
    (tmp_path / "chat.toml").write_text("")  # says nothing, and is none of the files of a chat
    loaded = load([tmp_path], ChatFile())
    assert (len(loaded.posts), loaded.notes) == (1, ("1 file empty (b.csv)",))


def test_a_whole_text_wins_over_a_cut_one_whichever_comes_first(tmp_path: Path) -> None:
    whole = exported(tmp_path / "a.jsonl", {**POST, "text": "A1 Write it early, then sleep."})
    cut = exported(tmp_path / "b.jsonl", {**POST, "likes": 1, "is_truncated": True})
    for paths in ([whole, cut], [cut, whole]):
        assert load(paths, ChatFile()).posts[0].text == "A1 Write it early, then sleep."


def test_formats_may_be_mixed(tmp_path: Path) -> None:
    paths = [FIXTURES / name for name in ("x_api_v2.jsonl", "x_api_v1.jsonl", "tags.csv")]
    loaded = load(paths, ChatFile())
    assert [source.format.split(" (")[0] for source in loaded.sources] == [
        "TAGS sheet CSV",
        "X API v1.1 statuses",
        "X API v2 pages",
    ]
    assert by_id(loaded)["1786090100000000001"].handle == "mira_k"


def test_the_order_of_paths_makes_no_difference_where_posts_have_a_time(tmp_path: Path) -> None:
    at = {"created_at": "2024-05-14T19:00:00Z"}
    first = exported(tmp_path / "a.jsonl", {**POST, **at, "likes": 3}, {**POST, **at, "id": "2"})
    second = exported(tmp_path / "b.jsonl", {**POST, **at, "likes": 4})  # a day later
    assert load([second, first], ChatFile()) == load([first, second], ChatFile())


def test_posts_that_two_servers_number_and_name_in_their_own_way_are_one(tmp_path: Path) -> None:
    links = [f"https://one.example/@ana/{n}" for n in (1, 2)]
    first = [
        {"id": "11", "handle": "ana", "text": "A1 I stopped.", "url": links[0]},
        {"id": "12", "handle": "bea@two.example", "text": "Why?", "reply_to": "11"},
        {"id": "13", "handle": "ana", "text": "A2 Hear, hear!", "url": links[1]},
    ]
    second = [
        {
            "id": "71",
            "handle": "ana@one.example",
            "text": "A1 I stopped.",
            "url": links[0],
            "likes": 2,
        },
        {"id": "72", "handle": "cid", "text": "So did I.", "reply_to": "71"},
    ]
    at = {"created_at": "2024-05-14T19:00:00Z"}
    paths = [
        exported(tmp_path / name, *({**post, **at} for post in posts))
        for name, posts in (("a.jsonl", first), ("b.jsonl", second))
    ]
    posts = load(paths, ChatFile()).posts
    assert [(post.id, post.handle, post.reply_to) for post in posts] == [
        ("71", "ana@one.example", None),
        ("12", "bea@two.example", "71"),
        ("13", "ana@one.example", None),
        ("72", "cid", "71"),
    ]
    alone = load(paths[:1], ChatFile()).posts
    assert [post.handle for post in alone] == ["ana", "bea@two.example", "ana"]  # nobody else's


@pytest.mark.parametrize(
    ("named", "link"),
    [
        ("https://x.com/mira_k/status/20?s=20&t=Zq", "https://twitter.com/mira_k/status/20"),
        ("https://mobile.twitter.com/Mira_K/status/20/photo/1", "https://x.com/mira_k/status/20/"),
        ("http://www.twitter.com/i/web/status/20", "https://x.com/mira_k/statuses/20"),
        ("https://twitter.com/mira_k/status/1", None),  # by the id, of a post without a link
        ("https://bsky.app/profile/did:plc:z7/post/3kx", "https://bsky.app/profile/mira/post/3kx"),
        ("https://www.threads.com/@mira_k/post/Dx-_1", "https://threads.net/@mira_k/post/Dx-_1"),
    ],
)
def test_a_post_is_known_by_each_of_its_links(tmp_path: Path, named: str, link: str | None) -> None:
    replies = [{**POST, "id": id, key: named} for id, key in (("2", "reply_to"), ("3", "quotes"))]
    file = exported(tmp_path / "a.jsonl", {**POST, "url": link}, *replies)
    _, reply, quoting = load([file], ChatFile()).posts
    assert (reply.reply_to, quoting.quotes) == ("1", "1")


@pytest.mark.parametrize(
    "other", ["https://x.com/mira_k/status/2", "https://one.example/mira_k/status/20", "20"]
)
def test_a_link_to_another_post_stays(tmp_path: Path, other: str) -> None:
    link = "https://one.example/@mira_k/20"
    file = exported(
        tmp_path / "a.jsonl", {**POST, "url": link}, {**POST, "id": "9", "quotes": other}
    )
    assert load([file], ChatFile()).posts[1].quotes == other


def test_two_exports_of_x_under_its_two_names_hold_one_post(tmp_path: Path) -> None:
    files = [
        exported(
            tmp_path / f"{site}.jsonl", {**POST, "id": id, "url": f"https://{site}/ana/status/20"}
        )
        for site, id in (("x.com", "post-1"), ("twitter.com", "20"))
    ]
    assert len(load(files, ChatFile()).posts) == 1


def test_where_posts_have_no_time_they_come_in_the_order_of_paths(tmp_path: Path) -> None:
    bare = {key: value for key, value in POST.items() if key != "created_at"}
    first = exported(tmp_path / "a.jsonl", {**bare, "id": "1"})
    second = exported(tmp_path / "b.jsonl", {**bare, "id": "2"})
    for paths, ids in (([first, second], ["1", "2"]), ([second, first], ["2", "1"])):
        assert [post.id for post in load(paths, ChatFile()).posts] == ids


def test_sources_carry_digest_and_count(tmp_path: Path) -> None:
    source = load([exported(tmp_path / "a.jsonl", POST)], ChatFile()).sources[0]
    assert (source.name, source.posts, len(source.sha256)) == ("a.jsonl", 1, 64)


@pytest.mark.parametrize("name", ["own.jsonl", "x_api_v2.jsonl", "slack", "storify.html"])
def test_reading_twice_gives_the_same(name: str) -> None:
    first, second = (load([FIXTURES / name], ChatFile()) for _ in range(2))
    assert first == second


def test_posts_inside_one_json_object_are_found_at_their_own_lines() -> None:
    path = FIXTURES / "discord.json"
    lines = path.read_text(encoding="utf-8").split("\n")
    posts = load([path], ChatFile()).posts
    assert posts
    for post in posts:
        place = int(str(post.source).rsplit(":", 1)[-1])
        assert f'"{post.id}"' in lines[place - 1]


def test_of_three_versions_the_last_one_in_the_export_is_kept(tmp_path: Path) -> None:
    ids = ["101", "102", "103"]
    tweets = [
        {"id": id, "text": f"A1 {id}", "author_id": "1", "edit_history_tweet_ids": ids}
        for id in ids[:2]
    ]
    page = {"data": tweets, "includes": {"users": [{"id": "1", "username": "mira_k"}]}}
    loaded = load([exported(tmp_path / "a.jsonl", page)], ChatFile())
    assert [post.text for post in loaded.posts] == ["A1 102"]


def test_an_id_rounded_by_a_spreadsheet_folds_no_two_people(tmp_path: Path) -> None:
    rounded = {"id": "1790463776320160000", "created_at": "2024-05-14T19:00:00Z"}
    link = "https://x.com/{}/status/1790463776320160000"
    told = [
        {**rounded, "handle": "ana", "text": "Q1: What did you stop?", "url": link.format("ana")},
        {**rounded, "handle": "bea", "text": "A1 I stopped counting.", "url": link.format("bea")},
        {**rounded, "handle": "bea", "text": "A1 I stopped counting.", "likes": 4},
    ]
    loaded = load([exported(tmp_path / "a.jsonl", *told)], ChatFile())
    assert [(post.handle, post.text) for post in loaded.posts] == [
        ("ana", "Q1: What did you stop?"),
        ("bea", "A1 I stopped counting."),
    ]
    assert len({post.id for post in loaded.posts} | {"1790463776320160000"}) == 3
    assert [post.url for post in loaded.posts] == [None, None]  # the address leads nowhere
    assert "2 posts whose id stands for several" in loaded.notes[1]


def test_posts_told_apart_keep_their_ids_when_a_zone_is_named_later(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "Nr,Who,When,What\n1,ana,2024-05-14 19:00,Q1: What did you stop?\n"
        "1,bea,2024-05-14 19:04,A1 I stopped counting.\n"
    )
    columns = {"id": "Nr", "handle": "Who", "created_at": "When", "text": "What"}
    plain, local = (
        load([sheet], ChatFile(columns=columns, **zone)).posts
        for zone in ({}, {"timezone": "America/New_York"})
    )
    assert [post.created_at for post in plain] != [post.created_at for post in local]
    assert [post.id for post in plain] == [post.id for post in local]
    assert len({post.id for post in plain}) == 2


def test_where_all_long_ids_of_a_file_end_in_zeros_no_link_is_made_from_them(
    tmp_path: Path,
) -> None:
    ids = ["1790463776320160000", "1790464000000000000"]
    posts = [
        {**POST, "id": id, "text": f"A{n}", "url": f"https://x.com/mira_k/status/{id}"}
        for n, id in enumerate(ids)
    ]
    loaded = load([exported(tmp_path / "a.jsonl", *posts)], ChatFile())
    assert [(post.id, post.url) for post in loaded.posts] == [(id, None) for id in ids]
    assert "2 posts whose id was rounded by a spreadsheet" in loaded.notes[0]
    true = {**posts[0], "id": "1790464000000000017"}
    loaded = load([exported(tmp_path / "a.jsonl", *posts, true)], ChatFile())
    assert all(post.url for post in loaded.posts)  # zeros by chance


def test_no_link_is_made_from_ids_that_a_script_read_as_floating_numbers(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    ids = ["1790463776320163600", "1790463899255213800", "1790478834290958100"]
    rows = [f"{id},ana,2024-05-14 19:0{n},A{n} Rye" for n, id in enumerate(ids)]
    sheet.write_text("\n".join(["id,username,date,text", *rows]))
    loaded = load([sheet], ChatFile())
    assert [(post.id, post.url) for post in loaded.posts] == [(id, None) for id in ids]
    assert any(
        "3 posts whose id was rounded by a spreadsheet or a script" in n for n in loaded.notes
    )
    rows[0] = rows[0].replace(ids[0], "1790463776320163584")
    sheet.write_text("\n".join(["id,username,date,text", *rows]))
    assert all(post.url for post in load([sheet], ChatFile()).posts)  # zeros by chance


def test_the_row_numbers_of_two_sheets_are_no_ids_of_posts(tmp_path: Path) -> None:
    chat = ChatFile(columns={"id": "Nr", "handle": "Who", "text": "What"})
    for name, what in (("a.csv", "I stopped counting"), ("b.csv", "My shop closes on Mondays")):
        (tmp_path / name).write_text(f"Nr,Who,What\n1,ana,Q1\n2,{what[:2]},{what}\n")
    loaded = load([tmp_path / "b.csv", tmp_path / "a.csv"], chat)
    assert [post.text for post in loaded.posts] == [
        "Q1",
        "My shop closes on Mondays",
        "I stopped counting",
    ]


def test_one_post_by_an_account_that_was_renamed_is_folded(tmp_path: Path) -> None:
    at = {"created_at": "2024-05-14T19:00:00Z"}
    first = exported(tmp_path / "a.jsonl", {**POST, **at})
    second = exported(tmp_path / "b.jsonl", {**POST, **at, "handle": "mira_writes"})
    assert len(load([first, second], ChatFile()).posts) == 1
    local = {**POST, "created_at": "2024-05-14T21:00:00Z", "text": "A1 Write it early. #chat"}
    third = exported(tmp_path / "c.jsonl", local)  # of one handle: other clock, cut text
    assert len(load([first, third], ChatFile()).posts) == 1


def test_ids_in_the_form_of_a_spreadsheet_are_no_ids_in_our_own_format_either(
    tmp_path: Path,
) -> None:
    posts = [{**POST, "id": "1.79E+18", "text": f"A{n} Write it early."} for n in (1, 2)]
    loaded = load([exported(tmp_path / "a.jsonl", *posts)], ChatFile())
    assert [post.text for post in loaded.posts] == ["A1 Write it early.", "A2 Write it early."]
    assert "2 ids rounded by a spreadsheet" in loaded.notes[0]


@pytest.mark.parametrize("private", ["a.jsonl", "b.jsonl"])
def test_a_post_that_one_export_knows_to_be_private_is_private(
    tmp_path: Path, private: str
) -> None:
    for name, more in (("a.jsonl", {}), ("b.jsonl", {"likes": 4, "name": "Mira"})):
        exported(tmp_path / name, {**POST, **more, "is_private": name == private})
    loaded = load([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], ChatFile())
    assert [(post.likes, post.is_private) for post in loaded.posts] == [(4, True)]


def test_earlier_versions_are_told_of_in_the_order_of_the_file(tmp_path: Path) -> None:
    ids = [str(number) for number in range(101, 109)]
    tweet = {"text": "A1 Write it early.", "author_id": "1", "edit_history_tweet_ids": ids}
    export = exported(tmp_path / "flat.jsonl", *({"id": id, **tweet} for id in ids))
    places = ", ".join(f"flat.jsonl:{line}" for line in range(1, 6))
    assert f"({places} and 2 more)" in load([export], ChatFile()).notes[-1]


def test_of_a_post_edited_between_two_exports_the_later_version_is_kept(tmp_path: Path) -> None:
    at = "2024-05-14T19:{:02d}:00.000Z"
    post = {"id": "11", "created_at": at.format(1), "account": {"acct": "ana"}}
    long, short = (
        "<p>A1 We lost 40 percent, said the old numbers</p>",
        "<p>A1 We lost 4 percent</p>",
    )
    before = exported(tmp_path / "a.json", {**post, "content": long, "edited_at": None})
    after = exported(tmp_path / "b.json", {**post, "content": short, "edited_at": at.format(5)})
    for paths in ([before, after], [after, before]):
        loaded = load(paths, ChatFile())
        assert [post.text for post in loaded.posts] == ["A1 We lost 4 percent"]
        assert "1 post in another version too" in " ".join(loaded.notes)


@pytest.mark.parametrize("kind", ["slack", "discord"])
def test_messages_say_in_their_own_way_when_they_were_edited(tmp_path: Path, kind: str) -> None:
    for name, text, changed in (("a.json", "A1 We lost 40 percent", 1), ("b.json", "A1 4", 9)):
        edited = f"171571320{changed}.000100"
        value: object = [
            {"type": "message", "user": "U1", "ts": "1715713200.000100", "text": text,
             "edited": {"user": "U1", "ts": edited}},
        ]  # fmt: skip
        if kind == "discord":
            moment = "2024-05-14T19:0{}:00+00:00"
            message = {
                "id": "11",
                "type": "Default",
                "content": text,
                "author": {"name": "ana"},
                "timestamp": moment.format(0),
                "timestampEdited": moment.format(changed),
            }
            value = {"guild": {"id": "5"}, "channel": {"name": "ama"}, "messages": [message]}
        folder = tmp_path / name[0] / "ama"
        folder.mkdir(parents=True)
        (folder / "2024-05-14.json").write_text(json.dumps(value), encoding="utf-8")
    loaded = load([tmp_path / "a", tmp_path / "b"], ChatFile())
    assert [post.text for post in loaded.posts] == ["A1 4"]
