"""Which addresses are of the open internet."""

from __future__ import annotations

import pytest

from audiobuild.network.addresses import is_public, lookup, private, private_by_name


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "193.99.144.80",
        "2606:4700::1111",
        "64:ff9b::101:101",  # NAT64, to 1.1.1.1: all that an IPv6-only network has of the rest
        "2002:101:101::1",  # 6to4, to 1.1.1.1
        "::ffff:1.1.1.1",
    ],
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3",  # noqa: S104
          "10.0.0.5", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1"),
        *("192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::127.0.0.1", "::1.1.1.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "64:ff9b:1::101:101", "2002:7f00:1::", "2002:a00:1::1"),
        *("2001:0:4136:e378::1", "2001:db8::1", "fc00::1", "fd00::1", "fe80::1", "fe80::1%eth0", "2606:4700::1111%1"),
        *("fec0::1", "ff02::1", "ff0e::1", "100::1", "4000::1"),
    ],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        *((f"http://{host}/", True) for host in ("127.0.0.1", "localhost:8000", "10.0.0.5", "192.168.1.1", "[::1]", "[fd00::1]")),
        *((f"http://{host}/", True) for host in ("2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0x7f000001", "[::ffff:7f00:1]", "0")),
        *((f"http://{host}/", True) for host in ("169.254.169.254", "[64:ff9b::a9fe:a9fe]", "[2002:c0a8:101::1]", "me@127.0.0.1")),
        *((f"http://{host}/", False) for host in ("1.1.1.1", "[2606:4700::1111]", "name.invalid", "", "a..b", "16843009")),
    ],
)  # fmt: skip
def test_where_an_address_leads(url: str, inside: bool) -> None:
    """In whatever spelling: what counts is what the system makes of it."""
    assert private(url) is inside
    assert private_by_name(url) is inside


def test_an_address_with_a_zone_is_of_a_network_that_we_are_in() -> None:
    (endpoint,) = lookup("fe80::1%lo", 80)
    assert not endpoint.public
