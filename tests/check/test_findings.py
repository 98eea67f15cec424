"""A quote that differs in one word is found; what a publishing system sets otherwise is not."""

import pytest

from pipeline.check import check, read
from pipeline.records import Post
from tests.check.chats import AT, POSTS, findings, only

OTTILIE = f"— Ottilie Brand (@ottilie_rye), [14 May]({AT.format('ottilie_rye', 1)})"
KARCHER = (
    "“You lift others up and help them weigh the flour while also learning from them yourself.”"
)


@pytest.mark.parametrize(
    "said",
    [
        "A1a Slow bread isn’t late bread. It's bread that was left alone, and then looked at again "
        "🍞 #LoafChat",
        "Slow bread isn't late bread.",  # straight
        "It’s bread that was left alone, and then looked at again",
        "Slow bread isn’t late bread. […] looked at again 🍞",
        "Slow bread isn’t late bread ... bread that was left alone",
        "Slow bread isn’t late bread. It's [the bread] that was left alone",
        "[s]low bread isn’t late bread. [i]t's bread that was left alone",  # in a sentence of ours
        "[B]read that was left alone, and then looked at again",
    ],
)
def test_what_its_author_wrote_is_exact(said: str) -> None:
    for article in (f"> {said}\n>\n> {OTTILIE}", f"- {said}  \n  {OTTILIE}", f"{said}\n{OTTILIE}"):
        found = only(article)
        assert (found.verdict, found.post, found.troubles) == ("exact", POSTS[0], ()), article
        assert found.is_sound and found.said == said.replace("\n", " ")


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        (KARCHER.replace(" and help them", ","), "“,” for “and help them”"),
        (KARCHER.replace("the flour", "flour"), "left out: “the”"),
        (KARCHER.replace("yourself", "yourselves"), "“yourselves” for “yourself”"),
        (KARCHER.replace("weigh the", "weigh out the"), "added: “out”"),
        (KARCHER.replace("You", "you"), "“you” for “You” (“[y]ou” tells of it)"),
        (KARCHER.replace("You", "We"), "“We” for “You”"),
        (KARCHER.replace("You", "[W]e"), "“we” for “You”"),  # another word, in brackets or not
    ],
)
def test_a_word_that_differs_is_told(said: str, differs: str) -> None:
    found = only(f"Our friends at The Karcher Oven phrase it well:\n\n{said}\n\nBam!")
    assert (found.verdict, found.post, found.differences) == ("changed", POSTS[1], (differs,))
    assert found.troubles == () and not found.is_sound
    assert found.words == [f"not as it was written: {differs}"]


@pytest.mark.parametrize("said", ["I can bake on a Monday", "ake on a Monday – the oven sulks"])
def test_half_a_word_is_not_what_was_written(said: str) -> None:
    assert only(f"Tom Xanthe: “{said}”").verdict == "changed"


def test_the_comma_of_the_sentence_around_is_no_change() -> None:
    assert only("“The oven sulks, and so do I,” says Tom Xanthe.").verdict == "changed"  # its T
    assert only("“the oven sulks, and so do I,” says Tom Xanthe.").is_sound


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        ("the oven sulked, and so do I", "“sulked” for “sulks”"),
        ("on a Monday the oven sulks, and so do I", "“Monday the” for “Monday-the”"),
        ("the oven sulks, and so-do I", "“so-do” for “so do”"),
    ],
)
def test_a_dash_parts_words_and_joins_them(said: str, differs: str) -> None:
    assert only(f"Tom Xanthe: “{said}”").differences == (differs,)


def test_a_quote_from_elsewhere_is_told_and_a_term_or_a_question_is_none() -> None:
    unknown = only("“Build it and they will come”, as they say.")
    assert unknown.verdict == "unknown" and "is it from elsewhere?" in unknown.words[0]
    assert findings("What we call “slow bread” is old.") == []
    assert (
        findings("Q1: What does slow bread mean to you?\n\n“What does slow bread mean to you?”")
        == []
    )
    assert findings("## Slow bread isn’t late bread.") == []
    asked = Post(id="9", handle="loafchat", text="Q1: What does slow bread mean to you? #LoafChat")
    assert findings("Q1: What does slow bread mean to you?", [asked, *POSTS]) == []


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("The oven sulks on a Sunday, and so do we", "changed"),
        ("The oven sulks on a Sunday, and so we say", "unknown"),
    ],
)
def test_what_shares_half_of_its_words_with_a_post_is_unknown(said: str, verdict: str) -> None:
    assert only(f"Tom Xanthe: “{said}”").verdict == verdict


def test_what_the_writer_says_in_other_words_is_the_writers() -> None:
    assert findings("As Nan says, every no is a yes of last year that she defends.") == []
    assert findings("Tom can not bake on a Monday because the oven sulks, and so does he.") == []


