"""S3, of Amazon or any other service that speaks it.

Credentials, region, profiles, proxies and addresses of services are found by botocore where everybody's tools find them: the
environment, ``~/.aws``, the machine's role. A PUT is seen whole or not at all. What we put says in its metadata what is in it;
the service has compared it with Content-MD5, which all of them know. (The checksums that botocore adds by itself since 1.36
are refused by several.)
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

import botocore.session
from botocore import exceptions
from botocore.config import Config

from audiobuild import __version__
from audiobuild.errors import AudiobuildError, ConfigError, Problem
from audiobuild.messages import Message, msg
from audiobuild.network.failures import CHECK, LATER, NetworkError, explain
from audiobuild.network.foreign import quote
from audiobuild.publication.targets import Target
from audiobuild.publishing.place import CHUNK_BYTES, Content, Headers, Remote, getting_on

DIGEST = "audiobuild-digest"
"""In an object's metadata: the BLAKE2b digest of its content."""

PART_BYTES = 8 << 20
"""What is larger is sent in such parts, so that a fault costs one of them. S3 takes parts of 5 MiB and more."""

_CREDENTIALS = msg(
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile in ~/.aws. See docs/publishing.md."
)
_SETTINGS = msg("Check the settings of S3: the environment (AWS_…), ~/.aws, and the address.")
_ASIDE = re.compile(r"[^\s/]*@|[?#]\S*")
"""What in an address is no place: before the host, behind the path."""
_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
_REFUSED: Mapping[str, tuple[Message, Message]] = {
    "NoSuchBucket": (msg("has no such bucket"), msg("Check its name, and the endpoint.")),
    "InvalidAccessKeyId": (msg("does not know the access key"), _CREDENTIALS),
    "SignatureDoesNotMatch": (msg("says that the secret key is not right"), _CREDENTIALS),
    "ExpiredToken": (msg("says that the session has run out"), msg("Log in again.")),
    "AccessDenied": (
        msg("does not allow this"),
        msg("The key needs s3:GetObject, PutObject, DeleteObject and ListBucket."),
    ),
    "403": (msg("does not allow this"), msg("The key needs s3:GetObject, PutObject, DeleteObject and ListBucket.")),
    "PermanentRedirect": (
        msg("has the bucket in another region"),
        msg("Set AWS_REGION, or add ?region=… to the address."),
    ),
    "AuthorizationHeaderMalformed": (msg("has the bucket in another region"), msg("Set AWS_REGION, or add ?region=…")),
    "RequestTimeTooSkewed": (msg("says that this machine's clock is wrong"), msg("Set the clock.")),
    "BadDigest": (msg("got something else than was sent"), CHECK),
    "QuotaExceeded": (msg("has no more room"), msg("Make room there.")),
}
_AGAIN = frozenset({"RequestTimeout", "SlowDown", "BadDigest", "InternalError", "ServiceUnavailable", "Throttling"})


