"""Who is named beside a quote is who wrote it, and the link leads there."""

import pytest

from pipeline.records import Post
from tests.check.chats import AT, POSTS, findings, only

SAID = "Every no is last year's yes being defended"
WORDS = "these are the words of Nan Pereira (@nan_p)"


@pytest.mark.parametrize(
    ("credit", "trouble"),
    [
        ("— Nan Pereira (@nan_p)", None),
        ("— Nan Pereira", None),
        ("— @Nan_P, 14 May 2024", None),
        ("— Nan", None),
        (f"— [14 May]({AT.format('nan_p', 4)})", None),  # the link names her
        ("— Nan Pereira (@nan_pp)", f"@nan_pp is misspelt: {WORDS}"),
        ("— Nan Perreira", f"“Perreira” is misspelt: {WORDS}"),
        ("— NAN PERREIRA", f"“PERREIRA” is misspelt: {WORDS}"),
        ("— Tom Xanthe (@tom_x)", f"credited to @tom_x: {WORDS}"),
        ("— Tom Xanthe", f"credited to @tom_x: {WORDS}"),
        ("— Nan Pereira (@tom_x)", f"credited to @tom_x: {WORDS}"),
        ("— somebody at the chat", f"nobody is named beside it: {WORDS}"),
    ],
)
def test_a_credit_is_held_against_the_author(credit: str, trouble: str | None) -> None:
    for article in (f"> {SAID}\n>\n> {credit}", f"- {SAID}\n  {credit}"):
        found = only(article)
        assert found.verdict == "exact"
        assert found.troubles == ((trouble,) if trouble else ()), article


@pytest.mark.parametrize(
    ("sentence", "is_named"),
    [
        ("Nan sums it up: “{}”.", True),
        ("“{}” (@nan_p), and @tom_x agreed.", True),
        ("As Nan Pereira put it to Tom Xanthe, “{}”.", True),
        ("One of us put it well.\n\n“{}”", False),
        ("Nan sums it up.\n\n“{}”", True),
        ("We spoke of bread.\n\n“{}”\n\nNan sums it up.", True),
        ("“{}”, says @nan_p", True),
        ("Nan's line is this: “{}”", True),
        ("Nan Pereira’s line is this: “{}”", True),
        ("nan_p: “{}”", True),
        ("The nan_pan is hot: “{}”", False),
        ("Many said: “{}”.", False),
    ],
)
def test_a_sentence_around_may_name_the_author(sentence: str, is_named: bool) -> None:
    found = only(sentence.format(SAID))
    assert found.troubles == (() if is_named else (f"nobody is named beside it: {WORDS}",))


@pytest.mark.parametrize(
    ("sentence", "is_named"),
    [
        ("Kirsten Vaal said “{}”", True),  # as the recap credits it
        ("“{}” (Kirsten V, on leave)", True),
        ("Kirsten: “{}”", True),
        ("Tom Xanthe: “{}”", False),
    ],
)
def test_an_author_is_named_by_any_name_that_they_go_by_in_the_chat(
    sentence: str, is_named: bool
) -> None:
    own = ((None, "The dough waits longer than my landlord does"), ("Kirsten Vaal", "Hello all"),
           ("Kirsten V, on leave", "Back in a week"))  # fmt: skip
    chat = [
        *POSTS,
        *(Post(id=f"v{at}", handle="kvaal", name=name, text=text)
          for at, (name, text) in enumerate(own)),
    ]  # fmt: skip
    found = only(sentence.format(own[0][1]), chat)
    told = "nobody is named beside it: these are the words of Kirsten Vaal (@kvaal)"
    assert found.troubles == (() if is_named else (told,))


def test_another_name_of_an_author_makes_no_word_beside_a_quote_a_misspelt_one() -> None:
    at = "https://x.com/KirstenVaal/status/17904650000000009"
    named = (("Kirsten Vaal", "The dough waits longer than my landlord does"),
             ("Kirsten Vaal - @kirstenvaal@fedi.example", "We move over there"))  # fmt: skip
    chat = [Post(id=f"v{place}", handle="KirstenVaal", name=name, text=text, url=at)
            for place, (name, text) in enumerate(named)]  # fmt: skip
    assert only(f"Look again: “{named[0][1]}” ({at})", [*POSTS, *chat]).troubles == ()


def test_a_word_of_three_letters_is_no_handle_without_its_sign() -> None:
    chat = [*POSTS, Post(id="9", handle="may", text="The kiln is cold")]
    for credit, trouble in (
        ("in May", f"nobody is named beside it: {WORDS}"),
        ("@May", f"credited to @may: {WORDS}"),
    ):
        assert only(f"> {SAID}\n>\n> — {credit}", chat).troubles == (trouble,)


def test_a_handle_right_behind_a_quote_is_its_credit() -> None:
    found = only(f"Nan and Tom spoke of it: “{SAID}” (@tom_x)")
    assert found.troubles == (f"credited to @tom_x: {WORDS}",)


@pytest.mark.parametrize(
    ("link", "trouble"),
    [
        (AT.format("nan_p", 4), None),
        (AT.format("nan_p", 4).replace("x.com", "www.twitter.com") + "?s=20", None),
        ("https://x.com/i/web/status/1790465000000000004/photo/1", None),  # by its number
        (AT.format("tom_x", 3), "the link leads to a post by @tom_x"),
        (
            "https://x.com/nan_p/status/99",
            "the link leads to no post of this chat: https://x.com/nan_p/status/99",
        ),
        ("https://nan.example/bread", None),
        (f"https://www.google.com/url?q={AT.format('nan_p', 4)}&sa=D", None),
        (
            f"https://www.google.com/url?q={AT.format('tom_x', 3)}&sa=D",
            "the link leads to a post by @tom_x",
        ),
    ],
)
def test_a_link_leads_to_the_post(link: str, trouble: str | None) -> None:
    html = (f'<blockquote><p>{SAID}</p>— Nan Pereira (@nan_p) <a href="{link}">May 14</a>'
            "</blockquote>")  # fmt: skip
    for article in (f"> {SAID}\n>\n> — Nan Pereira (@nan_p), [14 May]({link})", html):
        assert only(article).troubles == ((trouble,) if trouble else ()), article


def test_who_asks_not_to_be_quoted_is_told() -> None:
    found = only("“my starter died twice”, says Sal Yarrow")
    assert found.troubles == ("its author asks not to be quoted",)


def test_a_link_beside_two_quotes_may_be_that_of_the_other() -> None:
    article = (
        f"“{SAID}” (@nan_p), to Tom Xanthe ([@tom_x]({AT.format('tom_x', 3)})): "
        "“I cannot bake on a Monday – the oven sulks, and so do I.”"
    )
    assert [found.troubles for found in findings(article)] == [(), ()]


@pytest.mark.parametrize(
    ("credit", "trouble"),
    [
        ("@ana@here.example", None),
        ("@ana", None),
        ("@ana@there.example and @ana@here.example", None),
        (
            "@ana@there.example",
            "credited to @ana@there.example: these are the words of Ana Ruiz (@ana@here.example)",
        ),
    ],
)
def test_the_same_handle_on_another_server_is_somebody_else(
    credit: str, trouble: str | None
) -> None:
    post = Post(id="9", handle="ana@here.example", name="Ana Ruiz", text=SAID)
    namesake = Post(id="10", handle="ana@there.example", name="Ana Other", text="I only read.")
    for article in (f"> {SAID}\n>\n> — {credit}", f"“{SAID}” ({credit})"):
        found = only(article, [post, namesake])
        assert found.troubles == ((trouble,) if trouble else ()), article
