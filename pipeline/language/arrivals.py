"""How somebody comes into a chat, said before anything else: "Kids asleep.", "Power's back!"."""

from __future__ import annotations

_S = r"\s++"
_ON = r"(?:[.!…]++|:)(?=\s)\s*+"
_REST = rf"(?:(?!\s[–—-]\s)[^.!?:\n]){{0,45}}+{_ON}"  # to the end of what it begins
_LEAD = (
    r"(?:(?:ok|okay|oh|ah|and|hi|hello|hey|all|evening|morning|whoops|oops|wait|sorry|again)"
    r"(?:[,!.]++|(?=\s))\s++)*+"
)
_CHAT = rf"(?:#|(?:q|question{_S})\d|this|the{_S}(?:chat|feed|thread))"
_KIDS = (  # "Kids in bed by nine" goes on
    rf"(?:(?:the|my|both){_S})?(?:kids?|bab(?:y|ies)|toddlers?|twins|children|little{_S}ones?)"
    rf"{_S}(?:(?:is|are|all|finally|now|both){_S})*+(?:asleep|down|in{_S}bed|fed|bathed)"
    rf"(?:{_S}(?:now|finally|at{_S}last))?(?:,{_S}(?:finally{_S})?reading)?\s*+[.!…]++(?=\s)\s*+"
)
_READING = (  # not "Reading up on the guest.", "Catching up with friends."
    rf"(?:[^.!?:,\n]{{1,30}}+,{_S}){{0,2}}?(?:just{_S})?(?:(?:catching|caught){_S}up"
    rf"(?:{_S}(?:from|between|after)\b{_REST}|{_S}(?:on|with){_S}{_CHAT}{_REST}"
    rf"|,{_S}missed\b{_REST}|\s*+{_ON})"
    rf"|reading{_S}(?:up|ahead)\s*+{_ON}"
    rf"|scrolling{_S}from{_S}the{_S}(?:top|start|beginning)\s*+{_ON})"
)
_BACK = (  # not "Home. With the door shut", "Home from home: ..."
    rf"(?:(?:home|back)(?:{_S}(?:now|inside|at{_S}last|online)"
    rf"|{_S}from{_S}(?!home\b)[^.!?:\n]{{2,40}}+)|back{_S}in|only{_S}home{_S}now"
    rf"|back,{_S}(?!\w++\s*+[,.!]|\w++{_S}and\b)[^.!?:\n]{{4,40}}+)[.!…]++(?=\s)\s*+"
)
_LATE = (  # not "Late. Nobody calls after ten"
    rf"(?:i['’]?m{_S}|am{_S})?(?:late(?:{_S}already|,{_S}sorry)?!++(?=\s)\s*+"
    rf"|late{_S}(?:one{_S}(?:for|on)|(?:on|to){_S}(?:this|that){_S}one)\b{_REST}"
    rf"|late{_S}joining\s*+{_ON}|late,{_S}sorry\b{_REST})"
    rf"|(?<=sorry\s)(?:i{_S}am|i['’]?m|am){_S}late\s*+{_ON}|too{_S}late{_S}i{_S}know,?{_S}but:?{_S}"
)
_AWAY = (
    rf"(?:was{_S}on{_S}(?:the{_S}(?:phone|road)|a{_S}call)"
    rf"|(?:had|took){_S}a{_S}(?:phone{_S})?call|got{_S}called{_S}away"
    rf"|(?:i{_S})?had{_S}to{_S}(?:step|pop|nip){_S}(?:out|away))"
    rf"(?:,{_S}(?:so|but)\b:?\s*+|\s*+{_ON}|{_S}[–—-]++{_S})"
    rf"|missed{_S}(?:it(?=[,.!]|{_S}(?:all|live)\b)|this(?=[,.!])|#\w++"
    rf"|half{_S}of{_S}(?:it|this)\b){_REST}"
)
_BUSY = (  # "Sorry, dinner.", "Sorry slow thumbs."; not "Sorry, dinner parties are work"
    rf"(?<=\bsorry[,!.]?\s)(?:(?:slow|bad){_S}(?:thumbs?|fingers?|line|signal|wi-?fi)"
    rf"|(?:slow{_S})?typing{_S}(?:on|with|from){_S}[^.!?:\n]{{1,30}}+|way{_S}behind"
    rf"|for{_S}the{_S}(?:delay|silence)|dinner|lunch|dishes|doorbell|bath\s?time|bedtime"
    rf"|on{_S}the{_S}(?:train|bus|tram)(?:{_S}for{_S}(?:this|that){_S}one)?"
    rf"|feeding{_S}(?:the{_S})?(?:cats?|dogs?|baby|kids?))\s*+{_ON}"
)
_IN = (  # "Just got in.", "only just joined from work!"; not "Just in case", "Just back up"
    rf"(?:(?:i['’]?m|i['’]?ve|only|finally){_S})*+(?:just{_S})(?:in(?=[.!:,]|{_S}from\b)"
    rf"|home(?=[.!:,])|(?:joined|arrived)(?=[.!:,]|{_S}(?:from|after)\b)"
    rf"|got{_S}(?:in|here|home|to{_S}this)(?=[.!:,])|read{_S}it{_S}all)\b{_REST}"
)
_WHERE = (
    rf"typing{_S}(?:from|with|on){_S}{_REST}|from{_S}the{_S}(?:bus|train|tram)\s*+:(?=\s)\s*+"
    rf"|on{_S}(?:the|a){_S}(?:bus|train|tram){_S}(?:[^.!?:\s]++{_S}){{0,5}}?so\b[^.!?:\n]{{0,25}}+:"
    r"(?=\s)\s*+"
    rf"|(?:power|signal|wi-?fi|internet|lights?)(?:['’]?s|{_S}is)?{_S}(?:back|on)"
    rf"(?:{_S}(?:again|on|now))?[.!]++(?=\s)\s*+"
    rf"|(?:off{_S}shift|parked|landed)(?:,{_S}[^.!?:\n]{{1,30}}+)?[.!]++(?=\s)\s*+"
)
_FORGOTTEN = (  # "forgot one: ...", "oh and I never said: ..."; not "Forgot to say sorry, and"
    rf"(?:realised{_S})?(?:i{_S})?(?:(?:nearly{_S}|almost{_S})?forgot{_S}"
    rf"(?:one|mine|to{_S}(?:say|add|mention|answer)(?:{_S}mine)?)|just{_S}remembered"
    rf"|never{_S}(?:said|did|answered)(?:{_S}(?:mine|this|[qa]\d++))?)\s*+(?:[.!…]++|:)(?=\s)\s*+"
    rf"|going{_S}back{_S}a{_S}bit[:,]{_S}"
)
_MISSED = rf"what(?:['’]?ve|{_S}have|['’]?d|{_S}did){_S}i{_S}miss(?:ed)?[?.!]++{_S}"
# "Home." alone may be an answer, not before one of these
_HOME = rf"(?:home|back)[.!]++{_S}(?={_MISSED}|{_KIDS})"
ARRIVAL = (
    rf"{_LEAD}(?:{_KIDS}|{_READING}|{_BACK}|{_LATE}|{_AWAY}|{_BUSY}|{_IN}|{_WHERE}|{_FORGOTTEN}|{_MISSED}"
    rf"|{_HOME})"
)
