"""What is special at S3: types, parts, faults of the service, credentials."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shipped import Remote, dist, s3_place
from werkzeug.wrappers import Response

from attacks.remotes import KEY, SECRET, S3Server, failing, line_to
from audiobuild.errors import ConfigError, RemoteError
from audiobuild.publication import targets
from audiobuild.publication.config import DIST
from audiobuild.publishing.opening import opened
from audiobuild.publishing.places import s3 as driver

TYPES = {
    "feed.xml": ("application/rss+xml", 300),
    "index.html": ("text/html; charset=utf-8", 300),
    "eins/index.html": ("text/html; charset=utf-8", 300),
    "eins/eins.mp3": ("audio/mpeg", 86400),
    "eins/chapters.json": ("application/json+chapters", 300),
    "eins/transcript.vtt": ("text/vtt; charset=utf-8", 300),
    "eins/transcript.srt": ("application/x-subrip", 300),
    "eins/transcript.json": ("application/json", 300),
    "eins/eins.epub": ("application/epub+zip", 86400),
    "eins/eins-daisy.zip": ("application/zip", 86400),
    "cover.jpg": ("image/jpeg", 86400),
    "assets/style.css": ("text/css; charset=utf-8", 300),
    "assets/player.js": ("text/javascript; charset=utf-8", 300),
    "audiobuild-manifest.json": ("application/json", 300),
    "favicon.svg": ("image/svg+xml", 300),
    "CNAME": ("application/octet-stream", 300),
    "a.tar.gz": ("application/octet-stream", 300),
}


@pytest.fixture
def bucket(s3: S3Server, keys: None) -> Any:
    name = s3.bucket()
    yield name
    s3.answer = lambda method, key: None


@pytest.fixture
def place(s3: S3Server, bucket: str) -> Remote:
    return s3_place(s3, bucket)


def test_types_and_lives(root: Path, s3: S3Server, bucket: str, place: Remote) -> None:
    for name in ("favicon.svg", "CNAME", "a.tar.gz"):
        (root / DIST / name).write_bytes(b"x")
    place.publish(root)
    said = {}
    for name in TYPES:
        head = s3.client.head_object(Bucket=bucket, Key=f"podcast/{name}")
        said[name] = (head["ContentType"], int(head["CacheControl"].removeprefix("public, max-age=")))
    assert said == TYPES


def test_an_object_with_other_headers_is_put_again(root: Path, s3: S3Server, bucket: str, place: Remote) -> None:
    """As a copy by hand has it: the right content, served as the wrong thing."""
    place.publish(root)
    s3.client.copy_object(
        Bucket=bucket,
        Key="podcast/eins/eins.mp3",
        CopySource=f"{bucket}/podcast/eins/eins.mp3",
        MetadataDirective="REPLACE",
        ContentType="binary/octet-stream",
        Metadata={
            driver.DIGEST: s3.client.head_object(Bucket=bucket, Key="podcast/eins/eins.mp3")["Metadata"][driver.DIGEST]
        },
    )
    s3.client.delete_object(Bucket=bucket, Key="podcast/.audiobuild-published.json")
    assert [step.file.name for step in place.publish(root).places[0].plan.steps] == ["eins/eins.mp3"]
    assert s3.client.head_object(Bucket=bucket, Key="podcast/eins/eins.mp3")["ContentType"] == "audio/mpeg"


def test_the_feed_is_the_last_but_the_manifest(root: Path, s3: S3Server, place: Remote) -> None:
    """As the requests arrived, whatever the number of workers."""
    place.publish(root, workers=8)
    names = [name for name in place.put_names() if not name.startswith(".audiobuild")]
    assert sorted(names) == sorted(dist(root))
    assert names[-3:] == ["index.html", "feed.xml", "audiobuild-manifest.json"]
    media = [name.endswith((".mp3", ".epub", ".zip", ".jpg", ".png")) for name in names]
    assert media == sorted(media, reverse=True)


def test_large_files_go_in_parts_and_leave_none(
    root: Path, s3: S3Server, bucket: str, place: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "PART_BYTES", 5 << 20)
    large = bytes(range(256)) * (11 << 12)  # 11 MiB
    (root / DIST / "large.bin").write_bytes(large)
    s3.client.create_multipart_upload(Bucket=bucket, Key="podcast/large.bin")
    s3.client.create_multipart_upload(Bucket=bucket, Key="podcast/of-others.bin")
    place.publish(root)
    assert place.files()["large.bin"] == large
    assert len([key for key in place.put_names() if key.startswith("large.bin?") and "partNumber" in key]) == 3
    left = s3.client.list_multipart_uploads(Bucket=bucket)["Uploads"]
    assert [upload["Key"] for upload in left] == ["podcast/of-others.bin"]


def test_a_fault_in_a_part_aborts_the_upload(
    root: Path, s3: S3Server, bucket: str, place: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "PART_BYTES", 5 << 20)
    (root / DIST / "large.bin").write_bytes(bytes(11 << 20))
    s3.answer = lambda method, key: failing(403) if "partNumber=2" in key else None
    with pytest.raises(RemoteError):
        place.publish(root)
    assert "Uploads" not in s3.client.list_multipart_uploads(Bucket=bucket)
    assert "large.bin" not in place.files()


def test_a_service_that_is_unwell_is_asked_again(root: Path, s3: S3Server, place: Remote) -> None:
    failed: dict[str, int] = {}

    def answer(method: str, key: str) -> Any:
        failed[key] = failed.get(key, 0) + 1
        return failing(503) if failed[key] <= 2 else None

    s3.answer = answer
    place.publish(root)
    s3.answer = lambda method, key: None
    assert place.theirs() == dist(root)


def test_and_not_for_ever(root: Path, s3: S3Server, place: Remote) -> None:
    s3.answer = lambda method, key: failing(500) if key.endswith("eins.mp3") else None
    with pytest.raises(RemoteError) as error:
        place.publish(root)
    (problem,) = error.value.problems
    assert (problem.place, problem.message) == (f"{place.address}: eins/eins.mp3", "answers 500 E500 (unwell)")
    assert s3.requests.count(("PUT", "podcast/eins/eins.mp3")) == 4
    s3.answer = lambda method, key: None
    assert "feed.xml" not in place.files()
    assert ".audiobuild-publishing" not in place.files()
    place.publish(root)
    assert place.theirs() == dist(root)


def test_a_line_that_breaks_is_made_again(root: Path, s3: S3Server, bucket: str) -> None:
    with line_to(s3.port, *[100_000] * 6) as line:
        place = s3_place(s3, bucket, line.port)
        place.publish(root, workers=2)
        assert line.connections > 6
    assert place.theirs() == dist(root)


def test_parts_get_through_a_line_that_breaks_behind_each(
    root: Path, s3: S3Server, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight breaks in one file, where four attempts are all that a file has."""
    monkeypatch.setattr(driver, "PART_BYTES", 5 << 20)
    large = bytes(range(256)) * (36 << 12)  # 36 MiB
    place = s3_place(s3, bucket)
    place.publish(root)
    (root / DIST / "large.bin").write_bytes(large)
    with line_to(s3.port, None, *[9 << 20] * 20) as line:
        place = s3_place(s3, bucket, line.port)
        place.publish(root, workers=1)
    assert place.files()["large.bin"] == large


