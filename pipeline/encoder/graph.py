"""MiniLM's layers as ONNX graphs with 8-bit weights: no token's numbers depend on another text.

Weights are quantised per output column. Activations are quantised per token, from that token's own
largest value, so that the products are exact integers; ONNX Runtime's own dynamic quantisation
would take one scale for the whole tensor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder.weights import Tensors

LAYERS = 6
HEADS = 12
HIDDEN = 384
EPSILON = 1e-12  # layer_norm_eps of the model's configuration
STEPS = 127  # of one sign, in activations and weights
ZERO = 128  # activations are unsigned for the fast kernels
MICROSOFT = "com.microsoft"


def build(weights: Tensors, layers: range) -> bytes:
    """Return the serialised graph of neighbouring layers, counted from 1.

    `before` (b, n, 384) are the states before the first of them, or the summed embeddings before
    layer 1; `after N` (b, n, 384) are the states behind layer N, an output for each.
    """
    graph = _Graph(weights)
    states = "before"
    if layers[0] == 1:
        states = graph.normalise(states, "embeddings.LayerNorm")
    outputs = {}
    for number in layers:
        layer = prefix(number)
        attended = graph.attention(states, f"{layer}attention.self")
        states = graph.after(attended, states, f"{layer}attention.output")
        wide = graph.product(states, weights[f"{layer}intermediate.dense.weight"])
        bias = graph.constant(weights[f"{layer}intermediate.dense.bias"])
        bent = graph.node("BiasGelu", wide, bias, domain=MICROSOFT)
        states = graph.after(bent, states, f"{layer}output")
        outputs[f"after {number}"] = states
    return graph.serialise(outputs)


def prefix(layer: int) -> str:
    """Return how the names of the weights of a layer begin, counted from 1."""
    return f"encoder.layer.{layer - 1}."


def quantised(
    matrix: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return the matrix (n, k; k even) in whole steps and the size of a step in each row (n,).

    Processors without VNNI add two neighbouring products in 16 bits and clip the sum. So a row's
    step comes from its largest pair of neighbours: 255 times 128 stays below 2**15.
    """
    pairs = np.abs(matrix).reshape(len(matrix), -1, 2).sum(axis=2)
    scales = (pairs.max(axis=1) / STEPS).astype(np.float32)
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


class _Graph:
    """Nodes and constants, named by their order."""

    def __init__(self, weights: Tensors) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.last_axis = self.whole([-1])
        self.one = self.constant(np.float32(1))
        self.share = self.constant(np.float32(1 / STEPS))
        self.zero = self.constant(np.uint8(ZERO))

    def constant(self, values: npt.ArrayLike) -> str:
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        array = np.ascontiguousarray(values) if np.ndim(values) else np.asarray(values)
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def whole(self, numbers: list[int]) -> str:
        return self.constant(np.asarray(numbers, dtype=np.int64))

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        return self.several(kind, 1, *inputs, domain=domain, **attributes)[0]

    def several(
        self, kind: str, outputs: int, *inputs: str, domain: str = "", **attributes: Any
    ) -> list[str]:
        from onnx import helper

        names = [f"n{len(self.nodes)}.{output}" for output in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def product(self, states: str, matrix: npt.NDArray[np.float32]) -> str:
        """`states @ matrix.T`: integers inside, scales of token and column outside."""
        rows, scales = quantised(matrix)
        largest = self.node("ReduceMax", self.node("Abs", states), self.last_axis, keepdims=1)
        step = self.node("Mul", largest, self.share)
        scaled = self.node("Div", states, step)
        integers = self.node("QuantizeLinear", scaled, self.one, self.zero)
        inputs = [integers, self.constant(rows.T), self.one, self.constant(scales), self.zero]
        raw = self.node("MatMulIntegerToFloat", *inputs, domain=MICROSOFT)
        return self.node("Mul", raw, step)

    def attention(self, states: str, name: str) -> str:
        parts = ("query", "key", "value")
        matrix = np.concatenate([self.weights[f"{name}.{part}.weight"] for part in parts])
        bias = np.concatenate([self.weights[f"{name}.{part}.bias"] for part in parts])
        inputs = self.several("Split", 3, self.product(states, matrix), axis=-1, num_outputs=3)
        return self.node(
            "MultiHeadAttention", *inputs, self.constant(bias), domain=MICROSOFT, num_heads=HEADS
        )

    def after(self, states: str, before: str, name: str) -> str:
        """The dense layer that ends a block, the way around it, and their normalisation."""
        dense = self.product(states, self.weights[f"{name}.dense.weight"])
        shifted = self.node("Add", dense, self.constant(self.weights[f"{name}.dense.bias"]))
        return self.normalise(self.node("Add", shifted, before), f"{name}.LayerNorm")

    def normalise(self, states: str, name: str) -> str:
        both = [self.constant(self.weights[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.node("LayerNormalization", states, *both, axis=-1, epsilon=EPSILON)

    def serialise(self, outputs: Mapping[str, str]) -> bytes:
        from onnx import TensorProto, helper

        shape: list[str | int | None] = ["b", "n", HIDDEN]
        before = helper.make_tensor_value_info("before", TensorProto.FLOAT, shape)
        after = []
        for name, states in outputs.items():
            self.nodes.append(helper.make_node("Identity", [states], [name]))
            after.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        graph = helper.make_graph(self.nodes, "minilm", [before], after, self.constants)
        versions = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=versions, ir_version=10)
        content: bytes = model.SerializeToString()
        return content
