"""Standout: from the export of a question-and-answer chat to the lines worth quoting."""
