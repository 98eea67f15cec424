"""The language of posts: sentences, clauses, and whether a line stands alone."""

from pipeline.language.sentences import sentences

__all__ = ["sentences"]
