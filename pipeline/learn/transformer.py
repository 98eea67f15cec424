"""MiniLM's layers in torch with low-rank changes to their weights, the only part that learns.

Texts are not padded where it costs: dense layers see the tokens of all texts in a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.encoder import graph, weights
from pipeline.encoder.texts import clean

if TYPE_CHECKING:
    from torch import Tensor

DENSE = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
MOST_TOKENS = 64  # of a training text: longer ones are rare and cost the most


@dataclass
class Layers:
    """The layers of the packaged MiniLM; `changes` holds the factors (down, up) that learn."""

    rank: int
    first: int  # the first layer that learns; those below stay as they are
    seed: int
    frozen: dict[str, Tensor] = field(init=False)
    changes: dict[str, tuple[Tensor, Tensor]] = field(init=False)

    def __post_init__(self) -> None:
        import torch

        self.frozen = {
            name: torch.tensor(values.copy()) for name, values in weights.tensors().items()
        }
        source = torch.Generator().manual_seed(self.seed)
        self.changes = {}
        for number in range(self.first, graph.LAYERS):
            for part in DENSE:
                name = f"encoder.layer.{number}.{part}.weight"
                rows, columns = self.frozen[name].shape
                down = torch.randn(self.rank, columns, generator=source) / columns**0.5
                up = torch.zeros(rows, self.rank)
                self.changes[name] = (down.requires_grad_(), up.requires_grad_())

    def learned(self) -> list[Tensor]:
        """Return the factors, in the order of the layers."""
        return [factor for pair in self.changes.values() for factor in pair]

    def below(self, texts: Sequence[str]) -> list[Tensor]:
        """Return the states of each text (tokens, 384) under the first layer that learns."""
        import torch

        found: dict[int, Tensor] = {}
        tokens = _tokens(texts)
        order = sorted(range(len(texts)), key=lambda index: len(tokens[index]))
        with torch.no_grad():
            for start in range(0, len(order), 32):
                batch = order[start : start + 32]
                states = [self._embedded(tokens[index]) for index in batch]
                for index, state in zip(
                    batch, self._run(states, range(self.first), 0.0, None), strict=True
                ):
                    found[index] = state
        return [found[index] for index in range(len(texts))]

    def meanings(self, states: Sequence[Tensor], dropout: float, source: Any) -> Tensor:
        """Return unit rows (n, 384) from states under the first layer that learns."""
        import torch
        from torch.nn import functional

        top = self._run(states, range(self.first, graph.LAYERS), dropout, source)
        return functional.normalize(torch.stack([state.mean(0) for state in top]), dim=1)

    def _embedded(self, ids: Sequence[int]) -> Tensor:
        tensors = self.frozen
        rows = (
            tensors["embeddings.word_embeddings.weight"][list(ids)]
            + tensors["embeddings.position_embeddings.weight"][: len(ids)]
            + tensors["embeddings.token_type_embeddings.weight"][0]
        )
        return self._normalise(rows, "embeddings.LayerNorm")

    def _run(
        self, states: Sequence[Tensor], layers: range, dropout: float, source: Any
    ) -> list[Tensor]:
        import torch
        from torch.nn import functional

        lengths = [len(state) for state in states]
        rows = torch.cat(list(states))

        def thinned(values: Tensor) -> Tensor:
            if not dropout:
                return values
            kept = torch.rand(values.shape, generator=source) >= dropout
            return values * kept / (1 - dropout)

        for number in layers:
            layer = f"encoder.layer.{number}"
            attended = self._attend(rows, lengths, f"{layer}.attention.self")
            rows = self._normalise(
                rows + thinned(self._dense(attended, f"{layer}.attention.output.dense")),
                f"{layer}.attention.output.LayerNorm",
            )
            wide = functional.gelu(self._dense(rows, f"{layer}.intermediate.dense"))
            rows = self._normalise(
                rows + thinned(self._dense(wide, f"{layer}.output.dense")),
                f"{layer}.output.LayerNorm",
            )
        return list(torch.split(rows, lengths))

    def _attend(self, rows: Tensor, lengths: list[int], name: str) -> Tensor:
        import torch
        from torch.nn import functional
        from torch.nn.utils.rnn import pad_sequence

        def heads(part: str) -> Tensor:
            parts = torch.split(self._dense(rows, f"{name}.{part}"), lengths)
            padded = pad_sequence(list(parts), batch_first=True)
            shape = (*padded.shape[:2], graph.HEADS, graph.HIDDEN // graph.HEADS)
            return padded.view(shape).transpose(1, 2)

        inside = torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]
        mixed = functional.scaled_dot_product_attention(
            heads("query"), heads("key"), heads("value"), attn_mask=inside[:, None, None, :]
        )
        flat = mixed.transpose(1, 2).reshape(len(lengths), max(lengths), graph.HIDDEN)
        return flat[inside]

    def _dense(self, rows: Tensor, name: str) -> Tensor:
        from torch.nn import functional

        weight, bias = self.frozen[f"{name}.weight"], self.frozen[f"{name}.bias"]
        result = functional.linear(rows, weight, bias)
        if f"{name}.weight" not in self.changes:
            return result
        down, up = self.changes[f"{name}.weight"]
        return result + (rows @ down.T) @ up.T

    def _normalise(self, rows: Tensor, name: str) -> Tensor:
        from torch.nn import functional

        weight, bias = self.frozen[f"{name}.weight"], self.frozen[f"{name}.bias"]
        return functional.layer_norm(rows, (graph.HIDDEN,), weight, bias, graph.EPSILON)


def _tokens(texts: Sequence[str]) -> list[list[int]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(bytes(weights.checked(weights.TOKENIZER)))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return [encoding.ids for encoding in tokenizer.encode_batch([clean(text) for text in texts])]
