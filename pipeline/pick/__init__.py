"""The shortlist: which lines a recap prints."""
