"""Questions, the place of every post, and the themes inside each question."""

from pipeline.cluster.themes import group, match

__all__ = ["group", "match"]
