"""Servers that mean no good: a check ends in bounded time, with findings, and never with a traceback."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from podcasts import Online

from attacks.clients import fault
from attacks.hostile_answers import LATE, Answer, answers, head, plain, serving
from audiobuild.errors import RemoteError
from audiobuild.online import check as online
from audiobuild.online import rules

ALL = tuple(answers())
EACH_S = 0.4


@pytest.mark.parametrize("first", range(3))
def test_in_place_of_a_feed(first: int) -> None:
    """A share of all hostile answers; ``python -m attacks.servers`` takes each."""
    with ThreadPoolExecutor(6) as pool:
        cases = ALL[first::24]
        wrong = dict(zip((one.name for one in cases), pool.map(lambda one: fault("check", one), cases), strict=True))
    assert {name: said for name, said in wrong.items() if said} == {}


def test_in_place_of_all_that_a_feed_names(foreign: Online) -> None:
    """Its sounds, pictures, transcripts, chapters and pages."""
    text = foreign.read("podcast/index.html")

    def met(answer: Answer) -> str:
        with serving(answer) as port:
            name = f"podcast/{port}.xml"
            foreign.write(name, text.replace(foreign.web.link, f"http://127.0.0.1:{port}/"))
            began = time.monotonic()
            report = online.check(foreign.web.link + name, whole_s=6, each_s=EACH_S)
            took_s = time.monotonic() - began
        assert report.addresses == 7
        if took_s > 12:
            return f"took {took_s:.1f} s"
        said = "".join(str(one) for one in (*report.findings, *report.hints))
        return "" if said.replace("\n", "").isprintable() else "prints what is no text"

    with ThreadPoolExecutor(6) as pool:
        cases = ALL[5::16]
        wrong = dict(zip((one.name for one in cases), pool.map(met, cases), strict=True))
    assert {name: said for name, said in wrong.items() if said} == {}


def test_a_host_that_does_not_answer_is_given_up(foreign: Online) -> None:
    """After three addresses; the others are named as not looked at, and those of other hosts are looked at."""
    silent = plain("silence", b"", LATE, "hold")
    text = foreign.read("podcast/index.html")
    with serving(silent) as port:
        items = "".join(
            f"<item><title>T{n}</title><guid>{n}</guid><pubDate>1 May 2024 10:00:00 GMT</pubDate>"
            f'<enclosure url="http://localhost:{port}/{n}.m4a" length="1" type="audio/mp4"/></item>'
            for n in range(30)
        )
        foreign.write("podcast/index.html", text.replace("</channel>", f"{items}</channel>"))
        began = time.monotonic()
        report = online.check(foreign.feed, whole_s=60, each_s=EACH_S)
        assert time.monotonic() - began < 10
    assert report.newest == 20
    late = [one for one in report.findings if one.rule == rules.THERE]
    (rest,) = [one for one in report.findings if one.rule == rules.TIME]
    assert 3 <= len(late) <= 6  # four were asked at once
    assert rest.file == foreign.feed
    assert rest.message == f"names {18 - len(late)} more addresses at localhost, which were not looked at"


def test_when_the_time_is_over_what_was_not_looked_at_is_told(foreign: Online) -> None:
    report = online.check(foreign.feed, whole_s=0)
    assert [(one.file, one.rule, one.message) for one in report.findings] == [
        (foreign.feed, rules.TIME, "names 7 more addresses at 127.0.0.1, which were not looked at")
    ]


def test_an_endless_sound_is_not_fetched(foreign: Online) -> None:
    """A server that answers a range with all there is, and that is without end."""
    endless = Answer(
        name="endless",
        pieces=lambda: iter(
            [head("200 OK", "Content-Type: audio/mp4", "Content-Length: 999999999999"), *[bytes(1 << 16)] * 9999]
        ),
    )
    text = foreign.read("podcast/index.html")
    with serving(endless) as port:
        foreign.write("podcast/index.html", text.replace(f"{foreign.web.link}media/1", f"http://127.0.0.1:{port}/1"))
        began = time.monotonic()
        found = foreign.found()
        assert time.monotonic() - began < 5
    address = f"http://127.0.0.1:{port}/1.m4a"
    assert found == [
        (address, "is 999999999999 bytes long, and the feed says '2000'"),
        (address, "does not answer byte ranges with 206 (but 200): nobody can jump in it"),
    ]


def test_a_redirect_without_end_in_place_of_a_feed() -> None:
    loop = plain("loop", head("302 Found", "Location: /feed.xml", "Content-Length: 0"))
    with serving(loop) as port:
        report = online.check(f"http://127.0.0.1:{port}/feed.xml", each_s=EACH_S)
    assert [(one.rule, one.message) for one in report.findings] == [(rules.THERE, "leads on more than 8 times")]


def test_silence_in_place_of_a_feed() -> None:
    with (
        serving(plain("silence", b"", LATE, "hold")) as port,
        pytest.raises(RemoteError, match=r"did not (answer in time|finish)"),
    ):
        online.check(f"http://127.0.0.1:{port}/feed.xml", each_s=EACH_S)
