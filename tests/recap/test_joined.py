"""A quote that its author spread over two posts: seen as two, exact in both, credited twice."""

import html
import json

import pytest

from pipeline.errors import InputError
from pipeline.recap import quotes
from tests.recap.chats import going_on

SAID = "You do not mend a zip, [...] you mend the *coat* around it."
ONE, TWO = "https://x.com/inez_sews/status/2", "https://x.com/inez_sews/status/3"


def test_embeds_show_both_posts_each_with_its_credit_and_link():
    files = going_on().run()
    assert (
        "> A1 You do not mend a zip, (1/2) #RepairCafe\n>\n"
        f"> — Inez Sews (@inez_sews), [6 March 2024]({ONE})\n\n"
        "> (2/2) you mend the \\*coat\\* around it. #RepairCafe\n>\n"
        f"> — Inez Sews (@inez_sews), continued, [6 March 2024]({TWO})\n"
    ) in files["recap.md"]
    page = files["recap.html"]
    shown = [part.split("</blockquote>")[0] for part in page.split("<blockquote")[1:]]
    assert [f'cite="{url}"' in part for part, url in zip(shown, (ONE, TWO), strict=False)] == [
        True
    ] * 2
    assert "mend a zip" in shown[0] and "<coat" not in shown[0] and ", continued" not in shown[0]
    assert "*coat* around it" in shown[1] and ", continued" in shown[1]
    assert (
        "A1 You do not mend a zip, (1/2) #RepairCafe\n"
        f"— Inez Sews (@inez_sews), 6 March 2024, {ONE}\n\n"
        "(2/2) you mend the *coat* around it. #RepairCafe\n"
        f"— Inez Sews (@inez_sews), continued, 6 March 2024, {TWO}\n"
    ) in files["recap.txt"]


def test_a_list_shows_one_line_with_its_seam_and_both_links():
    files = going_on().run(style="list")
    assert SAID.replace("[...]", "\\[...\\]").replace("*", "\\*") in files["recap.md"]
    assert f"[6 March 2024]({ONE}), [continued]({TWO})" in files["recap.md"]
    assert SAID in html.unescape(files["recap.html"])
    assert f'<a href="{ONE}">6 March 2024</a>, <a href="{TWO}">continued</a>' in files["recap.html"]
    assert (
        f"{SAID}\n— Inez Sews (@inez_sews), 6 March 2024, {ONE}, continued: {TWO}\n"
        in (files["recap.txt"])
    )


def test_json_has_each_part_with_its_post_place_and_link():
    records = going_on()
    quote = json.loads(records.run()["recap.json"])["questions"][0]["quotes"][0]
    assert quote["text"] == SAID
    texts = {post.id: post.text for post in records.posts}
    for part, url in zip((quote, *quote["joined"]), (ONE, TWO), strict=True):
        held = texts[part["post_id"]][part["start"] : part["end"]]
        assert held and held in SAID and part["url"] == url
        assert part["post"] == texts[part["post_id"]]


def test_of_a_line_that_joins_posts_no_cut_is_shown():
    records = going_on()
    first, second = records.posts
    quote = quotes.quote(first, records.picks[-1], "community", None, records.chat, [second])
    assert quote.as_cut == quote


def test_without_links_it_still_says_that_it_goes_on():
    records = going_on()
    records.posts = [each.model_copy(update={"url": None}) for each in records.posts]
    records.picks = [each.model_copy(update={"url": None}) for each in records.picks]
    files = records.run(style="list")
    assert "— Inez Sews (@inez_sews), 6 March 2024, continued\n" in files["recap.md"]
    assert "— Inez Sews (@inez_sews), 6 March 2024, continued\n" in files["recap.txt"]


def test_a_line_of_three_posts_without_links_says_once_that_it_goes_on():
    records = going_on()
    third = records.posts[1].model_copy(update={"id": "4"})
    records.posts = [each.model_copy(update={"url": None}) for each in (*records.posts, third)]
    joined = records.picks[-1].joined
    more = {"url": None, "joined": (*joined, joined[0].model_copy(update={"post_id": "4"}))}
    records.picks[-1] = records.picks[-1].model_copy(update=more)
    files = records.run(style="list")
    for name in ("recap.md", "recap.html", "recap.txt"):
        assert ", continued" in files[name] and "continued, continued" not in files[name]


def test_both_posts_are_picked_and_the_counts_add_up():
    summary = json.loads(going_on().run()["summary.json"])
    assert summary["fates"]["picked"] == 2 == summary["posts"] == sum(summary["fates"].values())
    assert summary["picks"] == 1


def test_a_joined_line_that_is_not_picked_shortlists_both_posts():
    records = going_on()
    records.picks, records.lines = [], records.lines[2:]
    summary = json.loads(records.run()["summary.json"])
    assert summary["fates"]["shortlisted"] == 2


@pytest.mark.parametrize("place", ["lines", "picks"])
@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"text": "you mend the coat around it."}, "but post 3 (6 to 36) says"),
        ({"end": 30}, "but post 3 (6 to 30) says"),
        ({"post_id": "404"}, "quotes post 404, which is not read"),
    ],
)
def test_each_part_is_held_against_its_post_before_anything_is_written(place, change, found):
    records = going_on()
    held = getattr(records, place)
    parts = (held[-1].joined[0].model_copy(update=change),)
    held[-1] = held[-1].model_copy(update={"joined": parts})
    with pytest.raises(InputError) as error:
        records.run()
    assert found in str(error.value) and error.value.do


def test_two_people_are_never_joined():
    records = going_on()
    records.posts[1] = records.posts[1].model_copy(update={"handle": "old_lamp"})
    with pytest.raises(InputError, match="joins posts 2 by @inez_sews and 3 by @old_lamp"):
        records.run()
