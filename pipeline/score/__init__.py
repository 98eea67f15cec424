"""How quotable lines are, with the reasons."""

from pipeline.score.quotability import quotability

__all__ = ["quotability"]
