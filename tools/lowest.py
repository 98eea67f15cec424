"""The lowest direct versions that pyproject.toml allows, as constraints for pip.

python tools/lowest.py [EXTRA...]     one line a package: NAME==VERSION

`make lowest` installs them beside the exact torch of constraints.txt, and runs tests with them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BOUND = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(>=|==)\s*([0-9][\w.]*)\s*(?:;.*)?$")


def main() -> None:
    """Print the constraints of the package and of the extras that are named."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in sys.argv[1:]:
        wanted += project["optional-dependencies"][extra]
    for line in sorted({*lowest(wanted), *exact(ROOT / "constraints.txt", {"torch"})}):
        print(line)


def lowest(requirements: Iterable[str]) -> Iterator[str]:
    """Yield each requirement at the lowest version that it allows; our own extras have none.

    Raises: ValueError for a requirement without a lower bound.
    """
    for requirement in requirements:
        if requirement.startswith("standout["):
            continue
        found = BOUND.match(requirement)
        if found is None:
            raise ValueError(f"{requirement}: no lower bound, so no lowest version to test")
        yield f"{found[1]}=={found[3]}"


def exact(file: Path, names: set[str]) -> Iterator[str]:
    """Yield the pins of some packages."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.partition("==")[0] in names:
            yield line


if __name__ == "__main__":
    main()