def test_nobody_there(root: Path, s3: S3Server, bucket: str) -> None:
    with line_to(s3.port) as line:
        pass
    with pytest.raises(RemoteError, match="refused the connection"):
        s3_place(s3, bucket, line.port).publish(root)


@pytest.mark.parametrize(
    ("code", "status", "message"),
    [
        ("InvalidAccessKeyId", 403, "does not know the access key"),
        ("SignatureDoesNotMatch", 403, "says that the secret key is not right"),
        ("AccessDenied", 403, "does not allow this"),
        ("NoSuchBucket", 404, "has no such bucket"),
        ("PermanentRedirect", 301, "has the bucket in another region"),
        ("Odd", 418, "answers 418 Odd (… AKIDEXAMPLE)"),
    ],
)
def test_what_the_service_refuses(
    root: Path, s3: S3Server, place: Remote, code: str, status: int, message: str
) -> None:
    said = f"<Error><Code>{code}</Code><Message>{SECRET} &#x202e; {KEY}</Message></Error>"
    s3.answer = lambda method, key: Response(said, status, mimetype="application/xml")
    with pytest.raises(RemoteError) as error:
        place.publish(root)
    assert error.value.problems[0].message == message
    assert len([one for one in s3.requests if one[0] == "PUT"]) == 1
    assert SECRET not in str(error.value)


