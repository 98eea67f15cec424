"""The language of posts: sentences, clauses, and whether a line stands alone."""

from pipeline.language.clauses import clauses, without_connective
from pipeline.language.model import analyse, load
from pipeline.language.sentences import sentences
from pipeline.language.standing import Standing, stands_alone

__all__ = [
    "Standing",
    "analyse",
    "clauses",
    "load",
    "sentences",
    "stands_alone",
    "without_connective",
]