class S3:
    """A bucket, or what in it begins with a prefix."""

    keeps_headers = True

    def __init__(self, target: Target) -> None:
        self.address = target.address
        self._bucket = target.host
        self._prefix = f"{target.path}/" if target.path else ""
        self._credentials: Any = None
        with _settled():
            session = botocore.session.Session(profile=target.s3.get("profile"))
            self._client: Any = session.create_client(
                "s3",
                region_name=target.s3.get("region") or session.get_config_variable("region") or "us-east-1",
                endpoint_url=target.s3.get("endpoint"),
                config=Config(
                    connect_timeout=10,
                    read_timeout=30,
                    retries={"mode": "standard", "total_max_attempts": 1},  # the crew tries again
                    max_pool_connections=16,
                    request_checksum_calculation="when_required",
                    response_checksum_validation="when_required",
                    user_agent_extra=f"audiobuild/{__version__}",
                ),
            )
            self._credentials = session.get_credentials()
            if self._credentials is None:
                raise exceptions.NoCredentialsError

    def listed(self, folder: str) -> Mapping[str, Remote]:
        prefix = f"{self._prefix}{folder}/" if folder else self._prefix
        found = {}
        with self._told():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=prefix, Delimiter="/"
            )
            for page in pages:
                for entry in page.get("Contents", ()):
                    name = entry["Key"].removeprefix(self._prefix)
                    found[name] = Remote(bytes=entry["Size"], mark=entry["ETag"])
        return found

    def look(self, name: str) -> Remote | None:
        with self._told():
            try:
                said = self._client.head_object(Bucket=self._bucket, Key=self._prefix + name)
            except exceptions.ClientError as error:
                if _code(error) in _MISSING:
                    return None
                raise
        headers = Headers(media_type=said.get("ContentType", ""), cache=said.get("CacheControl", ""))
        digest = said.get("Metadata", {}).get(DIGEST, "")
        return Remote(bytes=said["ContentLength"], mark=said["ETag"], digest=digest, headers=headers)

    def read(self, name: str, most_bytes: int) -> bytes | None:
        with self._told():
            try:
                body = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)["Body"]
            except exceptions.ClientError as error:
                if _code(error) in _MISSING:
                    return None
                raise
            with body:
                data: bytes = body.read(most_bytes)
            return data

    def put(self, name: str, content: Content, headers: Headers) -> Remote:
        about = _about(headers) | {"Metadata": {DIGEST: content.digest}}
        whole = hashlib.md5(usedforsecurity=False)
        for piece in content.pieces():
            whole.update(piece)
        if content.size > PART_BYTES:
            etag = self._in_parts(name, content, about)
        else:
            with self._told(), content.counted() as count, content.open() as file:
                body = _Counted(file, content.size, count)
                etag = self._client.put_object(
                    Bucket=self._bucket, Key=self._prefix + name, Body=body, ContentMD5=_sent(whole), **about
                )["ETag"]
        return Remote(bytes=content.size, mark=etag, digest=content.digest, headers=headers)

    def _in_parts(self, name: str, content: Content, about: Mapping[str, Any]) -> str:
        """A fault costs one part: the next attempt goes on behind those that were taken."""
        where = {"Bucket": self._bucket, "Key": self._prefix + name}
        taken: list[str] = []
        with self._told():
            upload = {**where, "UploadId": self._client.create_multipart_upload(**where, **about)["UploadId"]}
        try:
            getting_on(lambda: self._send_parts(upload, content, taken), lambda: len(taken))
            parts = [{"PartNumber": number, "ETag": etag} for number, etag in enumerate(taken, start=1)]
            with self._told():
                done = self._client.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
        except BaseException:
            with suppress(Exception):
                self._client.abort_multipart_upload(**upload)
            raise
        return str(done["ETag"])

    def _send_parts(self, upload: Mapping[str, str], content: Content, taken: list[str]) -> None:
        with self._told(), content.counted() as count, content.open() as file:
            file.seek(len(taken) * PART_BYTES)
            count(file.tell())
            while data := file.read(PART_BYTES):
                md5 = _sent(hashlib.md5(data, usedforsecurity=False))
                body = _Counted(io.BytesIO(data), len(data), count)
                said = self._client.upload_part(**upload, PartNumber=len(taken) + 1, Body=body, ContentMD5=md5)
                taken.append(said["ETag"])

    def create(self, name: str, data: bytes) -> bool:
        where = {"Bucket": self._bucket, "Key": self._prefix + name, "Body": data, "CacheControl": "no-store"}
        with self._told():
            try:
                self._client.put_object(**where, IfNoneMatch="*")
            except exceptions.ClientError as error:
                code = _code(error)
                if code in ("PreconditionFailed", "412", "ConditionalRequestConflict", "409"):
                    return False
                if code not in ("NotImplemented", "501"):
                    raise
                # A service that knows no conditions: two that create at once find out when they look who holds it.
                if self.look(name):
                    return False
                self._client.put_object(**where)
        return True

    def delete(self, name: str) -> None:
        with self._told():
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + name)

    def clean(self, names: frozenset[str]) -> None:
        """Parts of uploads that nobody completed are paid for, and seen by nobody."""
        with self._told():
            pages = self._client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self._bucket, Prefix=self._prefix
            )
            for page in pages:
                for upload in page.get("Uploads", ()):
                    if upload["Key"].removeprefix(self._prefix) in names:
                        with suppress(exceptions.ClientError):
                            self._client.abort_multipart_upload(
                                Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                            )

    def close(self) -> None:
        self._client.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """botocore's errors become ours, without the secrets that a service may repeat."""
        try:
            with _explained():
                yield
        except exceptions.ClientError as error:
            raise _of_service(error, self._secrets()) from error

    def _secrets(self) -> tuple[str, ...]:
        with suppress(Exception):  # they may have run out
            known = self._credentials.get_frozen_credentials()
            return tuple(filter(None, (known.secret_key, known.token)))
        return ()


