"""Who asks not to be quoted, and who only speaks of it."""

import pytest

from pipeline.records import asks_not_to_be_quoted
from tests.conftest import within


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("A1 I mend at night (please don't quote me, my boss reads this)", True),
        ("Please do not quote this. It is my sister's story", True),
        ("don’t put me in Sunday's recap, thanks", True),
        ("A2 My boss threw it out. Leave this out of the newsletter please", True),
        ("A3 I'd rather not be quoted but glue, always glue", True),
        ("Would rather not be quoted, my boss reads this", True),
        ("If you'd rather not be quoted in the recap, tell us", False),  # a host's offer
        ("Anyone who would prefer not to be quoted: send me a message", False),
        ("Glue dries in a day, but don't quote me on that", False),  # who is unsure
        ("Please don't quote me on the price", False),
        ("Please don't quote me, but I think it was 1987", False),
        ("@host PS keep this out of Sunday's newsletter!", True),
        ("They don't include us in the newsletter", False),  # who tells of others
        ("A3 Don't put this in your newsletter: jargon", False),  # who advises
        ("Most people would rather not be quoted", False),
        ('She said "please don\'t quote me" and told me all', False),
        ("A3 Don't quote me on this please: the shed is held up by paint", True),
        ("A3 Do not publish this please - the van is not insured", True),
        ("A3 It leaks. Please don't share this! #FixChat", True),
        ("A3 Not for quotation: the glue is older than the roof", True),
        ("A3 the drill, off the record: I borrowed it in 1998", True),
        ("A3 my thumb. (pls keep this off the record)", True),
        ("A2 tell them the truth, quote me without my name please", True),
        ("A2 Wet paint. Please don't use my name", True),
        ("Please don't put my A1 in the recap, my boss reads it", True),  # of the post before
        ("Please don't share this screwdriver with children", False),
        ("Glue dries in a day. Don't quote me on that, please, but it does", False),
        ('She said "please don\'t share this" and I did not', False),
        ("A1 This is off the record: I own no whisk", True),
        ("This one's strictly off-the-record 🤫", True),
        ("A2 This is not for the recap, but I own no whisk", True),
        ("Is this off the record?", False),
        ("This is off the record time for me", False),
        ("We talk off the record, and then we mend", False),
        ("A2 I never say it off the record", False),
        ("Not for sale: the bench", False),
        ("Don't put my name on the door in the yard", False),
        ("Please don't quote me a price before you see the house", False),
        ("please don't put that one in the write up btw lol", True),  # of the post before
        ("Don't include that last bit in your round up!", True),
        ("can you keep that one out of the recap please", True),
        ("I leave that out of the recap", False),
        ("A2 Don't put it in the newsletter, say it at the gate", False),  # who advises
        ("I put it in every recap", False),
        ("Don't put the lid in the oven", False),
    ],
)
def test_who_asks_not_to_be_quoted_is_heard(text: str, is_asked: bool) -> None:
    assert asks_not_to_be_quoted(text) is is_asked


def test_a_long_post_is_asked_in_no_time() -> None:
    with within(2):  # with a search to the end from each of them: 20 s
        assert not asks_not_to_be_quoted("leave me out of " * 5000)
