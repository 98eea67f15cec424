"""Closed lists of words that name no theme, or only for want of better."""

from __future__ import annotations

import runpy
from collections.abc import Collection
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.language.words import words

# say that somebody talks, not what about
FILLERS = words(
    "able absolutely abt actually agree agreed also always amp answer anybody anyone anything "
    "aren't arent away bit can't cant chat come cos couldn't couldnt definitely did didn't didnt "
    "does doesn't doesnt doing don't dont especially etc ever everybody everyone feel folks "
    "forward gets getting give gives giving gone gonna good got gotta great guess hadn't hadnt "
    "haha hasn't hasnt haven't havent having hello hes hey hmm i'd i'll i'm i've im imo instead "
    "isn't isnt it'd it'll it's itd its ive just kind kinda know let let's lets like lol look "
    "looking lot lots love make makes making many maybe mean need needs new nice oh ok okay one "
    "ones particularly people perhaps please point ppl probably put question quite rather read "
    "really right said say saying says see seems shes shouldn't shouldnt simply somebody sometimes "
    "sorry sort sorta stuff sure take takes tell thank thanks that's thats there's theres they'll "
    "they're they've theyd theyll theyre theyve thing things think thinking tho though thought til "
    "till times totally tried try trying tweet tweets unless use used useful uses using usually "
    "very wanna want wanted wants wasn't wasnt way ways we'd we'll we're we've well went weren't "
    "werent weve what's whats when who's whos why will wish won't wont work works would wouldn't "
    "wouldnt wow yeah yep yes yet you'd you'll you're you've youd youll youre youve"
)

# small words of German, French, Spanish, Portuguese, Italian, Dutch and Swedish that are no English
# words as well (die, war, pour, till): posts of an English chat share them by their language alone
FOREIGN = words(
    "aber auch das dass dem der dich doch ein eine einem einen einer für habe haben ich ihr "
    "immer ist kein keine mein meine mich mir nach nein nicht noch nur oder schon sehr sich "
    "sie sind über und von weil wenn werden wie wir wird zum zur aussi avec bien c'est ces "
    "cette comme d'un d'une dans des elle ils j'ai les leur mais mes merci nous parce qu'il "
    "quand que qui très une vous como cuando del ella ese eso esta está este esto fue gracias "
    "mucho muchos muy más pero por porque qué sobre sus también tiene una unos "
    "isso meu minha muito não obrigada obrigado pela pelo seu sua são tudo uma você vocês "
    "alla anche che così degli della delle gli grazie molto nel per perché più quando "
    "questa questo sono suo deze een geen goed heb heeft het hij jij jullie maar meer mijn "
    "naar niet nog ook voor waar werd wij worden zij zijn det eller från hur här inte jag "
    "mycket när också skulle som utan är"
)

# name a theme only for want of better
GENERAL = words(
    "april ask asked asking asks august bad began begin best better big bigger bring came change "
    "day days december different early end example experience far fast february few find found "
    "friday full got half happen happens hard hardest help helped helps idea ideas important "
    "interesting january july june keep kept knew large last late later less life little long "
    "lovely main march monday month months more most never next november number october often old "
    "once order part person place possible problem problems reason saturday second september "
    "small start started stop stopped sunday thursday today told tonight took true tuesday "
    "wednesday week weeks whole work worked working world worse worst wrote year years young"
)


# what spaCy calls it otherwise
IN_SPACY = {"no": "nb", "in": "id", "iw": "he"}


@cache
def stop_words(language: str | None = "en") -> frozenset[str]:
    """Return the words that carry no meaning by themselves: scikit-learn's ENGLISH_STOP_WORDS, of
    another language what spaCy has, none where it has none.

    They are read from their files alone; to import a library takes a second.
    """
    if language == "en":
        return frozenset(
            _read("sklearn", "feature_extraction/_stop_words.py", "ENGLISH_STOP_WORDS")
        )
    folder = IN_SPACY.get(language, language) if language else ""
    if not folder.isalpha():  # a tag of an export may be anything
        return frozenset()
    return frozenset(_read("spacy", f"lang/{folder}/stop_words.py", "STOP_WORDS"))


def _read(library: str, path: str, name: str) -> Collection[str]:
    found = find_spec(library)
    assert found is not None and found.submodule_search_locations
    file = Path(found.submodule_search_locations[0]) / path
    return runpy.run_path(str(file))[name] if file.exists() else ()
