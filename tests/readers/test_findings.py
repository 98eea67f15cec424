"""What readers tell beside the posts: once each, and counted to the last."""

from __future__ import annotations

from pipeline.readers.findings import Findings


def test_what_two_files_know_of_a_chat_is_known_once() -> None:
    findings = Findings()
    findings.hint("guest", "ottoline_b")
    findings.hint("guest", "ottoline_b", "", "farrukh_qs", "farrukh_qs")
    assert findings.hints == {"guest": ("ottoline_b", "farrukh_qs")}


def test_what_several_documents_meet_adds_up() -> None:
    """An archive reads each document with findings of its own."""
    march, may = Findings(), Findings()
    for findings, places in ((march, ("a.jsonl:4",)), (may, ("b.jsonl:2", "b.jsonl:9"))):
        findings.note("no times in a.jsonl")
        findings.hint("host", "loafchat")
        for place in places:
            findings.count("line", "not JSON, skipped", place)
    march.add(may)
    assert march.hints == {"host": ("loafchat",)}
    assert march.in_words() == (
        "no times in a.jsonl",
        "3 lines not JSON, skipped (a.jsonl:4, b.jsonl:2, b.jsonl:9)",
    )
