"""Training and evaluation, from public corpora, from the project's grades and from decisions."""
