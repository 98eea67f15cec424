"""Learning what editors print, from graded posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.encoder import Encoder
from pipeline.learn import graded
from pipeline.learn.graded import GradedChat
from pipeline.score import features, ranking
from pipeline.score.features import Floats
from pipeline.score.model import Ranker
from pipeline.score.standing import stands_alone

WORTH = np.array([0.02, 0.12, 0.35, 0.75, 0.95])  # share of editors who print grade 0 to 4
FEATURE_PENALTY = 8.0
MEANING_PENALTY = 20.0
JUDGED = ("answer", "reply")


@dataclass(frozen=True)
class Judged:
    """The judged posts of one chat: features, vectors, grades and questions, row by row."""

    name: str
    values: Floats
    vectors: Floats
    grades: npt.NDArray[np.int64]
    questions: npt.NDArray[np.int64]
    texts: tuple[str, ...]


def judged(chat: GradedChat, encoder: Encoder) -> Judged:
    """Return the answers and replies of a graded chat, each as its best span or its body."""
    rows = [
        (post, chat.grades[post.id])
        for post in chat.posts
        if chat.grades[post.id].kind in JUDGED and post.said
    ]
    texts = [post.text for post, _ in rows]
    spans = [post.span for post, _ in rows]
    standing = [stands_alone(t, *span).value for t, span in zip(texts, spans, strict=True)]
    lines = tuple(t[a:b] for t, (a, b) in zip(texts, spans, strict=True))
    return Judged(
        name=chat.name,
        values=features.matrix(texts, spans, [post.entities for post, _ in rows], standing),
        vectors=encoder.encode(lines).astype(np.float64),
        grades=np.array([grade.grade for _, grade in rows], dtype=np.int64),
        questions=np.array([-1 if g.question is None else g.question for _, g in rows]),
        texts=lines,
    )


def train(corpora: Path, encoder: Encoder) -> Ranker:
    """Return the ranker learned from all graded posts but those of the measured chats."""
    names = (*graded.CHATS, *graded.UNNUMBERED, *graded.CONSULTATIONS)
    return fit([judged(chat, encoder) for chat in graded.read_all(corpora, names)])


def fit(examples: Sequence[Judged]) -> Ranker:
    """Return the logistic ranker of examples: the grade as the share of editors who print."""
    from scipy.optimize import minimize

    values = np.vstack([e.values for e in examples])
    mean = values.mean(axis=0)
    spread = values.std(axis=0) + 1e-6
    x = np.hstack([(values - mean) / spread, np.vstack([e.vectors for e in examples]) * 5])
    target = WORTH[np.concatenate([e.grades for e in examples])]
    f = values.shape[1]
    penalty = np.concatenate([np.full(f, FEATURE_PENALTY), np.full(x.shape[1] - f, MEANING_PENALTY)])

    def loss(w: Floats) -> tuple[float, Floats]:
        shares = ranking.sigmoid(x @ w[:-1] + w[-1])
        safe = np.clip(shares, 1e-9, 1 - 1e-9)
        total = -float((target * np.log(safe) + (1 - target) * np.log(1 - safe)).sum())
        total += 0.5 * float(penalty @ w[:-1] ** 2)
        slope = x.T @ (shares - target) + penalty * w[:-1]
        return total, np.append(slope, (shares - target).sum())

    best = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B",
                    options={"maxiter": 500})  # fmt: skip
    return Ranker(
        weights=best.x[:f] / spread,
        mean=mean,
        meaning=best.x[f:-1] * 5,
        bias=float(best.x[-1]),
    )


def predict(ranker: Ranker, e: Judged) -> Floats:
    """Return the scores of the judged posts, shape (n,)."""
    sums = (e.values - ranker.mean) @ ranker.weights + e.vectors @ ranker.meaning + ranker.bias
    return ranking.sigmoid(sums)


def ndcg(scores: Floats, grades: npt.NDArray[np.int64], k: int = 5) -> float:
    """Return nDCG at k with gain 2 ** grade - 1; 1 where nothing is to be gained."""
    gains = 2.0**grades - 1
    discount = 1 / np.log2(np.arange(2, k + 2))
    best = np.sort(gains)[::-1][:k]
    ideal = float((best * discount[: len(best)]).sum())
    order = np.argsort(-scores, kind="stable")[:k]
    return float((gains[order] * discount[: len(order)]).sum()) / ideal if ideal else 1.0


def per_question(scores: Floats, e: Judged) -> tuple[list[float], list[float]]:
    """Return nDCG@5 and Spearman's rho for each question of the chat with at least 5 posts."""
    from scipy.stats import spearmanr

    gains, rhos = [], []
    for question in sorted(set(e.questions.tolist())):
        mask = e.questions == question
        if question < 0 or mask.sum() < 5 or len(set(e.grades[mask].tolist())) < 2:
            continue
        gains.append(ndcg(scores[mask], e.grades[mask]))
        rhos.append(float(spearmanr(scores[mask], e.grades[mask]).statistic))
    return gains, rhos
