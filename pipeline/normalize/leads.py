"""Words in front of a label that tell what it is: "In answer to Q2: ...", "sorry, that's A4"."""

from __future__ import annotations

import regex

GREETING = regex.compile(
    r"\W*(?:(?:hi|hello|hey|ok|okay|evening|so|yes|late(?: to)?|belated|catching up|sorry|oops|and"
    r"|re|my|for|answering)\b(?:\W+\w+)?|(?:o+h|ah|also|forgot)\b(?:\W+(?:and|also|yes|my))?)\W*",
    regex.IGNORECASE,
)
AND = regex.compile(r"(?:\band|&|\+)\s+$", regex.IGNORECASE)
ANNOUNCED = regex.compile(
    r"(?r)\b(?:but|so|now|early|late|belated|(?:here(?:['’]?s| is)|this is)(?: my)?"
    r"|pero|aber|mais|mas|ma|maar)\s+$",  # "but" abroad
    regex.IGNORECASE,
)
SLIP = regex.compile(  # "A3 ... (sorry that's A4)", "A3 oops A4: ..."
    r"(?r)\b(?:sorry|oops|whoops)\W{1,3}(?:(?:i )?meant? |(?:that|it|this)(?:['’]?s| is| was)? )?$",
    regex.IGNORECASE,
)
LED = regex.compile(  # "As for Q3: ...", "Another A2: ..." at the very start
    r"(?:as for|on|regarding|concerning|with regards? to|also|another|one more"
    r"|(?:(?:going|coming|circling|scrolling|jumping) )?back to|scrolling up to"
    r"|catching up(?: on| with)?"
    r"|(?:noch |nochmal |zurück )?zur?|(?:(?:nog |terug )?(?:over|naar)(?: de)?)"
    r"|(?:pour )?(?:(?:en )?revenir|retour) (?:à|sur)(?: la)?|(?:volviendo|vuelvo) a(?: la)?"
    r"|(?:voltando|volto) à|(?:tornando|torno) alla|sobre(?: [al]a?)?|sur(?: la)?|sulla)\s+",
    regex.IGNORECASE,
)
# "In answer to Q2: ...", "Answering Q3, I ...", "sorry, thought of one more for Q2: ..." answer the
# question that they name ...
ANSWERING = regex.compile(
    r"(?r)\b(?:(?P<goal>to answer)|(?:i['’]?m )?answering"
    r"|(?:(?:in|my|here(?:['’]?s| is)|late|quick)\s+){0,3}(?:answer|ans|response|reply)"
    r"\s+(?:to|for)"
    r"|(?P<more>(?:(?:sorry|oops|oh|also|and|just|thought of|forgot|here(?:['’]?s| is)|my|a|an"
    r"|some|few|another|one more|late|last|final|quick|extra|small|random|kleiner?),?\s+){0,4}"
    r"(?:one(?:\s+(?:more|last))?(?:\s+thing)?|another(?:\s+thing)?|(?:after)?thoughts?|addition|nachtrag"
    r"|ergänzung|(?<=my\s+)(?:pick|choice|vote|tuppence|(?:two|2)\s+(?:cents|pence)))"
    r"\s+(?:for|zu)"
    r"|(?:i\s+)?(?:(?:also\s+)?forgot|meant|wanted)\s+to\s+(?:say|add|mention)\s+(?:for|on|to)))"
    r"\s+$",
    regex.IGNORECASE,
)
# "One more for Q2, then we go on" and "Another one for Q3, anybody?" are a host's
GOES_ON = regex.compile(
    r"(?!\s*(?:(?:and\s+)?then|and|but|or|please|pls|any\w*|every\w*|all|folks|guys|friends|team"
    r"|before|after|now|next|as|with|from|by|via|if|so|who|go|keep)\b)(?:\W+\w+){3}",
    regex.IGNORECASE,
)
# ... but "One more for Q2: tell us which birds get yours" bids the others answer
BIDDING = regex.compile(
    r"\W*(?:please\s+)?(?:(?:tell|show|give)\s+us|describe|share\s+(?:your|with\s+us))\b",
    regex.IGNORECASE,
)
# what is one's own bids nobody: "My tuppence for Q3: give us more time"
OWN = regex.compile(r"\b(?:my|forgot|meant|wanted)\b", regex.IGNORECASE)