def test_a_service_without_conditions_takes_a_lease_too(root: Path, s3: S3Server, place: Remote) -> None:
    seen = list[str]()

    def answer(method: str, key: str) -> Any:
        if method == "PUT" and key.endswith(".audiobuild-publishing") and not seen:
            seen.append(key)
            return failing(501)
        return None

    s3.answer = answer
    place.publish(root)
    assert (seen, place.theirs()) == (["podcast/.audiobuild-publishing"], dist(root))


def test_without_credentials_nothing_is_asked(
    root: Path, home: Path, s3: S3Server, place: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(ConfigError, match="holds no credentials for S3"):
        place.publish(root)
    assert s3.requests == []


def test_a_profile_of_the_editor(root: Path, home: Path, s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    (home / ".aws").mkdir()
    (home / ".aws/credentials").write_text(f"[radio]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n")
    (home / ".aws/config").write_text(
        f"[profile radio]\nregion = eu-central-1\nendpoint_url = http://127.0.0.1:{s3.port}\n"
    )
    bucket = s3.bucket()
    place = s3_place(s3, bucket)
    place.address = f"s3://{bucket}/podcast?profile=radio"
    place.publish(root)
    assert place.theirs() == dist(root)
    place.address = f"s3://{bucket}/podcast?profile=tv"
    with pytest.raises(ConfigError, match="name a profile that is not in"):
        place.publish(root)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"AWS_ENDPOINT_URL_S3": "s3.stadt.de"}, "cannot be used (Invalid endpoint: s3.stadt.de)"),
        (
            {"AWS_ENDPOINT_URL_S3": "u:geheim@s3.stadt.de/?token=geheim"},
            "cannot be used (Invalid endpoint: …s3.stadt.de/…)",
        ),
        (
            {"AWS_REGION": "../..", "AWS_DEFAULT_REGION": "../.."},
            "cannot be used (Provided region_name '../..' doesn't",
        ),
        ({"AWS_CONFIG_FILE": "{home}/broken"}, "cannot be used (Unable to parse config file: {home}/broken)"),
        ({"AWS_SHARED_CREDENTIALS_FILE": "{home}/broken"}, "cannot be used (Unable to parse config file"),
        ({"AWS_PROFILE": "none"}, "name a profile that is not in ~/.aws"),
    ],
)
def test_wrong_settings_are_the_editor_s(
    root: Path, home: Path, keys: None, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], message: str
) -> None:
    """They are told before anything is asked, with a remedy."""
    (home / "broken").write_bytes(b"[profile \xff\nx = = [\ny")
    for name, value in settings.items():
        monkeypatch.setenv(name, value.format(home=home))
    if "AWS_SHARED_CREDENTIALS_FILE" in settings:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)
    target = targets.parse("s3://bucket/podcast", place="TARGET", base=root)
    with pytest.raises(ConfigError) as error:
        opened(target, root)
    (problem,) = error.value.problems
    assert problem.message.startswith(message.format(home=home))
    assert problem.place == "the settings of S3"
    assert problem.remedy
    assert "geheim" not in str(error.value)


def test_a_service_that_is_none(root: Path, s3: S3Server, place: Remote) -> None:
    """A website, say, that answers whatever it is asked."""
    s3.answer = lambda method, key: Response("<html>", 200, mimetype="text/html")
    with pytest.raises(RemoteError):
        place.publish(root)
