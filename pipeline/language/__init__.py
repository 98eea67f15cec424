"""The language of posts: sentences, clauses, and whether a line stands alone."""

from pipeline.language.asking import QUESTION_MARKS, asks, has_question_mark
from pipeline.language.clauses import clauses, without_connective
from pipeline.language.courtesies import without_courtesy
from pipeline.language.model import analyse, load
from pipeline.language.prefaces import without_preface, without_tags
from pipeline.language.sentences import sentences
from pipeline.language.standing import Standing, stands_alone

__all__ = [
    "QUESTION_MARKS",
    "Standing",
    "analyse",
    "asks",
    "clauses",
    "has_question_mark",
    "load",
    "sentences",
    "stands_alone",
    "without_connective",
    "without_courtesy",
    "without_preface",
    "without_tags",
]