def test_posts_pasted_as_embeds_are_quotes_with_their_credit() -> None:
    article = (
        "Nan keeps it short:\n"
        "Every no is last year's yes being defended\n— Nan Pereira (@nan_p) May 14, 2024\n"
        "A2 I cannot bake on a Monday – the oven sulks, and so do I.— Tom Xanthe (@tom_x) May 14\n"
        "And that was it."
    )
    assert [(one.post, one.is_sound) for one in findings(article)] == [
        (POSTS[3], True), (POSTS[2], True),
    ]  # fmt: skip


def test_two_posts_of_one_author_may_stand_as_one_quote() -> None:
    joined = "“Every no is last year's yes being defended [...] so I keep the list on the fridge.”"
    assert only(f"Nan Pereira: {joined}").is_sound
    mixed = "“Every no is last year's yes being defended [...] the oven sulks, and so do I.”"
    assert only(f"Nan Pereira: {mixed}").verdict != "exact"


def test_lines_of_one_post_are_one_quote() -> None:
    post = Post(
        id="9", handle="ana_b", name="Ana B", text="A3 Three rules:\n- strong flour\n\nBe late."
    )
    found = only(
        "> A3 Three rules:\n> - strong flour\n>\n> Be late.\n>\n> — Ana B (@ana_b)", [post]
    )
    assert found.is_sound and found.said == "A3 Three rules:\n- strong flour\nBe late."


def test_the_author_of_a_reposted_line_is_who_wrote_it() -> None:
    again = Post(id="8", handle="echo_e", name="Echo", text=POSTS[3].text, set_aside="repost")
    found = only("> Every no is last year's yes being defended\n> — Nan Pereira (@nan_p)",
                 [again, *POSTS])  # fmt: skip
    assert found.post == POSTS[3] and found.is_sound
    blamed = only("> Every no is last year's yes being defended\n> — Ed (@ed_e)", [again, *POSTS])
    assert blamed.post == POSTS[3]
    passed_on = only("“Every no is last year's yes being defended” (@echo_e)", [again, *POSTS])
    assert passed_on.post == POSTS[3] and "credited to @echo_e" in passed_on.troubles[0]


@pytest.mark.parametrize(
    "article",
    [
        "‘Every no is last year’s yes being defended’, says Nan.",
        "Nan: 'Every no is last year's yes being defended'",
        "„Every no is last year's yes being defended“ – Nan",
        "„Every no is last year's yes being defended\", so Nan",
        "»Every no is last year's yes being defended« (@nan_p)",
        "« Every no is last year’s yes being defended », dit Nan",
        '* "Every no is last year\'s yes being defended" – @nan_p',
        "– “Every no is last year's yes being defended” (@nan_p)",
    ],
)
def test_marks_of_each_house_are_marks(article: str) -> None:
    assert only(article).is_sound
    changed = only(article.replace("being", "to be"))
    assert changed.differences == ("“to be” for “being”",)


@pytest.mark.parametrize(
    "said",
    [
        "The bees' loaf is 'what we call late', isn't it",
        "The bees’ loaf is ‘what we call late’, isn’t it",
        "what we call late",
        'the oven & I, 5" apart',
    ],
)
def test_marks_inside_marks_are_set_as_a_house_sets_them(said: str) -> None:
    text = 'The bees\' loaf is "what we call late", isn\'t it, the oven &amp; I, 5" apart'
    post = Post(id="9", handle="ana_b", name="Ana B", text=text)
    assert only(f"“{said}” (@ana_b)", [post]).is_sound
    if '"' not in said:
        assert only(f"Ana says ‘{said}’.", [post]).is_sound


def test_apostrophes_are_no_marks() -> None:
    assert (
        findings("The bees' loaf of the '90s and the bakers' dozen of 'em were the hosts'.") == []
    )


def test_words_left_out_and_told_are_no_difference() -> None:
    cut = "“You lift others up [...] while learning from them yourself” (@karcherbakes)"
    assert only(cut).differences == ("left out: “also”",)


def test_a_list_of_links_is_no_list_of_quotes() -> None:
    post = Post(id="9", handle="h", text="Do see the late loaf: https://loaf.example/late/loaf/all")
    assert findings("- The loaf: https://loaf.example/late/loaf/all", [post]) == []


def test_an_embed_that_ends_in_a_link_is_as_it_was_written() -> None:
    link = f'<a href="{AT.format("ottilie_rye", 1)}?ref_src=twsrc">May 14, 2024</a>'
    tag = '<a href="https://twitter.com/hashtag/LoafChat?src=hash">#LoafChat</a>'
    said = POSTS[0].text.removesuffix("#LoafChat") + tag
    found = only(
        f"<blockquote><p>{said}</p>&mdash; Ottilie Brand (@ottilie_rye) {link}</blockquote>"
    )
    assert found.is_sound


