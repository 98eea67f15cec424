"""Where lies what the project carries itself of its corpora: in an installed package, or a
checkout."""

from __future__ import annotations

from pathlib import Path


def home(name: str) -> Path:
    """Return a file or folder of corpora/: inside an installed package, else of the checkout."""
    inside = Path(__file__).with_name(name)
    return inside if inside.exists() else Path(__file__).resolve().parents[2] / "corpora" / name
