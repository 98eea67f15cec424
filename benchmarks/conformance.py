"""Prints how many cases of twitter-text's conformance suite the entities pass: "passed / total".

python -m benchmarks.conformance
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections import Counter
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "tests" / "normalize" / "test_conformance.py"


class Tally:
    """Counts the outcomes of the tests, one for each case."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a case when it was called, or skipped before."""
        if report.when == "call" or report.outcome == "skipped":
            self.counts[report.outcome] += 1


def main() -> int:
    """Print the count; return 1 where a case failed or none was there."""
    tally = Tally()
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["-q", "-p", "no:cacheprovider", "-n", "0", str(CASES)], plugins=[tally])
    total = sum(tally.counts.values())
    print(f"{tally.counts['passed']} / {total} cases of extract.yml")
    return 0 if tally.counts["passed"] == total > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
