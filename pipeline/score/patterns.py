"""The words that traits look for, as patterns."""

from __future__ import annotations

import re

Pattern = re.Pattern[str]


def _any(*words: str) -> Pattern:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _opens(*words: str) -> Pattern:
    return re.compile(rf"^\W*(?:{'|'.join(words)})\b", re.IGNORECASE)


_NEGATION = (
    r"(?:not|\w+n['’]t|cannot|(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|"
    r"would|should)nt|never|no|nobody|nothing|none|neither)"
)

NEGATION = re.compile(rf"\b{_NEGATION}\b", re.IGNORECASE)
CONTRAST = re.compile(  # "It's not A. It's B", "A, not B", "less A, more B"
    r"\b(?:it|they|that|this|we|you)(?:['’]?s|['’]?re| is| are) (?:not|never)\b[^.!?]{2,60}"
    r"[.,;:!–—-]+\s*(?:it|they|that|this|we|you)(?:['’]?s|['’]?re| is| are)\b"
    r"|\b(?:not|never)\b[^.!?]{2,60}\bbut\b|\bisn['’]?t\b[^.!?]{2,60}[.,;–—-]\s*it['’]?s\b"
    r"|,\s*(?:and )?not\b(?! (?:sure|only|to mention|yet))|\bnot (?:just|only|simply|merely)\b"
    r"|\b(?:instead of|rather than|as opposed to|the opposite|versus|vs)\b"
    r"|\bless\b[^.!?]{2,40}\bmore\b|\bmore\b[^.!?]{2,40}\bless\b|\bthe more\b[^.!?]{2,60}\bthe\b",
    re.IGNORECASE,
)
TURN = _any("but", "(?<!not )yet(?! to)", "however", "although", "though", "despite", "even if",
            "(?<!\\ba )while", "without")  # fmt: skip
