"""Standout: from the export of a question-and-answer chat to the lines worth quoting."""

__version__ = "0.1.0"
