"""What a word is, and closed lists of English words that the rules look up, in lower case without
a final stop."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> frozenset[str]:
    """Return the set of the words in `text`, each with a straight and a curly apostrophe."""
    return frozenset(text.split()) | frozenset(text.replace("'", "’").split())


COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip

# never the last word of a sentence, whatever follows
TITLES = words(
    "mr mrs ms dr prof rev gen sen rep gov capt sgt lt col hon messrs vs eg ie ps viz cf approx "
    "attn esp incl fka aka wrt conf ph tel mob"
    # German, Spanish, French
    " bzw vgl ggf evtl sog zzgl frl dra sra srta sres srs ej mme mlle"
)
# behind a number with a stop, in German, which counts days so: "am 3. Oktober"
MONTHS = words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember"
)
# the last word of a sentence only where a capital letter follows
CLOSING = words("etc am pm phd min max avg mins hrs hr usw ex")
# part of a name more often than the end of a sentence, unless an opener follows
PARTS_OF_NAMES = words(
    "st jr sr inc ltd co corp bros dept univ assn est ave blvd rd mt jan feb mar apr jun jul aug "
    "sep sept oct nov dec tel ext"
)
# before a number they abbreviate: "no. 5", "fig. 2"
NUMBERED = words("no nos art sec ch vol p pp fig figs eq pt q a nr ca núm nº pág págs")

# words that open a sentence far more often than they stand as a name inside one
OPENERS = words(
    "i i'm i've i'll i'd a an the this that these those it it's its there here we we're we've "
    "we'll you you're you'll you've he he's she she's they they're they've my our your his her "
    "their what what's why how when where who which if but and so or yet then now also as at for "
    "from in on to with by of after before because while since do does did don't is isn't are "
    "aren't was were can can't could would should will let let's yes no not never thanks please "
    "all some many most every each one any other more maybe perhaps well only that's there's"
)

# what stands before "RT @name" where somebody does it: "never just RT @name"
DOES = (
    r"(?:i|you|we|they|who|people|to|just|only|never|always|not|don[’']t|please|and|or|then|also|"
    r"can|could|will|would|should|must|may|might)"
)
