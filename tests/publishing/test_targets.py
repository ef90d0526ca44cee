"""Addresses to publish to: what they may hold, and that no secret is among it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from audiobuild.errors import ConfigError
from audiobuild.publication.targets import Target, parse

BASE = Path("/home/a")
NO_ADDRESS = "is no address that audiobuild knows, and holds what paths do not: @, :, // or \\"
BEHIND = "has something behind the folder"
NO_ENDPOINT = "has an endpoint that is no address"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("s3://bucket", {"kind": "s3", "host": "bucket", "path": "", "address": "s3://bucket"}),
        ("s3://my.bucket/a/b/", {"kind": "s3", "host": "my.bucket", "path": "a/b", "address": "s3://my.bucket/a/b"}),
        ("S3://bucket/a", {"kind": "s3", "host": "bucket", "path": "a", "address": "s3://bucket/a"}),
        (
            "s3://bucket/a?region=eu-1&endpoint=https://s3.example.net",
            {
                "kind": "s3",
                "host": "bucket",
                "path": "a",
                "address": "s3://bucket/a?region=eu-1&endpoint=https://s3.example.net",
                "settings": (("endpoint", "https://s3.example.net"), ("region", "eu-1")),
            },
        ),
        ("sftp://h/a", {"kind": "sftp", "host": "h", "path": "/a", "address": "sftp://h/a"}),
        (
            "sftp://u@h.example:2222/var/www/p/",
            {
                "kind": "sftp",
                "host": "h.example",
                "port": 2222,
                "user": "u",
                "path": "/var/www/p",
                "address": "sftp://u@h.example:2222/var/www/p",
            },
        ),
        ("sftp://u@h/~/p", {"kind": "sftp", "host": "h", "user": "u", "path": "p", "address": "sftp://u@h/~/p"}),
        ("sftp://[::1]/p", {"kind": "sftp", "host": "::1", "path": "/p", "address": "sftp://[::1]/p"}),
        ("file:///srv/a%20b", {"kind": "folder", "path": "/srv/a b", "address": "/srv/a b"}),
        ("/srv/a", {"kind": "folder", "path": "/srv/a", "address": "/srv/a"}),
        ("../a", {"kind": "folder", "path": "/home/a/../a", "address": "/home/a/../a"}),
        ("./u:x@h", {"kind": "folder", "path": "/home/a/u:x@h", "address": "/home/a/u:x@h"}),
        ("/srv/a:b@c", {"kind": "folder", "path": "/srv/a:b@c", "address": "/srv/a:b@c"}),
        ("public/podcast", {"kind": "folder", "path": "/home/a/public/podcast", "address": "/home/a/public/podcast"}),
        (".", {"kind": "folder", "path": "/home/a", "address": "/home/a"}),
        (
            "sftp://u%40example.net@h/p",
            {"kind": "sftp", "host": "h", "user": "u@example.net", "path": "/p", "address": "sftp://u@example.net@h/p"},
        ),
    ],
)
def test_places(text: str, target: dict[str, Any]) -> None:
    assert parse(text, place="p", base=BASE) == Target(**target)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no place to publish to"),
        ("  ", "is no place to publish to"),
        ("a\x1b[31m", "is no place to publish to"),
        ("x" * 1001, "is no place to publish to"),
        ("ftp://h/a", "names ftp:, which audiobuild does not publish to"),
        ("https://h/a", "names https:, which audiobuild does not publish to"),
        ("s3:bucket/a", "'' is no name of a bucket"),
        ("host:/a", NO_ADDRESS),
        ("u@host:/a", "is a server without its sftp://"),
        ("u@host/a", "is a server without its sftp://"),
        ("hoeren.auenheim.de", "looks like a server without its sftp://"),
        ("hoeren.auenheim.de/podcast", "looks like a server without its sftp://"),
        ("hoeren.auenheim.de:podcast", "looks like a server without its sftp://"),
        ("sftp://u:geheim@h/a", "holds a password, which everybody could read"),
        ("sftp://u:@h/a", "holds a password, which everybody could read"),
        ("s3://AKID:geheim@bucket/a", "holds a password, which everybody could read"),
        ("s3://AKID@bucket/a", "holds a name or a key before the @"),
        ("s3://Bucket/a", "'Bucket' is no name of a bucket"),
        ("s3://b/a", "'b' is no name of a bucket"),
        ("s3://bucket/a/../b", "has '.', '..' or nothing for the name of a folder"),
        ("s3://bucket/a?secret_key=geheim", "has the setting 'secret_key', which is none"),
        ("s3://bucket/a?endpoint=https://u:geheim@h", "has an endpoint that is no address"),
        ("s3://bucket/a?endpoint=h", "has an endpoint that is no address"),
        ("s3://bucket/a?region=", "has an empty region"),
        ("s3://bucket/a?region=eu_central", "has a region that is none"),
        ("s3://bucket/a?region=../..", "has a region that is none"),
        ("s3://bucket/a?geheim-123", "has the setting '…', which is none"),
        ("s3://bucket/a#x", BEHIND),
        ("s3://bucket/a?endpoint=https://h/?token=geheim", NO_ENDPOINT),
        ("s3://bucket/a?endpoint=https://h/%23geheim", NO_ENDPOINT),
        ("s3://bucket/a?endpoint=https://u%253Ageheim%2540h", NO_ENDPOINT),
        ("s3://bucket/a?endpoint=http://[", NO_ENDPOINT),
        ("s3://bucket/a?endpoint=http://h:0", NO_ENDPOINT),
        ("s3://bucket/a?endpoint=http://h:99999", NO_ENDPOINT),
        ("sftp://h", "names no folder on the server"),
        ("sftp://h/", "names no folder on the server"),
        ("sftp:///a", "names no host"),
        ("sftp://-oProxyCommand=x/a", "names no host"),
        ("sftp://h:99999/a", "is no address"),
        ("sftp://h/a/../b", "has '.', '..' or nothing for the name of a folder"),
        ("sftp://h/a?b", BEHIND),
        ("sftp://h/a#geheim", BEHIND),
        ("sftp://h:0/a", "is no address"),
        ("sftp://u%3Ageheim@h/f", "holds a password, which everybody could read"),
        ("sftp://u%253Ageheim@h/f", "names a user as nobody is called"),
        ("sftp//u:geheim@h/f", NO_ADDRESS),
        ("sftp/u:geheim@h/f", NO_ADDRESS),
        ("u:geheim@h/f", "is a server without its sftp://"),
        ("user:geheim@h/f", "is a server without its sftp://"),
        ("//u@h/f", NO_ADDRESS),
        ("//h/f", NO_ADDRESS),
        ("h//f", NO_ADDRESS),
        ("C:\\podcast", NO_ADDRESS),
        ("\\\\server\\podcast", NO_ADDRESS),
        ("~nobody-of-this-name/p", "is the folder of a user who is not known here"),
        ("./" + "x" * 300, "has a folder that cannot be written"),
        ("file://server/a", "names another machine, or no whole path"),
        ("file:u@geheim/a", "names another machine, or no whole path"),
        ("file:////h/a", "names another machine, or no whole path"),
        ("file:///a%00b", "has a folder that cannot be written"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse(text, place="p", base=BASE)
    (problem,) = error.value.problems
    assert (problem.place, problem.message) == ("p", message)
    assert problem.remedy
    assert "geheim" not in str(error.value)
