"""Readers of chat exports: one module for each format, told apart by content."""

from pipeline.readers.loading import Loaded, load
from pipeline.readers.registry import READERS

__all__ = ["READERS", "Loaded", "load"]
