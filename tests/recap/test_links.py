import json

import pytest

from pipeline.recap import links
from pipeline.records import Chat
from tests.recap.chats import Records, answer, chat_of, post


def shared(*texts: str, **more):
    made = Records(Chat(chat="repaircafe"))
    made.posts = [post(str(n), f"mender{n}", text, **more) for n, text in enumerate(texts, 1)]
    return of(made)


def of(records: Records):
    material = records.material()
    return [(link.url, link.handles) for link in links.shared(material.posts, material.fates)]


def test_a_link_is_listed_once_with_all_who_shared_it():
    assert shared(
        "The guide https://mend.example.com/zips",
        "Mine: https://other.example.com",
        "Same guide! http://www.Mend.example.com/zips/?utm_source=x",
    ) == [
        ("https://mend.example.com/zips", ("mender1", "mender3")),
        ("https://other.example.com", ("mender2",)),
    ]


def test_a_link_is_shown_without_its_protocol_and_cut_where_it_is_long():
    far = f"https://mend.example.com/{'a' * 80}"
    records = chat_of("Read http://www.mend.example.com/zips/", f"and {far}")
    page = records.run()["recap.md"]
    assert "- [mend.example.com/zips](http://www.mend.example.com/zips/), shared by" in page
    assert f"- [mend.example.com/{'a' * (links.LONGEST - 18)}…]({far}), shared by" in page


def test_pages_that_only_a_query_tells_apart_are_as_many_links():
    pages = [
        "https://mend.example.com/topic?4012",
        "https://mend.example.com/topic?4013",
        "https://mend.example.com/topic?id=7&page=2",
    ]
    same = "https://mend.example.com/topic?page=2&utm_medium=x&id=7"
    found = shared(*pages, f"Page two, once more: {same}")
    assert sorted(url for url, _ in found) == sorted(pages)
    assert found[0] == (pages[2], ("mender3", "mender4"))  # what most people shared comes first


def test_who_shares_a_link_twice_is_named_once():
    texts = ["The guide https://mend.example.com/zips", "Again: https://mend.example.com/zips"]
    records = Records(Chat(chat="repaircafe"))
    records.posts = [post("1", "Inez_Sews", texts[0]), post("2", "inez_sews", texts[1])]
    assert of(records) == [("https://mend.example.com/zips", ("Inez_Sews",))]


@pytest.mark.parametrize(
    "text",
    [
        "look pic.twitter.com/abcdefghij",  # a picture
        "so true https://x.com/mender1/status/1",  # a quoted post of this chat
        "so true https://twitter.com/somebody/status/99?s=20",  # the post that this one quotes
        "so true #RepairCafe https://t.co/Ab12Cd34Ef",  # as the interface of X gives it
        "so true #RepairCafe https://t.co/Ab12Cd34Ef \n",
        "cut off https://mend.example.com/zi…",
        "cut off https://mend.example.com/zi...",
        "no link at all",
    ],
)
def test_pictures_quoted_posts_and_cut_addresses_are_no_links(text):
    assert shared(text, quotes="99") == []


def test_a_short_link_is_the_quoted_post_only_behind_all_and_where_one_is_quoted():
    link = "https://t.co/Ab12Cd34Ef"
    assert [url for url, _ in shared(f"{link} says how", quotes="99")] == [link]
    assert [url for url, _ in shared(f"says how {link}")] == [link]


@pytest.mark.parametrize("reason", ["repost", "duplicate", "private", "disputed author"])
def test_links_in_the_words_of_others_are_not_credited(reason):
    assert shared("https://mend.example.com", set_aside=reason) == []


@pytest.mark.parametrize("reason", [None, "promotion"])  # told by its words, or by its place alone
def test_links_of_advertisements_are_never_printed(reason):
    records = chat_of("The guide I use: https://mend.example.com/zips/")
    spam = post("7", "fix_fast_777", "10k REAL menders in DAYS!! https://t.example/9s #RepairCafe",
                set_aside=reason)  # fmt: skip
    records.posts.append(spam)
    records.answers.append(answer(spam, None, "other", reason="promotion"))
    assert of(records) == [("https://mend.example.com/zips/", ("mender1",))]


@pytest.mark.parametrize("reason", ["logistics", "not in the chat's time", "another chat"])
@pytest.mark.parametrize("name", ["recap.md", "recap.html", "recap.txt"])
def test_links_named_around_the_chat_alone_stand_behind_the_article(name, reason):
    records = chat_of("The guide I use: https://mend.example.com/zips/")
    sign_up = post("7", "repaircafe", "Join us on Friday: https://forms.example.com/next-month")
    records.posts.append(sign_up)
    records.answers.append(answer(sign_up, None, "other", reason=reason))
    article, _, behind = records.run()[name].partition("For the editor")
    left_out = behind.partition("Links left out")[2].partition("Short enough")[0]
    assert "mend.example.com/zips" in article and "mend.example.com/zips" not in left_out
    assert "forms.example.com/next-month" in left_out and "@repaircafe" in left_out
    assert "forms.example.com" not in article
    assert "forms.example.com" not in records.run(notes=False)[name]
    made = json.loads(records.run()["recap.json"])
    assert [link["url"] for link in made["links_aside"]] == ["https://forms.example.com/next-month"]


@pytest.mark.parametrize("reason", ["greeting", "off-topic", "empty"])
def test_links_of_what_else_was_set_aside_stand_in_the_article(reason):
    records = chat_of("I mended a gate.")
    aside = post("7", "inez_sews", "https://mend.example.com/zips")
    records.posts.append(aside)
    records.answers.append(answer(aside, None, "other", reason=reason))
    assert "mend.example.com/zips" in records.run(notes=False)["recap.md"]


def test_a_link_of_an_announcement_that_an_answer_names_too_is_credited_to_both():
    records = chat_of("I send all to https://mend.example.com/zips")
    before = post("7", "repaircafe", "Tonight! Read https://mend.example.com/zips first")
    records.posts.append(before)
    records.answers.append(answer(before, None, "other", reason="logistics"))
    assert of(records) == [("https://mend.example.com/zips", ("mender1", "repaircafe"))]
    assert "Links left out" not in records.run()["recap.md"]


def test_what_the_text_shows_cut_off_is_listed_in_full_and_once():
    guide = "https://mend.example.com/guides/zips"
    texts = "The guide: mend.example.com/guides/zi...", "So says mend.example.com/guides/zips"
    assert shared(*texts, links=(guide,)) == [(guide, ("mender1", "mender2"))]
    assert shared(texts[0], links=("javascript:alert(1)",)) == []


def test_of_short_links_that_the_export_tells_in_full_the_pages_are_listed():
    full = (
        "https://mend.example.com/zips",
        "https://twitter.com/mender1/status/1/photo/1",
        "https://x.com/mender1/status/1/video/1",
        "https://twitter.com/i/web/status/1",  # the rest of its text
        "https://twitter.com/mender2/status/2",  # a quoted post of this chat
    )
    text = "The guide https://t.co/Ab12Cd34Ef https://t.co/Gh56Ij78Kl"
    assert shared(text, "A2 So do I", links=full) == [(full[0], ("mender1", "mender2"))]


def test_a_bare_domain_leads_to_its_page():
    assert shared("try mend.example.com today") == [("http://mend.example.com", ("mender1",))]
