"""Languages: told where small words or the script leave no doubt, and else not at all."""

import pytest

from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings
from pipeline.tongues import detect, named, usual


def of(text: str, lang: str | None = None) -> str | None:
    post = Post(id="1", handle="mira_k", text=text, lang=lang)
    return stage.run([post], Chat(chat="loafchat"), NormalizeSettings())[0][0].lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A1 The starter is alive and it wants to be fed #loafchat", "en"),
        ("A1 Der Teig ist nicht faul, er schläft nur ein wenig länger als ich", "de"),
        ("A2 La masa no es perezosa, pero duerme más que yo", "es"),
        ("A1 La pâte n'est pas paresseuse, elle dort un peu plus que nous", "fr"),
        ("A massa não é preguiçosa, mas dorme muito mais do que eu", "pt"),
        ("La pasta non è pigra, ma dorme più di me e anche del gatto", "it"),
        ("Het deeg is niet lui, maar het slaapt wel meer dan ik", "nl"),
        ("Degen är inte lat, men den sover mycket mer än jag", "sv"),
        ("Ciasto nie jest leniwe, ale śpi dłużej niż ja i tylko czeka", "pl"),
        ("Hamur tembel değil ama benden çok daha fazla uyuyor ve bekliyor", "tr"),
        ("Taikina ei ole laiska, mutta se nukkuu enemmän kuin minä", "fi"),
        ("Adonan itu tidak malas, tapi dia tidur lebih lama dari saya", "id"),
        ("パン生地は待つのが好きです", "ja"),
        ("반죽은 기다림을 좋아해요", "ko"),
        ("面团喜欢等待", "zh"),
        ("Тесто не ленивое, оно просто любит ждать, и мы тоже", "ru"),
        ("Тісто не ліниве, воно любить чекати", "uk"),
        ("Η ζύμη αγαπάει την αναμονή", "el"),
        ("העיסה אוהבת לחכות", "he"),
        ("แป้งชอบรอ", "th"),
        ("आटा इंतज़ार करता है", "hi"),
        ("Danke, bis zum nächsten Mal! #loafchat", "de"),
        ("Don't panic, it's great dough", "en"),
        ("Don’t panic, it’s great dough", "en"),
    ],
)
def test_a_clear_language_is_told(text: str, lang: str) -> None:
    assert of(text) == lang


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🥖🥖🥖",
        "go go go 🎉",  # one word, however often
        "Brioche! Ciabatta! Pumpernickel!",  # names of bread are no language
        "@tom_x croissant, s'il vous plait",
        "https://loaf.org/der-die-das-und-ist",  # of links nothing is read
        "Sourdough パン",  # a few foreign letters
        "I og i på",  # Danish, Norwegian or Swedish
    ],
)
def test_without_certainty_nothing_is_told(text: str) -> None:
    assert of(text) is None


def test_what_the_export_says_is_not_doubted() -> None:
    assert of("A1 The starter is alive and it wants to be fed", lang="cy") == "cy"


def test_another_language_is_marked_and_stays() -> None:
    posts = [
        Post(id="1", handle="mira_k", text="A1 The starter is alive and it wants to be fed"),
        Post(id="2", handle="jo_b", text="A1 Der Teig ist nicht faul, er schläft nur länger"),
    ]
    done = stage.run(posts, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert [(post.lang, post.set_aside) for post in done] == [("en", None), ("de", None)]


def test_a_very_long_post_is_told_from_its_beginning() -> None:
    assert detect(["the", "and", "of", *["und", "der", "die"] * 100_000]) is None
    assert detect([*["the", "dough", "and", "of"] * 100, *["und", "der"] * 100_000]) == "en"


@pytest.mark.parametrize(
    ("lang", "language"),
    [("pt-BR", "pt"), ("DE", "de"), ("und", None), ("qme", None), ("zxx", None), ("", None)],
)
def test_the_tag_of_an_export_names_a_language_or_none(lang: str, language: str | None) -> None:
    assert named(lang) == language


def test_the_language_of_a_chat_is_that_of_most_posts_of_which_it_is_known() -> None:
    assert usual([None, None, None, "es", "es-MX", "en", "und"]) == "es"
    assert usual([None, "zxx"]) is None