@pytest.mark.parametrize(
    ("said", "is_exact"),
    [
        ("Honestly I think ... we can", False),  # "can't"
        ("Honestly I think ... we can't", True),
        ("is slow ... the baker", False),  # "baker's"
        ("Teaching bread is slow", True),  # behind a label without a blank
        ("bread is slow ... धीमी र", False),
        ("bread is slow ... धीमी रो", True),
    ],
)
def test_a_word_ends_where_its_author_ends_it(said: str, is_exact: bool) -> None:
    text = "A3Teaching bread is slow. Honestly I think that we can't use the baker's. धीमी रो"
    post = Post(id="9", handle="ana_b", name="Ana B", text=text)
    assert (only(f"“{said}” (@ana_b)", [post]).verdict == "exact") is is_exact


@pytest.mark.parametrize(
    "label",
    ["Nan Pereira: ", "**Nan Pereira:** ", "**Nan Pereira** ", "*Nan Pereira:* ",
     "- Nan (@nan_p): ", "@nan_p: "],
)  # fmt: skip
def test_a_line_that_begins_with_who_says_it_is_theirs(label: str) -> None:
    assert only(f"{label}Every no is last year's yes being defended").is_sound
    found = only(f"{label}Every no is last year's yes to be defended")
    assert found.differences == ("“to be” for “being”",) and found.troubles == ()
    other = only(f"{label}I cannot bake on a Monday – the oven sulks, and so do I.")
    assert other.troubles == ("credited to @nan_p: these are the words of Tom Xanthe (@tom_x)",)
    assert findings(f"{label}who has baked at Mill Lane since the age of nine") == []


def test_a_label_before_a_quote_is_no_change_of_it_and_hides_none() -> None:
    label, said = "**On patience**: ", "Every no is last year's yes being defended"
    assert only(f"- {label}{said} — @nan_p").is_sound
    changed = said.replace("Every no", "Any no: ")
    for article in (f"- {changed} — @nan_p", f"> {changed}\n> — @nan_p", f"{changed}\n— @nan_p"):
        assert only(article).verdict == "changed", article
    assert findings(f"**On patience**: {said.replace('Every', 'Any')}") == []


@pytest.mark.parametrize("label", ["Pereyra: ", "**Pereyra:** ", "- *Pereyra:* ", "So Pereyra: "])
def test_a_label_that_is_nobodys_name_hides_no_quote(label: str) -> None:
    found = only(f"{label}Every no is last year's yes being defended")
    told = "“Pereyra” is misspelt: these are the words of Nan Pereira (@nan_p)"
    assert (found.verdict, found.troubles) == ("exact", (told,))


def test_who_is_named_in_a_changed_line_of_a_list_is_named() -> None:
    found = only("- Tom Xanthe said that he cannot bake on a Monday: the oven sulks, and so do I.")
    assert (found.verdict, found.troubles) == ("changed", ())


@pytest.mark.parametrize("credit", ["— Nan Pereira (@nan_p), 14 May", "— @nan_p", "— Nan Pereira"])
def test_what_nobody_wrote_is_told_also_without_marks_where_it_is_credited(credit: str) -> None:
    said = "Never trust a loaf that smiles at you"
    for article in (f"> {said}\n>\n> {credit}", f"- {said} {credit}"):
        if "@" in credit or article[0] == ">":
            assert only(article).verdict == "unknown", article
    assert findings(f"> {said}\n>\n> — The Rye House, its menu") == []
    assert findings("We baked until the sun came up – thanks, @nan_p and all") == []


def test_the_title_of_a_book_is_no_quote() -> None:
    assert findings("She read “The Crust Keeps the Score,” twice.") == []
    assert findings("She read “9 out of 10 Bakers Burn the Same Loaf” twice.") == []
    assert only("She said “9 out of 10 bakers burn it”.").verdict == "unknown"
    assert only("She said “The crust keeps the Score”.").verdict == "unknown"
    assert only("“Every No Is Last Year's Yes Being Defended”, says Nan").verdict == "changed"


def test_a_sentence_with_a_quote_and_its_credit_is_the_writers() -> None:
    said = "“Every no is last year's yes being defended”"
    assert only(f"Monday, and what a day: {said} — @nan_p").is_sound


def test_marks_that_only_a_browser_sets_and_cells_of_a_table_are_read() -> None:
    said = "I cannot bake on a Monday – the oven sulks, and so do you."
    for html in (f"<p>Tom Xanthe: <q>{said}</q></p>",
                 f'<table><tr><td>Tom Xanthe</td><td>"{said}"</td></tr></table><br>'):  # fmt: skip
        assert only(html).differences == ("“you” for “I”",)


def test_words_in_marks_inside_a_question_are_the_questions() -> None:
    asked = 'What do you tell a neighbour who says "I could never do that"?'
    posts = [
        Post(id="9", handle="ottilie_rye", name="Ottilie Brand", text=f"Q2: {asked} #LoafChat")
    ]
    assert check(read(f"Q2: {asked}\n\nWe baked on."), posts, [asked]) == []
    [found] = check(read("We baked on, “I could never do that” or not."), posts, [asked])
    assert found.troubles  # its asker is not named
