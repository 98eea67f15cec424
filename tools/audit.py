"""Known weaknesses of the exact versions in constraints.txt, as PyPI and OSV know them.

python tools/audit.py     exits with 1 where there are any, with 3 where nobody could be asked
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PINS = Path(__file__).resolve().parents[1] / "constraints.txt"
SERVICES = ("pypi", "osv")


def main() -> None:
    """Print the weaknesses of each package, and how many packages were looked at."""
    for service in SERVICES:
        answered = [one for one in asked(service) if "skip_reason" not in one]
        if answered:
            break
    else:
        print("audit: no database of known weaknesses can be reached: nothing was looked at.")
        sys.exit(3)
    weak = [(one, found) for one in answered for found in one["vulns"]]
    for one, found in weak:
        mended = ", ".join(found["fix_versions"]) or "no version yet"
        print(f"{one['name']} {one['version']}: {found['id']}, mended in {mended}")
    pins = sum("==" in line for line in PINS.read_text(encoding="utf-8").splitlines())
    print(f"audit: {len(weak)} known weaknesses; {len(answered)} of {pins} packages looked at")
    sys.exit(bool(weak))


def asked(service: str) -> list[dict[str, Any]]:
    """Return what a database says of each pinned version; nothing where it does not answer."""
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "-r", str(PINS),
               "--progress-spinner", "off", "--format", "json", "-s", service]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):  # it ended with a traceback: no connection
        return []
    return found


if __name__ == "__main__":
    main()
