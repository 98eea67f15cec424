"""Where the corpora lie that the project carries itself: in an installed package, or a checkout."""

from __future__ import annotations

from pathlib import Path


def home(name: str) -> Path:
    """Return the folder of one of them: inside an installed package, else of the checkout."""
    inside = Path(__file__).with_name(name)
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "corpora" / name
