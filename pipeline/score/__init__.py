"""How quotable lines are, with the reasons."""

from pipeline.score.explain import Explanation, explain
from pipeline.score.quotability import quotability

__all__ = ["Explanation", "explain", "quotability"]