CONDITION = re.compile(  # "once it is dry", but "never once complained", "once a week"
    r"\b(?:if|when|whenever|unless|until|(?<!\bnever )(?<!\bnot )(?<!\bat )(?<!\bthan )once"
    r"(?! (?:an?|per|every|again|more)\b))\b[^.!?]{3,}",
    re.IGNORECASE,
)
GENERAL = _any(
    "always", "every", "everyone", "everybody", "everything", "anyone", "anything", "all", "people",
    "nothing", "nobody", "life", "world", "anybody",
    "no one", "one (?:to|can|cannot|could|must|should|may|has to)",  # no "one of the cakes"
)  # fmt: skip
PRINCIPLE = _any(
    "must", "should", "need to", "needs? to", "have to", "has to", "key", "secret", "matters?",
    "means?", "important", "is about", "starts? with", "comes? from", "takes? time", "best",
    "most", "only", "enables?", "allows?", "helps?", "makes?", "leads? to", "becomes?",
)  # fmt: skip
IMPERATIVE = re.compile(  # no "never seen one", no "always the sink"
    r"(?:^|[.!?:]\s+)\W*(?:please |just |simply )?(?:be|do|don['’]?t|"
    r"(?:never|always)(?! (?:\w+(?:ed|ing)|heard|seen|said|had|been|was|thought|knew|got|the|an?|"
    r"good|my)\b)|make|keep|let|"
    r"start|stop|show|give|find|ask|listen|learn|focus|use(?! of)|try|build|share|write|read|think|"
    r"remember|choose|know|get|create|set|take|treat|look|go|stay|talk|say|tell|engage|respect|"
    r"trust|avoid|encourage|help|allow|embrace|plan|pick|put|add|consider|imagine|check)\b",
    re.IGNORECASE,
)
ASKED = re.compile(  # behind "do", as in "Do you darn at night?"
    r"(?<=\bdo) (?:i|you|we|they|people|any(?:one|body))\b", re.IGNORECASE
)
SECOND = _any("you", "your", "yours", "yourself", "ur", "u(?!\\.\\w)")  # no "U.S."
FIRST = _any("i(?!\\.\\w)", "im", "ive", "my", "me", "mine", "myself")  # no "i.e.", "ill"
FIRST_PLURAL = _any("we", "our", "(?-i:[uU]s)", "ours", "weve", "let['’]s", "ourselves")  # no "US"
THIRD = _any("he", "she", "they", "him", "her", "them", "his", "their", "theyre", "hes", "shes")
LEARNERS = _any(
    "students?", "kids?", "learners?", "children", "pupils?", "users?", "customers?", "teachers?",
    "readers?", "audience", "clients?", "colleagues?", "staff",
)  # fmt: skip
COPULA = _any(  # no "Monday's", no "let's"
    "is", "are", "isn['’]?t", "aren['’]?t", "['’]re",
    "(?:it|that|this|he|she|who|what|where|how|here|there|\\w*one|\\w+body|\\w+thing)['’]s",
    "(?<!let)['’]s (?=(?:an?|the|not|no|so|too|all|just|always|never)\\b)",
)  # fmt: skip
ARTICLE = _any("a", "an")
DEFINITE = _any("the")
PAST = re.compile(  # no "should be banned", no "indeed"
    r"\b(?:(?:was|were|had|did)(?:n['’]?t)?|went|got|made|used to|said|"
    r"(?<!\bbe )(?<!\bis )(?<!\bare )"
    r"(?!(?:indeed|speed|greed|breed|bleed|succeed|proceed|exceed|embed|hundred)\b)\w{3,}ed)\b",
    re.IGNORECASE,
)
HEDGE = _any(
    "maybe", "perhaps", "i think", "i guess", "i suppose", "probably", "sort of", "kind of",
    "not sure", "might", "imo", "imho", "possibly", "i feel", "seems?", "hopefully", "i hope",
    "tends? to", "sometimes",
)  # fmt: skip
_ALONE = r"(?=\W*$|[,.!:;…]| (?:but|and|tho\w*|here|with|as|boat)\b)"  # no "Same day", "Right now"
AGREEMENT = _opens(
    "yes", "yep", "yeah", "yup", "nope", "agreed?", "absolutely", "exactly", "totally", "ha+",
    f"(?:true|same|sure|right){_ALONE}", "lol", "me too", "i agree", "so true", "indeed",
    "definitely", "well said", "spot on", "of course", "good (?:point|question|idea|one)",
    "great (?:point|question|idea|one|tip|stuff)",
    "(?:i (?:love|like)|love) (?:this|that|it)(?! (?:when|if|we|they)\\b)",
    "liked? it(?! (?:when|if|or)\\b)",
    "that['’]?s (?:great|true|so|a great|a good|awesome)",
)  # fmt: skip
# "Good books let me ..." and "Nice design is ..." are no exclamations, "Good points on ..." is
_ABOUT = "(?:on|in|for|from|of|to|at|about|with|and|by|all|here|there|everyone)"
_NO_SUBJECT = (
    rf"(?! at\b)(?! \w+[^\Ws]s (?!{_ABOUT}\b)(?-i:[a-z]))"
    r"(?! (?!(?:to|it|that|this|you|we|they|i)\b)\w+ (?:is|are|was|has|must|should|never|always|"
    r"helps|makes|means|takes|lets|comes|starts|needs)\b)"
)
EXCLAMATION = _opens(
    "oh", "ooh", "wow", "ok", "okay", "haha\\w*", "hmm+", "yay", "woo\\w*", "sorry", "no worries",
    f"(?:fab\\w*|cool|awesome|brilliant|excellent|nice|great|good){_NO_SUBJECT}",
)  # fmt: skip
THANKS = _any(  # no "hi-vis", no "Welcome is easy"
    "(?<!#)thanks", "thank (?:you|u+|ya)", "thx", "hello", "hi(?![-–])(?! vis\\b)", "(?<!but )hey",
    "(?:^|(?<=[.!?,] ))welcome(?! (?:is|was|packs?|pages?|events?)\\b)",
    "you['’]?re (?:\\w+ )?welcome", "welcome (?:to|back|all|everyone|aboard)", "cheers",
    "congrat\\w*", "goodnight", "good (?:night|morning|evening)", "looking forward", "bye",
    "see you (?:all )?(?:there|soon|next|tomorrow|later|around|then|again)",
)  # fmt: skip
LOGISTICS = _any(
    "chat", "tweet\\w*", "storify", "tonight", "today", "tomorrow", "question", "q\\d", "a\\d",
    "hashtag", "follow", "join(?:s|ed|ing)?", "link", "blog", "post(?!-)", "video", "session", "dm",
)  # fmt: skip
REASONING = _any("because", "so that", "therefore", "which means", "that['’]?s why", "in order to",
                 "since (?:it|they|there|most|many|people)", "(?<=[\\w,] )so (?:you|they|we)",
                 "as a result")  # fmt: skip