class _Counted(io.RawIOBase):
    """A body that tells what is read of it; botocore goes back to its beginning to sign it, or to send it again."""

    def __init__(self, file: BinaryIO, size: int, count: Callable[[int], None]) -> None:
        self._file, self._size, self._count = file, size, count

    def __len__(self) -> int:
        return self._size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int | None = -1) -> bytes:
        data = self._file.read(CHUNK_BYTES if size is None or size < 0 else min(size, CHUNK_BYTES))
        self._count(len(data))
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        before = self._file.tell()
        after = self._file.seek(offset, whence)
        self._count(after - before)
        return after


def _sent(digest: Any) -> str:
    return base64.b64encode(digest.digest()).decode("ascii")


def _about(headers: Headers) -> dict[str, Any]:
    said = {"ContentType": headers.media_type, "CacheControl": headers.cache}
    return {name: value for name, value in said.items() if value}


def _code(error: exceptions.ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def _settled() -> Iterator[None]:
    """Whatever goes wrong while a client is made, before anything is asked, is in the editor's settings. Raises ConfigError."""
    try:
        with _explained():
            yield
    except AudiobuildError:
        raise
    except Exception as error:
        message = error.message if isinstance(error, NetworkError) else _cannot(error)
        raise ConfigError(Problem(place="the settings of S3", message=message, remedy=_SETTINGS)) from error


def _cannot(error: Exception) -> Message:
    """In botocore's words, without secrets: it quotes addresses as they were given."""
    secrets = [os.environ.get(name, "") for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")]
    return msg("cannot be used ({})", quote(_ASIDE.sub("…", str(error)), secrets))


@contextmanager
def _explained() -> Iterator[None]:
    """What botocore says of itself and of the line."""
    try:
        yield
    except (exceptions.NoCredentialsError, exceptions.PartialCredentialsError) as error:
        problem = Problem(place="the environment", message=msg("holds no credentials for S3"), remedy=_CREDENTIALS)
        raise ConfigError(problem) from error
    except exceptions.ProfileNotFound as error:
        message = msg("name a profile that is not in ~/.aws")
        raise ConfigError(Problem(place="the settings of S3", message=message, remedy=_CREDENTIALS)) from error
    except (exceptions.HTTPClientError, exceptions.ConnectionError) as error:  # they keep the cause to themselves
        raise _of_line(error) from error
    except RecursionError as error:  # botocore asks where the bucket is, is sent on, and asks again
        message, remedy = _REFUSED["PermanentRedirect"]
        raise NetworkError(message, remedy=remedy, again=False) from error
    except exceptions.IncompleteReadError as error:
        raise NetworkError(msg("sent only a part of its answer"), remedy=CHECK) from error
    except (exceptions.BotoCoreError, ValueError) as error:
        raise NetworkError(_cannot(error), remedy=_SETTINGS, again=False) from error
    except KeyError as error:  # what every S3 says in an answer, such as an ETag
        raise NetworkError(msg("does not answer as S3 does"), remedy=_SETTINGS, again=False) from error


def _of_line(error: exceptions.HTTPClientError | exceptions.ConnectionError) -> NetworkError:
    cause = error.kwargs.get("error")
    if isinstance(error, exceptions.ReadTimeoutError | exceptions.ConnectTimeoutError):
        return NetworkError(msg("did not answer in time"), remedy=LATER)
    return (
        explain(cause)
        if isinstance(cause, BaseException)
        else NetworkError(msg("broke the connection off"), remedy=CHECK)
    )


def _of_service(error: exceptions.ClientError, secrets: Sequence[str]) -> NetworkError:
    code, status = _code(error), int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    again = status >= 500 or status == 429 or code in _AGAIN
    if code in _REFUSED:
        message, remedy = _REFUSED[code]
        return NetworkError(message, remedy=remedy, again=again)
    said = quote(str(error.response.get("Error", {}).get("Message", "")), secrets)
    answered = msg("answers {} {} ({})", status or msg("an error"), quote(code, secrets), said)
    return NetworkError(answered, remedy=LATER if again else CHECK, again=again)
