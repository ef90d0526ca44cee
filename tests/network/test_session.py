"""One deadline over the whole of a request, addresses judged where they are connected to, and true reasons."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import trustme

from attacks.hostile_answers import LATE, Answer, answers, drip, head, plain, serving
from audiobuild.network import addresses, sockets
from audiobuild.network.budget import Budget
from audiobuild.network.failures import NetworkError
from audiobuild.network.session import Session, pieces


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def budget(**limits: float) -> Budget:
    return Budget(whole_s=limits.get("whole_s", 0.5), body_bytes=1_000_000, silence_s=limits.get("silence_s", 5))


def body(url: str, spent: Budget) -> bytes:
    request = requests.Request("GET", url).prepare()
    with Session().send(request, spent) as response:
        return b"".join(pieces(response, spent))


def followed(url: str, spent: Budget) -> bytes:
    with Session().get(url, spent, headers={}, onward=lambda current, following: None) as response:
        return b"".join(pieces(response, spent))


DRIPS = [answer for answer in answers() if answer.pause_s]


@pytest.mark.parametrize("answer", DRIPS, ids=[answer.name for answer in DRIPS])
def test_a_byte_now_and_then_keeps_nobody(answer: Answer) -> None:
    began = time.monotonic()
    with serving(answer) as port, pytest.raises(NetworkError, match=r"did not finish its answer within 0\.5 s"):
        body(f"http://127.0.0.1:{port}/", budget())
    assert time.monotonic() - began < 5


def test_redirects_share_the_deadline() -> None:
    slow = Answer(name="slow", pieces=lambda: [head("302 Found", "Location: /"), b""], pause_s=0.2)
    with serving(slow) as port, pytest.raises(NetworkError, match=LATE):
        followed(f"http://127.0.0.1:{port}/", budget())


def test_a_name_is_not_waited_for_longer_either(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(sockets, "lookup", lambda host, port: released.wait(20) and ())
    began = time.monotonic()
    with pytest.raises(NetworkError, match="did not finish"):
        body("http://slow.example/", budget())
    released.set()
    assert time.monotonic() - began < 5


# --- addresses --------------------------------------------------------------------------------------------------------


@contextmanager
def names(monkeypatch: pytest.MonkeyPatch, **known: list[str]) -> Iterator[list[str]]:
    """A world in which names have these addresses, one after the other; 127.0.0.2 is of the open internet."""
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def getaddrinfo(host: str, port: int | None, *arguments: object, **options: object) -> object:
        asked.append(host)
        name = host.removesuffix(".example")
        if name in known:
            host = known[name].pop(0) if len(known[name]) > 1 else known[name][0]
        return [answer for one in host.split() for answer in resolve(one, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    judge = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda text: text == "127.0.0.2" or judge(text))
    yield asked


@contextmanager
def two_servers(public: Answer, private: Answer) -> Iterator[int]:
    """One port on two addresses: 127.0.0.2 plays the internet, 127.0.0.1 is this machine."""
    with serving(private) as port, serving(public, address="127.0.0.2", port=port):
        yield port


def not_allowed(url: str) -> bool:
    with pytest.raises(NetworkError, match=r"^leads into a network that is not public$"):
        followed(url, budget(whole_s=5))
    return True


SECRET = plain("secret", head("200 OK", "Content-Length: 6") + b"secret")


def test_a_page_on_the_internet_may_not_send_us_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    to_localhost = Answer(name="to", pieces=lambda: [head("302 Found", f"Location: http://localhost:{port}/")])
    with names(monkeypatch, far=["127.0.0.2"]), two_servers(to_localhost, SECRET) as port:
        assert not_allowed(f"http://far.example:{port}/")


def test_a_name_that_changes_its_mind_is_judged_where_it_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    again = Answer(name="again", pieces=lambda: [head("302 Found", "Location: /inside")])
    with names(monkeypatch, far=["127.0.0.2", "127.0.0.1"]) as asked, two_servers(again, SECRET) as port:
        assert not_allowed(f"http://far.example:{port}/")
    assert asked.count("far.example") == 2  # once for each connection, and never for a judgement alone


def test_a_name_of_both_worlds_means_the_open_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = plain("page", head("200 OK", "Content-Length: 4") + b"page")
    with names(monkeypatch, both=["127.0.0.1 127.0.0.2"]), two_servers(page, SECRET) as port:
        assert followed(f"http://both.example:{port}/", budget(whole_s=5)) == b"page"


def test_who_asks_for_a_private_address_gets_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(SECRET) as port:
        assert followed(f"http://127.0.0.1:{port}/", budget(whole_s=5)) == b"secret"


def test_behind_a_proxy_numbers_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    for target in ("http://127.0.0.1:1/", "http://2130706433/", "http://localhost/", "http://[::1]/"):
        with serving(plain("to", head("302 Found", f"Location: {target}", "Content-Length: 0"))) as port:
            monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
            assert not_allowed("http://far.example/")


# --- reasons ----------------------------------------------------------------------------------------------------------


def reason(url: str) -> str:
    with pytest.raises(NetworkError) as caught:
        body(url, budget(whole_s=5))
    return caught.value.message


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        return int(unused.getsockname()[1])


def test_nobody_there() -> None:
    assert reason(f"http://127.0.0.1:{unused_port()}/") == "refused the connection"
    assert reason("http://name.invalid/") == "has a name that is not known"
    assert reason("http://255.255.255.255/") in (
        "cannot be reached (no way leads to that network)",
        "cannot be reached (permission denied)",
    )


def test_a_proxy_is_named_as_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    behind = "cannot be reached, since the proxy of the environment (HTTPS_PROXY)"
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{unused_port()}")
    assert reason("https://far.example/") == f"{behind} refused the connection"
    with serving(plain("no", head("407 Who are you", "Content-Length: 0"))) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        assert reason("https://far.example/") == f"{behind} answers 407 Who are you"


@contextmanager
def encrypted(context: ssl.SSLContext, data: bytes) -> Iterator[int]:
    """A server that speaks TLS, as far as it gets."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            try:
                line = context.wrap_socket(listening.accept()[0], server_side=True)
                line.recv(1000)
                line.sendall(data)
                line.close()
            except OSError:
                pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def served(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def test_certificates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    page = head("200 OK", "Content-Length: 4") + b"page"
    with encrypted(served(authority, "localhost"), page) as port:
        assert body(f"https://localhost:{port}/", budget(whole_s=5)) == b"page"
    with encrypted(served(authority, "elsewhere.example"), page) as port:
        assert reason(f"https://localhost:{port}/") == "shows a certificate that is not its own"
    with encrypted(served(trustme.CA(), "localhost"), page) as port:
        assert reason(f"https://localhost:{port}/") == "shows a certificate of an authority that is not known here"
    with serving(plain("no TLS", b"HTTP/1.1 400 Bad\r\n\r\n")) as port:
        assert reason(f"https://127.0.0.1:{port}/").startswith("does not agree with us on encryption (")
    with (
        serving(drip("TLS", b"\x16\x03\x03\x40\x00", b"\x02")) as port,
        pytest.raises(NetworkError, match="did not finish"),
    ):
        body(f"https://127.0.0.1:{port}/", budget())


def test_no_password_of_netrc_is_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password mine")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    sent: list[str] = []

    def send(self: requests.Session, request: requests.PreparedRequest, **_: object) -> None:
        sent.append(str(request.headers))
        raise TimeoutError

    monkeypatch.setattr(requests.Session, "send", send)
    with pytest.raises(NetworkError):
        followed("http://127.0.0.1/", budget())
    assert len(sent) == 1
    assert "Authorization" not in sent[0]