EXAMPLE = _any("for example", "for instance", "e\\.?g", "such as", "like when", "eg")
VAGUE = _any("things?", "stuff", "something", "lots?", "really", "very", "great", "nice", "good",
             "etc", "some", "somehow", "interesting", "amazing", "awesome", "love")  # fmt: skip
SUPERLATIVE = re.compile(  # no "at least", no "only now", no "honest"
    r"\b(?:most|best|worst|(?<!\bat )least|(?:the|my|our|your|their|its) only|"
    r"(?!(?:honest|\w*interest|request|harvest|forest|suggest|priest|modest|protest|invest|"
    r"arrest|manifest)\b)\w{3,}est)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:more|less|better|worse|(?!rather|other)\w{3,}er than|as (?!well|soon|far|long)\w+ as)\b",
    re.IGNORECASE,
)
ABSTRACT = re.compile(
    r"\b\w{3,}(?:tion|sion|ness|ment|ity|ship|ence|ance|ism|dom|hood)s?\b", re.IGNORECASE
)
_DOING = (  # no "something", no "during"
    r"(?!(?:(?:any|every|no|some)thing|during|morning|evening|ceiling|spring|string)\b)"
    r"\w{3,}ing\b"
)
ING = re.compile(rf"\b{_DOING}", re.IGNORECASE)
MODAL = _any("can", "could", "will", "would", "may", "cannot", "['’]ll", "shall")
OPENS_ASKING = _opens("how", "what", "why", "who", "where", "which", "do you", "does", "did you",
                      "have you", "any(?:one)?(?=[^?]*\\?)", "is (?:it|this|that|there)", "are you",
                      "can you", "could you", "would you")  # fmt: skip
OPENS_ING = re.compile(
    rf"^\W*(?!(?:interesting|amazing|exciting|according to)\b){_DOING}", re.IGNORECASE
)
OPENS_WITH_I = _opens("i", "i['’]?m", "i['’]?ve", "i['’]?d", "my", "we", "our")
OPENS_LOOSE = _opens("and", "but", "so(?! (?:true|much|many)\\b)", "or", "also", "because", "then",
                     "plus", "yes", "well(?![- ](?:done|said|put|\\w+ed)\\b)")  # fmt: skip
CALL = _any("please", "check out", "check", "watch", "new(?! (?:zealand|york)\\b)", "free", "win",
            "join us", "register", "read", "via", "here", "pls", "rt", "retweet")  # fmt: skip
EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]|(?<!\w)[:;]-?[)D(P]")
LIST_MARK = re.compile(r",|&|/|\+|\band\b", re.IGNORECASE)
SERIES = re.compile(  # few words between two marks of one kind, or before a last "and"
    r"([,/+&])\s*[\w'’#@-]+(?:\s+[\w'’#@-]+){0,2}\s*(?:\1|,?\s*(?:\b(?:and|or)\b|&))"
    r"|\band \w+ and\b",
    re.IGNORECASE,
)
NAME = re.compile(  # where no sentence begins
    r"(?<![.!?:…]\s)(?<![.!?:…]\s\s)(?<![.!?…][\"”’)]\s)(?<=\s)[A-Z][\w-]*[a-z][\w-]*"
)
DIGITS = re.compile(r"(?<![\w@])\d[\d,.]*%?")
COLON = re.compile(r":(?=\s)")
DASH = re.compile(r"\s[-–—]+\s|—|;(?!-?[)D(P])")
QUOTED = re.compile(r"(?<!\w)[“\"][^”\"]+[”\"]?|(?<!\w)['‘][^'’]{8,}['’](?!\w)")
BRACKET = re.compile(r"(?<![:;])(?<![:;]-)\([^)]*\)?")
LABEL_TAG = re.compile(r"#[aqAQ]\d{1,2}[a-d]?")
CAPS_WORD = re.compile(r"\b[A-Z]{4,}\b")
TRAILS = re.compile(r"…|\.\.+")
SHORTHAND = re.compile(
    r"(?:\b(?:ur|u|r|w/|b/c|2day|gr8|thru|tho|pls|ppl|lrng|stdts|ss|ts|cos|coz|gonna|wanna)|&)"
    r"(?!\w)",
    re.IGNORECASE,
)
