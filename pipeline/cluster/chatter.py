"""Closed lists of English words that name no theme, or only for want of better."""

from __future__ import annotations

from pipeline.language.words import words

# say that somebody talks, not what about
FILLERS = words(
    "able absolutely actually agree agreed also always amp answer anyone anything aren't bit "
    "can't cant chat come cos couldn't definitely did didn't does doesn't doing don't dont "
    "especially etc ever everyone feel folks forward gets getting give gives giving gone "
    "gonna good got gotta great guess hadn't haha hasn't haven't having hello hey hmm i'd "
    "i'll i'm i've im imo isn't it'd it'll it's its ive just kind know let let's lets like "
    "lol look looking lot lots love make makes making many maybe mean need needs new nice oh "
    "ok okay one ones particularly people perhaps please point probably put question quite "
    "rather read really right said say saying says see seems shouldn't simply sometimes sort "
    "stuff sure take takes tell thank thanks that's thats there's they'll they're they've "
    "thing things think thinking tho though thought til till times totally tried try trying "
    "tweet tweets use used useful uses using usually very want wanted wants wasn't way ways "
    "we'd we'll we're we've well went weren't what's when who's why will wish won't work "
    "works would wouldn't wow yeah yep yes yet you'd you'll you're you've"
)

# name a theme only for want of better
GENERAL = words(
    "bad began begin best better big bigger bring change day days different early end example "
    "experience far fast few find found full half happen happens hard hardest help helped helps "
    "idea ideas important interesting keep kept large last late later less life little long "
    "lovely main month months more most never next number often old once order part person place "
    "possible problem problems reason second small start started stop stopped today tonight true "
    "week weeks whole work worked working world year years young"
)

# carry no meaning by themselves: scikit-learn's ENGLISH_STOP_WORDS (BSD-3-Clause), which takes more
# than a second to import
STOP_WORDS = words(
    "a about above across after afterwards again against all almost alone along already also "
    "although always am among amongst amoungst amount an and another any anyhow anyone anything "
    "anyway anywhere are around as at back be became because become becomes becoming been before "
    "beforehand behind being below beside besides between beyond bill both bottom but by call can "
    "cannot cant co con could couldnt cry de describe detail do done down due during each eg "
    "eight either eleven else elsewhere empty enough etc even ever every everyone everything "
    "everywhere except few fifteen fifty fill find fire first five for former formerly forty "
    "found four from front full further get give go had has hasnt have he hence her here "
    "hereafter hereby herein hereupon hers herself him himself his how however hundred i ie if in "
    "inc indeed interest into is it its itself keep last latter latterly least less ltd made many "
    "may me meanwhile might mill mine more moreover most mostly move much must my myself name "
    "namely neither never nevertheless next nine no nobody none noone nor not nothing now nowhere "
    "of off often on once one only onto or other others otherwise our ours ourselves out over own "
    "part per perhaps please put rather re same see seem seemed seeming seems serious several she "
    "should show side since sincere six sixty so some somehow someone something sometime "
    "sometimes somewhere still such system take ten than that the their them themselves then "
    "thence there thereafter thereby therefore therein thereupon these they thick thin third this "
    "those though three through throughout thru thus to together too top toward towards twelve "
    "twenty two un under until up upon us very via was we well were what whatever when whence "
    "whenever where whereafter whereas whereby wherein whereupon wherever whether which while "
    "whither who whoever whole whom whose why will with within without would yet you your yours "
    "yourself yourselves "
)
