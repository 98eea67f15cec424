from __future__ import annotations

from tests.readers.conftest import Load


def test_a_page_gives_each_embedded_post_and_no_ordinary_quotation(fixture: Load) -> None:
    posts = fixture("embeds.html").posts
    assert [post.id for post in posts] == ["1786090100000000001", "1786090100000000005"]
    assert [post.lang for post in posts] == ["en", "fr"]


def test_text_is_exact_entities_once_breaks_kept(fixture: Load) -> None:
    mira, tomasz = fixture("embeds.html").posts
    assert mira.text == (
        "A1a Q&A first &amp; always.\nThen the   handover, example.org/hand… #OpsChat"
    )
    assert tomasz.text == "R1 Lisez-la\nà voix haute. https://t.co/abcdefghij"


def test_a_name_may_hold_dashes_bars_and_brackets(fixture: Load) -> None:
    mira = fixture("embeds.html").posts[0]
    assert (mira.handle, mira.name) == (
        "mira_k",
        "Mira Kessler – on-call | mostly (she/her) — Graz",
    )


def test_the_day_is_read_in_the_language_of_the_site(fixture: Load) -> None:
    assert {post.created_at for post in fixture("embeds.html").posts} == {"2024-05-02"}


def test_an_embed_without_text_is_counted(fixture: Load) -> None:
    assert fixture("embeds.html").notes == (
        "1 embedded post without text or author, left out (embeds.html:13)",
    )


def test_the_page_says_who_the_guest_was(fixture: Load) -> None:
    hints = fixture("embeds.html").hints
    assert hints["title"] == ("Recap: Handovers that work",)
    assert (hints["guest_name"], hints["guest"]) == (("Mira Kessler",), ("mira_k",))


def test_an_oembed_answer_is_opened(fixture: Load) -> None:
    post = fixture("oembed.json").posts[0]
    assert (post.id, post.handle, post.created_at) == ("397", "ines_d", "2006-03-26")


def test_where_the_day_cannot_be_read_the_id_tells_the_time(written: Load) -> None:
    html = (
        '<blockquote class="twitter-tweet"><p>A1 Early.</p>&mdash; Mira (@mira_k) '
        '<a href="https://twitter.com/mira_k/status/1786090100000000001">2024. gada 2. xyz</a>'
        "</blockquote>"
    )
    assert written(html, "x.html").posts[0].created_at == "2024-05-02T17:47:18Z"


def test_real_embeds_are_read_to_the_letter(sample: Load) -> None:
    chat = sample("formats/html_twitter_blockquote/real_blockquote_chat.html").posts[0]
    assert (chat.handle, chat.id) == ("sarah11918", "1461524026111799298")
    assert chat.text.startswith(
        'Q2: Negative feedback is often a sign that the user is coming from an "u'
    )
    assert chat.text.endswith("might have. #DevEdBookClub")
    picture = sample("formats/html_twitter_blockquote/real_blockquote_with_pic.html").posts[0]
    assert picture.text.endswith("#PMQs pic.twitter.com/TZvVN8ITkX")
    jack = sample("formats/html_twitter_blockquote/oembed_response.json").posts[0]
    assert (jack.handle, jack.text, jack.created_at) == ("jack", "getting waxed!", "2006-03-26")


def test_pictures_of_emoji_are_the_letters_that_their_authors_typed(written: Load) -> None:
    emoji = '<img draggable="false" class="{}" alt="{}" src="1f389.svg">'
    text = (
        f"A1 I stopped {emoji.format('emoji', '🎉')} and slept"
        f"{emoji.format('Emoji Emoji--forText', '😴')} <img class='photo' alt='Me, asleep'> #chat"
    )
    page = (
        f'<blockquote class="twitter-tweet"><p>{text}</p>&mdash; Ana '
        f"{emoji.format('wp-smiley', '🌱')} (@ana) May 14, 2024</blockquote>"
    )
    (post,) = written(page, "page.html").posts
    assert post.text == "A1 I stopped 🎉 and slept😴  #chat"
    assert post.name == "Ana 🌱"


def test_embeds_that_the_browser_had_drawn_are_counted(written: Load) -> None:
    address = "https://platform.twitter.com/embed/Tweet.html?id=1790463776320163999"
    page = (
        '<blockquote class="twitter-tweet"><p>A1 I rest</p>&mdash; Ana (@ana) May 14, 2024'
        f'</blockquote>\n<div class="twitter-tweet-rendered"><iframe src="{address}"></iframe>'
        '</div>\n<iframe data-tweet-id="1790463776320164000"></iframe>\n<iframe></iframe>'
    )
    loaded = written(page, "page.html")
    assert loaded.notes == (
        "2 posts only linked: its text is not in the file (page.html:2, page.html:3)",
    )
