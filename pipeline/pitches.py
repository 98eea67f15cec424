"""What sounds like an advertisement: words and shops that lead somewhere else to buy."""

from __future__ import annotations

import re

_CALLS = (
    r"\bclick (?:here|below|(?:on )?(?:the|this|my|our) link)\b",
    r"\blink in (?:my |our |the )?(?:bio|profile)\b",
    r"\b(?:buy|order|shop|subscribe|sign up|register|enrol+|book|download|get yours|grab yours)"
    r"(?: (?:it|yours|your \w+))? (?:now|today)\b",
    r"\b\d{1,2} ?% (?:off|discount)\b",
    r"\b(?:promo|discount|coupon|voucher) ?codes?\b|\buse code \w+"
    r"|(?-i:\b(?:Code|with code) [A-Z]{3,}\d+\b)",
    r"\b(?:RT|retweet|repost|share|like|tag \w+ friends?)(?: this)? (?:to|and) (?:win|enter)\b",
    r"\bget (?:a|an|your) (?:\w+ )?quote (?:now|today|online|in)\b|\bprice[- ]match your\b",
    r"\bon offer (?:all week(?:end)?|this week(?:end)?|until|till)\b",
    r"\bfree (?:webinar|checklist|e-?book|trial|demo|shipping|delivery|download|guide"
    r"|masterclass)\b",
    r"(?:\bfree samples?\b[^.!?\n]{0,40}"
    r"|\bno (?:sign[- ]?ups?|(?:credit )?card)\b(?: (?:needed|required))?\W{0,3})"
    r"(?:→|👉|➡|>>)\W{0,3}[\w-]+(?:\.\w|://)",
    r"\b(?:get|gain|buy) (?:[\w,.+]+ ){0,3}(?:followers|subscribers|likes|leads)\b",
    r"\bDM (?:me |us )?(?:[\"“'‘][A-Z]+|for (?:prices?|rates?|info|details|more))",
    r"\blimited[- ](?:time|offer|spots|seats|stock)\b|\b(?:special|exclusive) offers?\b",
    r"\b(?:make|earn) (?:money|cash|[$€£]\d+)|(?<!t )\bask me how\b!*(?=\s*(?:$|[#\n]|https?:))",
    r"\bbook (?:a|your) (?:\w+ )?demo\b|\bfree all (?:week|month)\b",
    r"\b(?:your|our) free (?:copy|consultation|course|template|toolkit|planner|sample|call)\b",
    r"\b(?:try it|get started|sign up)(?: for)? free\b|\bbuy one,? get one free\b",
    r"\b(?:\d{1,3}[ -]days?|first (?:week|month|order|box)) free\b"
    r"(?=\W*(?:$|https?:|#)|(?-i: with [A-Z]{3,}\d+))",
    r"\bDM (?:me |us )?to (?:book|order|buy|reserve)\b"
    r"|(?:^|\n|[^\w\s,]\s{0,3})(?:book|order|shop|tickets) at:? https?:",
    r"\b(?:still has (?:places|seats|tickets)"
    r"|(?:places|seats|tickets) (?:still )?(?:left|available))"
    r"(?:\W*|[.!,] (?:book|register)(?: (?:here|at|via|now))?:? )(?=https?:)",
    r"\bcasino\b|\bcrypto signals?\b|\bforex\b|\bonlyfans\b|\bviagra\b|\bpayday loans?\b",
    r"\b(?:now|back|soon|live) (?:on sale|in (?:the|our|my) (?:shop|store))\b",
)
_SHOPS = (
    r"(?<![\w-])(?:etsy\.com|amzn\.to|amazon\.[a-z.]{2,6}|gumroad\.com|ebay\.[a-z.]{2,6}"
    r"|myshopify\.com|redbubble\.com|ko-fi\.com/s|shopee\.[a-z.]{2,6})(?:/|\b)",
    r"://(?:shop|store)\.|(?<=[\w/.])[./](?:shop|store|products?|checkout)(?:[/?]|$)",
)
_PITCH = re.compile("|".join(_CALLS + _SHOPS), re.IGNORECASE)


def is_pitch(text: str) -> bool:
    """Return whether a text tries to sell: a call to buy, sign up or write, or a shop's link."""
    return _PITCH.search(text) is not None
