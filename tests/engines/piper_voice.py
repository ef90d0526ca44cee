"""A small voice that Piper's own loader takes: a tone for each phoneme, and noise as a neural voice has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

RATE_HZ = 16000
HOP = 40
FRAMES_PER_PHONEME = 10


def write(folder: Path, name: str = "de_DE-klein-low", *, speakers: dict[str, int] | None = None) -> Path:
    """Write the model and its settings; the model's path."""
    speakers = speakers or {}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    onnx.save(_model(several=bool(speakers)), path)
    settings = {
        "audio": {"sample_rate": RATE_HZ, "quality": "low"},
        "espeak": {"voice": "de"},
        "language": {"code": "de_DE", "family": "de"},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "num_symbols": 256,
        "num_speakers": max(1, len(speakers)),
        "speaker_id_map": speakers,
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "hop_length": HOP,
    }
    path.with_name(f"{name}.onnx.json").write_text(json.dumps(settings))
    return path


def _model(*, several: bool) -> onnx.ModelProto:
    constants: list[onnx.TensorProto] = []

    def constant(name: str, value: object, kind: type) -> str:
        constants.append(numpy_helper.from_array(np.array(value, dtype=kind), name))
        return name

    def node(operator: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
        return helper.make_node(operator, inputs, [output], **attributes)

    zero, one = constant("zero", 0, np.int64), constant("one", 1, np.int64)
    nodes = [
        # scales: noise, length, noise in the length
        node("Gather", ["scales", zero], "noise_scale"),
        node("Gather", ["scales", one], "length_scale"),
        # how many frames a phoneme lasts, rounded up as in a real voice
        node("Mul", ["length_scale", constant("usual", FRAMES_PER_PHONEME, np.float32)], "wanted"),
        node("Shape", ["input"], "form"),
        node("Expand", ["wanted", "form"], "all_wanted"),
        node("Ceil", ["all_wanted"], "frames"),
        node("ReduceMax", ["frames"], "most", keepdims=0),
        node("Mul", ["most", constant("hop", HOP, np.float32)], "each"),
        # the phoneme of each sample
        node("Squeeze", ["input", constant("first", [0], np.int64)], "phonemes"),
        node("Squeeze", ["input_lengths", "first"], "count"),
        node("Cast", ["count"], "count_float", to=TensorProto.FLOAT),
        node("Mul", ["count_float", "each"], "length_float"),
        node("Cast", ["length_float"], "length", to=TensorProto.INT64),
        node("Range", [zero, "length", one], "samples"),
        node("Cast", ["samples"], "time", to=TensorProto.FLOAT),
        node("Div", ["time", "each"], "position"),
        node("Cast", ["position"], "index", to=TensorProto.INT64),
        node("Gather", ["phonemes", "index"], "phoneme"),
        # its tone, an octave higher for each speaker
        node("Cast", ["phoneme"], "phoneme_float", to=TensorProto.FLOAT),
        node("Mul", ["phoneme_float", constant("step", 2 * np.pi * 4 / RATE_HZ, np.float32)], "pitch"),
        *_octave(several, constant, node),
        node("Mul", ["higher", "time"], "phase"),
        node("Sin", ["phase"], "wave"),
        node("Mul", ["wave", constant("loud", 0.3, np.float32)], "tone"),
        # two sources of noise, as in a real voice
        node("RandomNormalLike", ["tone"], "hiss"),
        node("RandomNormalLike", ["tone"], "rumble"),
        node("Add", ["hiss", "rumble"], "noise"),
        node("Mul", ["noise", "noise_scale"], "scaled"),
        node("Mul", ["scaled", constant("quiet", 0.02, np.float32)], "background"),
        node("Add", ["tone", "background"], "sound"),
        node("Reshape", ["sound", constant("shape", [1, 1, 1, -1], np.int64)], "output"),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if several:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])
    graph = helper.make_graph(nodes, "voice", inputs, [output], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


def _octave(several: Any, constant: Any, node: Any) -> list[onnx.NodeProto]:
    if not several:
        return [node("Identity", ["pitch"], "higher")]
    return [
        node("Cast", ["sid"], "speaker", to=TensorProto.FLOAT),
        node("Pow", [constant("two", 2, np.float32), "speaker"], "factor"),
        node("Mul", ["pitch", "factor"], "higher"),
    ]
