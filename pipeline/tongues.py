"""The language of a post, where its script or its small words leave no doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

LEAST_WORDS = 3  # small words of one language that tell it
LEAST_SHARE = 0.4  # of all words, where there are only two small ones, both of one language alone
LEAD = 2  # times as many as of the next language
READ = 200  # words of a post that are looked at
SCRIPT_SHARE = 0.5  # of the letters

# The most frequent small words, as any grammar lists them; words of several languages stand in each
_SMALL = {
    "en": "the and of to is in that it for with you this are be have not my was but they we your"
    " what from just i a so on at as can do if about when their our how all more than will there"
    " an would or by has them don't it's i'm me he she his her who which because no up out get"
    " been were did does one some into only also then very thanks yes agree great good",
    "de": "der die das und ist nicht ich du er sie wir ihr ein eine einen einem einer mit auf für"
    " von zu zum zur den dem des im am in an es auch wie aber oder wenn mal schon sehr danke kein"
    " keine über bis bei nach noch nur mich mir dich dir sich hat habe haben war sind wird werden"
    " dass so was man mein meine ja nein heute immer mehr als aus um weil gut doch da",
    "es": "el la los las un una que de en y es no por para con como pero más muy está esta este"
    " esto mi yo lo del al se su sus también gracias cuando porque todo todos hay ser mucho muchas"
    " muchos me te nos si sí ya le a o he ha son fue tiene sin sobre hoy día días eso qué cómo",
    "fr": "le la les un une des du de et est pas je tu il elle nous vous ils que qui dans pour avec"
    " sur au aux ce cette ces mais ou où plus très bien aussi merci quand parce tout tous mon ma"
    " mes en ne se sa son c'est j'ai d'un d'une qu'il y a être avoir fait comme si on leur sans",
    "pt": "o a os as um uma que de em e é não por para com como mas mais muito está esta este isso"
    " meu minha eu do da dos das no na nos nas se seu sua também obrigado obrigada quando porque"
    " tudo todos há ser me te você vocês já lhe ou são foi tem sem sobre hoje ao pelo pela só",
    "it": "il lo la i gli le un una uno che di in e è non per con come ma più molto sono sta questo"
    " questa mio mia io del della dei delle al alla si suo sua anche grazie quando perché tutto"
    " tutti c'è essere mi ti ci vi se già o ho ha hanno fatto da nel nella sul dal cosa così",
    "nl": "de het een en is niet ik je jij hij zij wij we van in op te dat die voor met aan er maar"
    " om ook als dan nog wel bij uit naar zijn heb heeft hebben was werd worden mijn jullie dank"
    " bedankt heel goed geen wat hoe waar veel meer of dit deze door over tot kan ben al zo nu",
    "sv": "och att det i en jag som är på inte för med av den till har de ett om var men så vi kan"
    " du han hon mig dig sig mycket tack när också eller från vad hur alla bara nu min mitt mina"
    " ska skulle blir någon något där här över efter utan vill",
    "no": "og å det i en jeg som er på ikke for med av den til har de et om var men så vi kan du"
    " han hun meg deg seg mye takk når også eller fra hva hvordan alle bare nå min mitt mine skal"
    " skulle blir noen noe der her over etter uten vil",
    "da": "og at det i en jeg som er på ikke for med af den til har de et om var men så vi kan du"
    " han hun mig dig sig meget tak når også eller fra hvad hvordan alle bare nu min mit mine skal"
    " skulle bliver nogen noget der her over efter uden vil",
    "pl": "i w nie na się z do to że jest jak ale o od za po co tak ja my wy oni był była było są"
    " dla czy tylko jeszcze już mnie mi ci go jego jej ich ten ta te tego dziękuję dzięki bardzo"
    " bo gdy kiedy może przez przy też więc",
    "tr": "bir ve bu da de için ile çok ne ben sen biz siz o daha gibi kadar ama var yok mi mı"
    " değil en her şey teşekkürler evet hayır olarak sonra şimdi bana beni benim seni nasıl neden",
    "fi": "ja on ei se että en hän minä sinä me te he oli olen ovat mutta kun niin myös tai jos"
    " vain nyt kuin mitä miten minun sinun kiitos hyvä paljon ole siitä sen tämä joka",
    "id": "yang dan di ini itu dengan untuk tidak dari dalam akan pada juga saya aku kamu kita kami"
    " mereka ada bisa sudah belum karena atau seperti lebih sangat terima kasih apa bagaimana kalau"
    " tapi jadi banyak semua hanya",
}  # fmt: skip
# as an English reader calls them
NAMES = {
    "ar": "Arabic", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_SPOKEN: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL.items():
    for _word in dict.fromkeys(_words.split()):
        _SPOKEN[_word] = (*_SPOKEN.get(_word, ()), _language)

_KNOWN = frozenset(_SPOKEN)
_ENGLISH = frozenset(_SMALL["en"].split())
_OTHER = frozenset(word for word, spoken in _SPOKEN.items() if spoken != ("en",))

# A script that one language writes, or letters that tell which one
_SCRIPTS = {
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "ko": regex.compile(r"\p{Hangul}"),
    "zh": regex.compile(r"\p{Han}"),
    "th": regex.compile(r"\p{Thai}"),
    "el": regex.compile(r"\p{Greek}"),
    "he": regex.compile(r"\p{Hebrew}"),
    "hi": regex.compile(r"\p{Devanagari}"),
    "uk": regex.compile(r"[іїєґ]"),
    "ru": regex.compile(r"[ыэъ]"),
    "fa": regex.compile(r"[پچژگ]"),
    "ar": regex.compile(r"[ةىأإ]"),
}
_NONE = regex.compile(r"und|zxx|q\w\w", regex.IGNORECASE)  # what X writes for none or no text
_LATIN = regex.compile(r"\p{Latin}")
_LETTER = regex.compile(r"\p{L}")


def is_small(word: str) -> bool:
    """Return whether a word, in small letters, is one of the most frequent small ones of a known
    language."""
    return word in _KNOWN


def detect(words: Sequence[str]) -> str | None:
    """Return the language of words in lower case as a two-letter code, or None without certainty.

    Small words decide: three, twice as many as of any other language, or two that make up much of
    the post. Of other scripts, those that one language writes; a few foreign words do not make a
    foreign post.
    """
    few = set(words[:READ])  # "go go go" is one word of any language
    if len(few & _ENGLISH) >= max(LEAST_WORDS, LEAD * len(few & _OTHER)):
        return "en"  # soon told, and most posts are
    counts: dict[str, int] = {}
    for word in few & _KNOWN:
        for language in _SPOKEN[word]:
            counts[language] = counts.get(language, 0) + 1
    if counts:
        best = max(counts, key=counts.__getitem__)
        most = counts.pop(best)
        second = max(counts.values(), default=0)
        is_many = most >= LEAST_WORDS and most >= LEAD * second
        if is_many or (most == 2 and not second and most >= LEAST_SHARE * len(few)):
            return best
    joined = " ".join(few)
    return None if joined.isascii() else _by_script(joined)


def named(lang: str | None) -> str | None:
    """Return the language that an export's tag names (pt of "pt-BR"), None where it names none."""
    return lang.partition("-")[0].lower() if lang and not _NONE.fullmatch(lang) else None


def usual(langs: Iterable[str | None]) -> str | None:
    """Return the language of most posts of which one is known, or None; `langs` are their tags."""
    counts = Counter(language for lang in langs if (language := named(lang)) is not None)
    return min(counts, key=lambda language: (-counts[language], language), default=None)


def _by_script(text: str) -> str | None:
    letters = len(_LETTER.findall(text))
    if not letters or len(_LATIN.findall(text)) > (1 - SCRIPT_SHARE) * letters:
        return None
    return next((name for name, letter in _SCRIPTS.items() if letter.search(text)), None)
