"""The tool that compares readings with a table of somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import readings

TABLE = """\
de\tAm 3. Mai kamen 20.000 Leute. Es war schön.\tAm dritten Mai kamen zwanzigtausend Leute. | Es war schön.\tdate
de\tWir gehen\tWir laufen\tword
en\t120 people\tone hundred and twenty people\tnumber
"""


def test_a_table_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rows.tsv").write_text(TABLE, "utf-8")
    monkeypatch.setattr("sys.argv", ["readings", str(tmp_path / "rows.tsv"), "--judge", str(tmp_path / "judge.tsv")])
    readings.main()
    assert capsys.readouterr().out == (
        "de word: Wir gehen\n  said: Wir gehen\n  not:  Wir laufen\n"
        "    1 of     1  de date\n    0 of     1  de word\n    1 of     1  en number\n    2 of     3  in all\n"
    )
    assert (tmp_path / "judge.tsv").read_text("utf-8") == "de\tWir gehen\tWir gehen\n"


def test_a_table_of_nemo(tmp_path: Path) -> None:
    path = tmp_path / "cases.txt"
    path.write_text("100 kg~einhundert kilogramm\n\n", "utf-8")
    (row,) = readings.read(path, "de")
    assert row == readings.Row(language="de", printed="100 kg", spoken="einhundert kilogramm", kind="cases")
    assert readings.alike(readings.said(row.printed, "de"), row.spoken, "de")
    assert not readings.alike("hundert | Kilogramm", row.spoken, "de")
