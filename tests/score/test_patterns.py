import re

import pytest

from pipeline.score import patterns

# pattern, a line, and what it finds there: "" where it finds nothing
TABLE = [
    ("NEGATION", "We don’t sell bread on Mondays", "don’t"),
    ("NEGATION", "A note on knots", ""),
    ("NEGATION", "We didnt sell a loaf", "didnt"),
    ("CONTRAST", "It's not a shop. It's a kitchen table", "It's not a shop. It's"),
    ("CONTRAST", "Bread, not cake", ", not"),
    ("CONTRAST", "Fewer loaves, not sure why", ""),  # that is doubt
    ("CONTRAST", "Less yeast and a lot more time", "Less yeast and a lot more"),
    ("TURN", "Slow, yet never late", "yet"),
    ("TURN", "The butter is cold", ""),
    ("TURN", "Proved for a while, not yet sour", ""),
    ("TURN", "It has yet to rise", ""),
    ("CONDITION", "If the dough sticks, wait", "If the dough sticks, wait"),
    ("CONDITION", "I know when.", ""),  # no condition follows
    ("CONDITION", "Sand it once the glue is dry", "once the glue is dry"),
    ("CONDITION", "They have never once complained about it", ""),
    ("CONDITION", "I oil it once a year, all at once and gladly", ""),
    ("GENERAL", "Everyone bakes once", "Everyone"),
    ("GENERAL", "The peoples of the coast", ""),
    ("GENERAL", "One of the loaves, the sour one", ""),
    ("GENERAL", "One should wait for a crust", "One should"),
    ("GENERAL", "No one bakes alone", "No one"),
    ("PRINCIPLE", "Time is the key to a crust", "key"),
    ("PRINCIPLE", "A monkey at the oven", ""),
    ("IMPERATIVE", "Please keep a starter", "Please keep"),
    ("IMPERATIVE", "They keep a starter", ""),  # nobody is told to
    ("IMPERATIVE", "Use of rye in cakes", ""),
    ("IMPERATIVE", "never baked a rye in my life", ""),
    ("IMPERATIVE", "Always the crust", ""),
    ("IMPERATIVE", "Never chill a starter", "Never"),
    ("SECOND", "Feed your starter", "your"),
    ("SECOND", "The young sour", ""),
    ("SECOND", "A U.S. flour", ""),
    ("SECOND", "Thank u.", "u"),
    ("FIRST", "What I’ve baked", "I"),
    ("FIRST", "Mix it in", ""),
    ("FIRST", "Rye, i.e. dark, when one is ill", ""),
    ("FIRST", "My ID card", "My"),
    ("FIRST_PLURAL", "Let’s fold it twice", "Let’s"),
    ("FIRST_PLURAL", "An hour of rest", ""),
    ("FIRST_PLURAL", "They were sour, and a steel lets it cool", ""),
    ("FIRST_PLURAL", "A US flour", ""),
    ("FIRST_PLURAL", "Tell us", "us"),
    ("THIRD", "They bake at night", "They"),
    ("THIRD", "The theme of rye", ""),
    ("THIRD", "theyre sour", "theyre"),
    ("LEARNERS", "Our customers taste it", "customers"),
    ("LEARNERS", "It is customary", ""),
    ("COPULA", "Rye isn’t wheat", "isn’t"),
    ("COPULA", "This list", ""),
    ("COPULA", "Monday's loaf, let's wait", ""),
    ("COPULA", "It's sour", "It's"),
    ("COPULA", "The oven's the boss", "'s "),
    ("COPULA", "Nobody’s late", "Nobody’s"),
    ("ARTICLE", "An oven", "An"),
    ("ARTICLE", "Any oven", ""),
    ("DEFINITE", "Mind the gap", "the"),
    ("DEFINITE", "Then and there", ""),
    ("PAST", "We folded it", "folded"),
    ("PAST", "A red bed", ""),  # too short for an ending
    ("PAST", "It should be salted, indeed", ""),
    ("PAST", "We didn’t salt it", "didn’t"),
    ("HEDGE", "It is sort of sour", "sort of"),
    ("HEDGE", "Sort the flour", ""),
    ("AGREEMENT", "Totally, and then rest it", "Totally"),
    ("AGREEMENT", "Rest it totally", ""),  # it does not open
    ("AGREEMENT", "Same flour, other oven", ""),
    ("AGREEMENT", "Same here, rye", "Same"),
    ("AGREEMENT", "Right now it proves", ""),
    ("AGREEMENT", "Right, so we wait", "Right"),
    ("AGREEMENT", "True sourdough takes days", ""),
    ("AGREEMENT", "Like it when it cracks", ""),
    ("EXCLAMATION", "Wow, what a crust", "Wow"),
    ("EXCLAMATION", "What a wow", ""),
    ("EXCLAMATION", "Good! A crust", "Good"),
    ("EXCLAMATION", "Good at crusts, bad at crumbs", ""),
    ("EXCLAMATION", "Good crusts crack when they cool", ""),
    ("EXCLAMATION", "Nice flour is dear", ""),
    ("EXCLAMATION", "Great points on rye", "Great"),
    ("EXCLAMATION", "Good to know", "Good"),
    ("THANKS", "Cheers for the rye", "Cheers"),
    ("THANKS", "A thankless loaf", ""),
    ("THANKS", "A hi-vis apron and a hi vis cap", ""),
    ("THANKS", "Hi all", "Hi"),
    ("THANKS", "Welcome is easy", ""),
    ("THANKS", "Cooks welcome", ""),
    ("THANKS", "Rye. Welcome, Ana", "Welcome"),
    ("THANKS", "You’re very welcome", "You’re very welcome"),
    ("THANKS", "Thank the miller", ""),
    ("THANKS", "not sour but hey", ""),
    ("LOGISTICS", "See Q4 in the chat", "Q4"),
    ("LOGISTICS", "A chatty baker", ""),
    ("REASONING", "It keeps because it is sour", "because"),
    ("REASONING", "The cause of it", ""),
    ("EXAMPLE", "Grains, such as oats", "such as"),
    ("EXAMPLE", "As such", ""),
    ("VAGUE", "Lots of flour", "Lots"),
    ("VAGUE", "The plot of it", ""),
    ("SUPERLATIVE", "The sourest of all", "sourest"),
    ("SUPERLATIVE", "A rye bread", ""),
    ("SUPERLATIVE", "To be honest, at least in the forest, only now", ""),
    ("SUPERLATIVE", "The only oven", "The only"),
    ("COMPARED", "Slower than wheat", "Slower than"),
    ("COMPARED", "A baker", ""),
    ("COMPARED", "Rye rather than wheat, as well as oats", ""),
    ("COMPARED", "As sour as rye", "As sour as"),
    ("ABSTRACT", "Patience and friendship", "Patience"),
    ("ABSTRACT", "A cup of oats", ""),
    ("ING", "We are kneading", "kneading"),
    ("ING", "The king", ""),  # one letter and the ending
    ("ING", "Something during the morning", ""),
    ("MODAL", "You’ll wait", "’ll"),
    ("MODAL", "A candle", ""),
    ("OPENS_ASKING", "How do you fold?", "How"),
    ("OPENS_ASKING", "I know how", ""),
    ("OPENS_ASKING", "Any flour scares me", ""),
    ("OPENS_ASKING", "Any flour for rye?", "Any"),
    ("OPENS_ING", "Kneading is rest", "Kneading"),
    ("OPENS_ING", "I like kneading", ""),
    ("OPENS_ING", "Everything we bake is sour", ""),
    ("OPENS_ING", "During the rest it grows", ""),
    ("OPENS_ING", "Interesting crust", ""),
    ("OPENS_WITH_I", "“I’d wait", "“I"),
    ("OPENS_WITH_I", "In time", ""),
    ("OPENS_LOOSE", "... and then it rose", "... and"),
    ("OPENS_LOOSE", "Android ovens", ""),
    ("OPENS_LOOSE", "Well done", ""),
    ("OPENS_LOOSE", "So true", ""),
    ("OPENS_LOOSE", "Well, it rose", "Well"),
    ("CALL", "Check out our oven", "Check out"),
    ("CALL", "A viable crust", ""),
    ("EMOJI", "Rye 🙂", "🙂"),
    ("EMOJI", "Rye :-)", ":-)"),
    ("EMOJI", "at 9:D", ""),  # glued to what is no face
    ("LIST_MARK", "oats and rye", "and"),
    ("LIST_MARK", "sandy oats", ""),
    ("NAME", "We went to Lyon", "Lyon"),
    ("NAME", "Rye. Then oats", ""),  # a sentence begins
    ("DIGITS", "It is 72.5% water", "72.5%"),
    ("DIGITS", "half of it", ""),
    ("COLON", "One rule: wait", ":"),
    ("COLON", "at 9:30", ""),
    ("DASH", "Rye — and time", " — "),
    ("DASH", "a well-fed starter", ""),
    ("QUOTED", "They say “wait for it”", "“wait for it”"),
    ("QUOTED", "the baker's, and my mother's oven", ""),  # apostrophes
    ("BRACKET", "Rye (the dark one)", "(the dark one)"),
    ("BRACKET", "Rye, the dark one", ""),
    ("LABEL_TAG", "#A1b", "#A1b"),
    ("LABEL_TAG", "#Art", ""),
    ("CAPS_WORD", "WAIT for it", "WAIT"),
    ("CAPS_WORD", "The BBC", ""),  # three letters are a name
    ("TRAILS", "and then..", ".."),
    ("TRAILS", "and then.", ""),
    ("SHORTHAND", "bread w/ seeds", "w/"),
    ("SHORTHAND", "A curious rye", ""),
    ("SHORTHAND", "salt & time", "&"),
]
CHECKED = {name for name, *_ in TABLE}


@pytest.mark.parametrize(("name", "line", "expected"), TABLE)
def test_a_pattern_finds_what_its_trait_is_about_and_nothing_like_it(
    name: str, line: str, expected: str
):
    found = getattr(patterns, name).search(line)
    assert (found[0] if found else "") == expected


def test_every_pattern_has_examples_of_both_kinds():
    own = {name for name, held in vars(patterns).items() if isinstance(held, re.Pattern)}
    assert own == CHECKED
    for name in own:
        kinds = {bool(expected) for known, _, expected in TABLE if known == name}
        assert kinds == {True, False}, name
