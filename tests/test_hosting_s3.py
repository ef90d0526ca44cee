"""The samples for S3, as its own API takes them: botocore's model of it, and moto behind it in this process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hosting import sample

boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
moto = pytest.importorskip("moto", reason="moto is not installed")

ADDRESS = "https://podcast.s3.amazonaws.com/eins/transcript.vtt"
SITE = "https://player.example"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket with our rules. Nothing leaves this process."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "none")
    with moto.mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="podcast")
        client.put_bucket_cors(Bucket="podcast", CORSConfiguration=json.loads(sample("s3-cors.json")))
        client.put_bucket_policy(Bucket="podcast", Policy=sample("s3-policy.json", ("BUCKET", "podcast")))
        kind = "text/vtt; charset=utf-8"
        client.put_object(Bucket="podcast", Key="eins/transcript.vtt", Body=b"WEBVTT\n", ContentType=kind)
        yield client


def test_the_rules_are_taken_as_they_stand(s3: Any) -> None:
    assert s3.get_bucket_cors(Bucket="podcast")["CORSRules"] == json.loads(sample("s3-cors.json"))["CORSRules"]
    (statement,) = json.loads(s3.get_bucket_policy(Bucket="podcast")["Policy"])["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Allow", "*", "s3:GetObject")
    assert statement["Resource"] == "arn:aws:s3:::podcast/*"


def test_players_on_other_sites_may_read_it(s3: Any) -> None:
    answer = requests.get(ADDRESS, headers={"Origin": SITE, "Range": "bytes=0-5"}, timeout=20)
    assert (answer.status_code, answer.content) == (206, b"WEBVTT")
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] in ("*", SITE)
    assert "Content-Range" in answer.headers["Access-Control-Expose-Headers"]
    s3.delete_bucket_cors(Bucket="podcast")
    assert "Access-Control-Allow-Origin" not in requests.get(ADDRESS, headers={"Origin": SITE}, timeout=20).headers
