"""A small model of Kokoro's form: a tone for each symbol, and voices that are higher or lower."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

RATE_HZ = 24000
FRAME_SAMPLES = 600
FRAMES_PER_SYMBOL = 4


def write(folder: Path) -> Path:
    """Write the model, voices in a file each, and several in one; the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "small.onnx"
    onnx.save(_model(), path)
    rows(1.0).tofile(folder / "af_small.bin")
    rows(1.5).tofile(folder / "bm_small.bin")
    with (folder / "voices-v1.0.bin").open("wb") as file:  # np.savez would add .npz to a name
        np.savez(file, ff_small=rows(2.0)[:, None, :], jf_small=rows(2.5)[:, None, :])
    return path


def rows(factor: float) -> Any:
    """A voice: by how much its tones are higher, and a little more for each symbol of a sentence."""
    return (np.full((510, 256), factor) + np.arange(510)[:, None] / 10000).astype(np.float32)


def _model() -> onnx.ModelProto:
    constants: list[onnx.TensorProto] = []

    def constant(name: str, value: object, kind: type) -> str:
        constants.append(numpy_helper.from_array(np.array(value, dtype=kind), name))
        return name

    def node(operator: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
        return helper.make_node(operator, inputs, [output], **attributes)

    zero, one = constant("zero", 0, np.int64), constant("one", 1, np.int64)
    first = constant("first", [0], np.int64)
    nodes = [
        node("Squeeze", ["speed", first], "pace"),
        node("Squeeze", ["tokens", first], "symbols"),
        # how many frames a symbol lasts, rounded as in the real model
        node("Div", [constant("usual", FRAMES_PER_SYMBOL, np.float32), "pace"], "wanted"),
        node("Shape", ["symbols"], "form"),
        node("Expand", ["wanted", "form"], "all_wanted"),
        node("Round", ["all_wanted"], "rounded"),
        node("Clip", ["rounded", constant("least", 1, np.float32)], "frames"),
        node("ReduceMax", ["frames"], "most", keepdims=0),
        node("Mul", ["most", constant("hop", FRAME_SAMPLES, np.float32)], "each"),
        # the symbol of each sample
        node("Size", ["symbols"], "count"),
        node("Cast", ["count"], "count_float", to=TensorProto.FLOAT),
        node("Mul", ["count_float", "each"], "length_float"),
        node("Cast", ["length_float"], "length", to=TensorProto.INT64),
        node("Range", [zero, "length", one], "samples"),
        node("Cast", ["samples"], "time", to=TensorProto.FLOAT),
        node("Div", ["time", "each"], "position"),
        node("Cast", ["position"], "index", to=TensorProto.INT64),
        node("Gather", ["symbols", "index"], "symbol"),
        # its tone, as high as the voice
        node("Cast", ["symbol"], "symbol_float", to=TensorProto.FLOAT),
        node("Mul", ["symbol_float", constant("step", 2 * np.pi * 4 / RATE_HZ, np.float32)], "pitch"),
        node("Gather", ["style", zero], "numbers", axis=0),
        node("Gather", ["numbers", zero], "factor", axis=0),
        node("Mul", ["pitch", "factor"], "higher"),
        node("Mul", ["higher", "time"], "phase"),
        node("Sin", ["phase"], "wave"),
        node("Mul", ["wave", constant("loud", 0.3, np.float32)], "audio"),
    ]
    inputs = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "symbols"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
    ]
    output = helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["samples"])
    graph = helper.make_graph(nodes, "kokoro", inputs, [output], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model
