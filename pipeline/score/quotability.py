"""How quotable whole posts are: the measured function behind the stage."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from pipeline.encoder import Encoder
from pipeline.encoder.texts import listed
from pipeline.score import model
from pipeline.score.bodies import bodies_of
from pipeline.score.fit import fit
from pipeline.score.ranking import sigmoid
from pipeline.score.rows import rows, see
from pipeline.score.style import Style, beside

NOTHING = 0.0  # a text that says nothing
DIGITS = 9  # finer is float noise: rows of many texts are not summed as one is


def quotability(
    texts: Iterable[str],
    questions: Iterable[str | None] | None = None,
    *,
    encoder: Encoder | None = None,
    style: Style | None = None,
) -> npt.NDArray[np.float64]:
    """Return the chance that an editor prints each text, shape (n,), in [0, 1].

    Labels, mentions and hashtags at the edges of a text are not judged. `questions` are what the
    texts answer, one each, if known. Whether they are chat posts, film lines, headlines or
    arguments is told by themselves: by each alone where they are few, by all together from
    `model.COMPANY` on. `encoder` is the packaged one unless given, `style` the one that goes with
    it.

    Raises: ValueError when there are not as many questions as texts, TypeError for one text in
    place of several, and for what is no text.
    """
    texts = listed(texts)
    asked = list(questions) if questions is not None else [None] * len(texts)
    if len(asked) != len(texts):
        raise ValueError(f"expected a question for each text: {len(asked)} for {len(texts)}")
    if not texts:
        return np.zeros(0)
    style = style or beside(encoder)
    bodies, held = bodies_of(texts)
    lines = [text[start:end] for text, (start, end) in zip(texts, bodies, strict=True)]
    sights = [
        see(text, body, entities, near)
        for text, body, entities, near in zip(
            texts, bodies, held, fit(lines, asked, encoder), strict=True
        )
    ]
    chat = np.array([model.ANSWERS if question else 0.0 for question in asked])
    scores = sigmoid(model.load().log_odds(rows(sights, style), chat, together=True))
    says = np.array([any(letter.isalnum() for letter in line) for line in lines])
    return np.where(says, scores, NOTHING).round(DIGITS)
