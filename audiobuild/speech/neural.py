"""A neural model that runs here, opened: what it says depends on nothing but the text, and it tells how long each symbol takes.

A session of ONNX Runtime draws random numbers that go on from call to call (onnxruntime#20054), and a seed counts only for a
new session, which takes 0.17 s. So each node that draws (``RandomNormalLike``) becomes one that reads from a fixed row of
numbers, over and over where that is too short: the session can be kept, and a sentence sounds the same in any order.

The models of Piper (VITS) and Kokoro (StyleTTS 2) find for each symbol how many frames it lasts, and round that. The rounded
numbers become an output: by them a paragraph is cut at its sentences, and words get their times (:mod:`.alignment`).

The parts of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto that are needed for this are described here; protobuf, which
ONNX Runtime brings, keeps all others as they are. The package onnx would be 70 MB more.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import numpy.typing as npt
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from audiobuild.messages import msg
from audiobuild.speech.model_files import UnfitError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

SEED: Final = 1
NUMBERS: Final = 1 << 20
"""Of a row of noise: 63 s of a voice with 192 channels and 86 frames a second."""

FLOAT, INT64 = 1, 7  # TensorProto.DataType
_DRAWS = frozenset({"RandomNormal", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli"})
_MESSAGES: Final = {
    "Model": {"graph": (7, "Graph", False)},
    "Graph": {"node": (1, "Node", True), "input": (11, "Value", True), "output": (12, "Value", True)},
    "Node": {"input": (1, "", True), "output": (2, "", True), "op_type": (4, "", False)},
    "Value": {"name": (1, "", False), "type": (2, "Type", False)},
    "Type": {"tensor": (1, "Tensor", False)},
    "Tensor": {"kind": (1, "int", False), "shape": (2, "Shape", False)},
    "Shape": {"size": (1, "Size", True)},
    "Size": {"value": (1, "int", False)},
}
"""Fields by number, what they hold ("" is text), and whether there may be several."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A session of ONNX Runtime that is given the noise besides."""

    session: InferenceSession
    noise: Mapping[str, npt.NDArray[Any]]

    @property
    def inputs(self) -> frozenset[str]:
        """What it takes."""
        return frozenset(given.name for given in self.session.get_inputs()) - self.noise.keys()

    def run(self, names: None, feeds: Mapping[str, Any]) -> Sequence[Any]:
        """As a session does: the samples, and how many frames each symbol takes, where the model tells it. Raises what ONNX
        Runtime does."""
        return cast("Sequence[Any]", self.session.run(names, {**feeds, **self.noise}))


def load(path: Path) -> Model:
    """The model of that file, on one thread: there are as many workers as cores.

    Raises UnfitError, and what protobuf and ONNX Runtime do: a class for each of its error codes, and no common one of its own.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before the import: from 1.29 on it reports its use to Microsoft
    from onnxruntime import InferenceSession, SessionOptions

    model, noise = prepared(path.read_bytes())
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors
    return Model(session=InferenceSession(model, options, providers=["CPUExecutionProvider"]), noise=noise)


@cache
def _model_class() -> Any:
    file = descriptor_pb2.FileDescriptorProto(name="audiobuild_onnx.proto", package="audiobuild.onnx")
    field = descriptor_pb2.FieldDescriptorProto
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for key, (number, holds, several) in fields.items():
            kind = {"": field.TYPE_STRING, "int": field.TYPE_INT64}.get(holds, field.TYPE_MESSAGE)
            label = field.LABEL_REPEATED if several else field.LABEL_OPTIONAL
            made = message.field.add(name=key, number=number, type=kind, label=label)
            if kind == field.TYPE_MESSAGE:
                made.type_name = f".audiobuild.onnx.{holds}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("audiobuild.onnx.Model"))


def prepared(model: bytes) -> tuple[bytes, Mapping[str, npt.NDArray[Any]]]:
    """The model with inputs for its noise and an output for its durations, and what the inputs are to be given.

    Raises UnfitError where it draws random numbers in another way.
    """
    parsed = _model_class().FromString(model)
    nodes = list(parsed.graph.node)
    if others := {node.op_type for node in nodes} & _DRAWS:
        raise UnfitError(msg("it draws random numbers by {}", ", ".join(sorted(others))))
    feeds: dict[str, npt.NDArray[Any]] = {
        "noise_zero": np.array(0, np.int64),
        "noise_one": np.array(1, np.int64),
        "noise_count": np.array(NUMBERS, np.int64),
    }
    del parsed.graph.node[:]
    for node in nodes:
        if node.op_type == "RandomNormalLike":
            row = f"noise_{len(feeds)}"
            feeds[row] = np.random.default_rng([SEED, len(feeds)]).standard_normal(NUMBERS, np.float32)
            _read(parsed.graph, row, like=node.input[0], output=node.output[0])
        else:
            parsed.graph.node.append(node)
    if durations := _durations(parsed.graph):
        parsed.graph.output.add(name=durations)
    for name, values in feeds.items():
        made = parsed.graph.input.add(name=name)
        made.type.tensor.kind = FLOAT if values.dtype == np.float32 else INT64
        made.type.tensor.shape.SetInParent()
        for size in values.shape:
            made.type.tensor.shape.size.add(value=size)
    return parsed.SerializeToString(), feeds


def _read(graph: Any, row: str, *, like: str, output: str) -> None:
    """Nodes that take as many numbers from ``row`` as ``like`` has, in its shape."""
    for operator, inputs, made in (
        ("Size", [like], "size"),
        ("Range", ["noise_zero", f"{row}_size", "noise_one"], "places"),
        ("Mod", [f"{row}_places", "noise_count"], "wrapped"),
        ("Gather", [row, f"{row}_wrapped"], "numbers"),
        ("Shape", [like], "shape"),
        ("Reshape", [f"{row}_numbers", f"{row}_shape"], ""),
    ):
        graph.node.add(op_type=operator, input=inputs, output=[f"{row}_{made}" if made else output])


def _durations(graph: Any) -> str:
    """The name of what holds the rounded durations; empty if they are an output already, or not found for certain.

    VITS rounds them up, StyleTTS 2 to the nearest number that is at least one; neither rounds so anywhere else.
    """
    nodes = graph.node
    rounded = [node.output[0] for node in nodes if node.op_type in ("Ceil", "Round")]
    if len(rounded) != 1 or len(graph.output) > 1:
        return ""
    bounded = [node.output[0] for node in nodes if node.op_type == "Clip" and node.input[0] == rounded[0]]
    return str((bounded or rounded)[0])
