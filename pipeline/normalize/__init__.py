"""From posts as exported to posts that are understood: entities, labels, duplicates, threads."""
