"""A finished article held against the chat that it quotes."""

from pipeline.check.article import read
from pipeline.check.findings import Finding, check

__all__ = ["Finding", "check", "read"]
