"""A model that is given its noise and tells its durations, read back by the package onnx and run by ONNX Runtime."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from onnxruntime import InferenceSession

from audiobuild.speech import neural


def model(operator: str) -> bytes:
    """Two nodes that draw, as many numbers as the input has, and their sum."""
    nodes = [helper.make_node(operator, ["x"], [name]) for name in ("a", "b")]
    nodes.append(helper.make_node("Add", ["a", "b"], ["y"]))
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", "columns"]) for name in "xy"]
    graph = helper.make_graph(nodes, "g", ends[:1], ends[1:])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    return bytes(made.SerializeToString())


def test_the_same_numbers_whatever_came_before() -> None:
    given, feeds = neural.prepared(model("RandomNormalLike"))
    onnx.checker.check_model(onnx.load_from_string(given), full_check=True)
    session = InferenceSession(given)
    small, large = (np.zeros(shape, np.float32) for shape in ((3, 5), (1100, 1000)))  # more than there are
    first, wide, again = (session.run(None, {"x": x, **feeds})[0] for x in (small, large, small))
    assert np.array_equal(first, again)
    assert np.array_equal(first.ravel(), wide.ravel()[:15])
    assert (wide.shape, round(float(wide.mean()), 2), round(float(wide.var()), 1)) == ((1100, 1000), 0.0, 2.0)


def test_what_else_draws_is_refused() -> None:
    with pytest.raises(ValueError, match="draws random numbers by RandomUniformLike"):
        neural.prepared(model("RandomUniformLike"))


def test_what_is_no_model() -> None:
    with pytest.raises(Exception, match="parsing"):
        neural.prepared(b"\xff\xfe no model")


def rounding(*operators: str) -> bytes:
    """Nodes that round in these ways, one after the other, and a sum."""
    nodes = [
        helper.make_node(operator, [name, "least"] if operator == "Clip" else [name], [after])
        for operator, name, after in zip(operators, "xabc", "abcd", strict=False)
    ]
    nodes.append(helper.make_node("ReduceSum", ["abcd"[len(operators) - 1]], ["y"]))
    ends = [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, ["count"]),
        helper.make_tensor_value_info("y", TensorProto.FLOAT, [1]),
    ]
    least = helper.make_tensor("least", TensorProto.FLOAT, [], [1.0])
    graph = helper.make_graph(nodes, "g", ends[:1], ends[1:], [least])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    return bytes(made.SerializeToString())


@pytest.mark.parametrize(
    ("operators", "durations"),
    [
        (["Ceil"], [1, 2, 3]),  # Piper
        (["Round", "Clip"], [1, 1, 3]),  # Kokoro
        (["Floor"], None),
        (["Ceil", "Round"], None),
    ],
)
def test_durations_are_told(operators: list[str], durations: list[float] | None) -> None:
    given, feeds = neural.prepared(rounding(*operators))
    found = InferenceSession(given).run(None, {"x": np.array([0.2, 1.4, 2.6], np.float32), **feeds})
    assert [value.tolist() for value in found[1:]] == ([durations] if durations else [])
