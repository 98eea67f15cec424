"""Who was heard: each role's share of the posts beside its share of the picks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.recap import summary
from pipeline.recap.charts import svg
from pipeline.recap.charts.svg import Figure, Key, Panel, Table
from pipeline.recap.material import Material
from pipeline.recap.plain import count
from pipeline.records import ROLES

GROUP, BAR = 64, 18
FULL = 0.78  # of the width for 100 %, so that the numbers fit beside the bars
GINI = "The Gini index is 0 where all have as many, nearly 1 where one has all."
# upper ends of the Gini index, in words
EVENNESS = ((0.2, "very evenly"), (0.4, "fairly evenly"), (0.6, "unevenly"))


def draw(material: Material) -> Figure | None:
    """Return the picture, None without posts."""
    if not material.posts:
        return None
    counts = summary.people(material)
    present = [role for role in ROLES if counts[role]["people"]]
    elements, rows, said = [], [], []
    for place, role in enumerate(present):
        y = place * GROUP
        name = role.capitalize()
        size = count(counts[role]["people"], "person", "people")
        elements.append(svg.text(f"{name}, {size}", 0, y + 13))
        shares = [name, f"{counts[role]['people']:,}"]
        for row, (what, total, colour) in enumerate(
            (("post", len(material.posts), "none"), ("pick", len(material.picks), "accent"))
        ):
            own = counts[role][f"{what}s"]
            share = own / total if total else 0.0
            top = y + 20 + row * (BAR + 2)
            words = f"{round(100 * share)} % of the {what}s"
            shares += [f"{own:,}", f"{round(100 * share)} %"]
            said.append(f"{name} {words}")
            elements += [
                svg.bar(0, top, max(share * FULL, 0.003), BAR, colour, count(own, what)),
                svg.text(f"{round(100 * share)} %", share * FULL + 0.015, top + 13, class_="value"),
            ]
        rows.append(tuple(shares))
    words = "; ".join(said) + ". " + _evenness(material)
    drawing = svg.drawing("Who was heard", words, len(present) * GROUP, elements)
    keys = (Key("none", "share of the posts"), Key("accent", "share of the picks"))
    head = ("Role", "People", "Posts", "Share of posts", "Picks", "Share of picks")
    return Figure(
        "Who was heard",
        _evenness(material),
        (Panel(None, drawing),),
        keys,
        Table(head, tuple(rows)),
    )


def gini(counts: Sequence[int]) -> float:
    """Return how unevenly something is spread, 0 (all the same) to nearly 1 (one has all).

    Source: Gini 1912, as half the relative mean difference.
    """
    total = sum(counts)
    if not total:
        return 0.0
    ranked = sum(rank * value for rank, value in enumerate(sorted(counts), 1))
    return 2 * ranked / (len(counts) * total) - (len(counts) + 1) / len(counts)


def _evenness(material: Material) -> str:
    posts = Counter(post.handle.casefold() for post in material.posts)
    picks = Counter(pick.handle.casefold() for pick in material.picks)
    sentences = [f"The posts are spread {_words(list(posts.values()))} over {_people(posts)}."]
    if picks:
        most = max(picks.values())
        sentences.append(
            f"The picks are spread {_words(list(picks.values()))} over the {_people(picks)} "
            f"who are quoted; nobody has more than {most:,}."
        )
    return " ".join([*sentences, GINI])


def _people(counts: Counter[str]) -> str:
    return count(len(counts), "person", "people")


def _words(counts: Sequence[int]) -> str:
    index = gini(counts)
    named = next((words for end, words in EVENNESS if index < end), "very unevenly")
    return f"{named} (Gini index {index:.2f})"
