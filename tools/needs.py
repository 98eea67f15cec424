"""The packages that a run needs: those that standout names and, in turn, those that they name.

python tools/needs.py     one name a line, as they are installed here
"""

from __future__ import annotations

import sys
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def main() -> None:
    """Print the names."""
    print("\n".join(needed("standout")))


def needed(name: str) -> list[str]:
    """Return what a package needs without any extra of its own, sorted; itself is not in it."""
    found: dict[str, None] = {}
    waiting = [(name, frozenset[str]())]
    while waiting:
        package, extras = waiting.pop()
        try:
            lines = metadata.requires(package) or []
        except metadata.PackageNotFoundError:
            sys.exit(f"{package} is not installed: run make setup")
        for line in lines:
            asked = Requirement(line)
            fits = asked.marker is None or any(
                asked.marker.evaluate({"extra": extra}) for extra in extras or {""}
            )
            known = canonicalize_name(asked.name)
            if fits and known not in found:
                found[known] = None
                waiting.append((known, frozenset(asked.extras)))
    return sorted(found)


if __name__ == "__main__":
    main()
