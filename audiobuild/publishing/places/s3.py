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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

import botocore.session
from botocore import exceptions
from botocore.config import Config

from audiobuild import __version__
from audiobuild.publication.targets import Target
from audiobuild.publishing.place import CHUNK_BYTES, Content, Headers, Remote, getting_on
from audiobuild.publishing.places.s3_errors import MISSING, code_of, explained, of_service, settled

DIGEST = "audiobuild-digest"
"""In an object's metadata: the BLAKE2b digest of its content."""

PART_BYTES = 8 << 20
"""What is larger is sent in such parts, so that a fault costs one of them. S3 takes parts of 5 MiB and more."""


class S3:
    """A bucket, or what in it begins with a prefix."""

    keeps_headers = True
    made = False

    def __init__(self, target: Target) -> None:
        self.address = target.address
        self._bucket = target.host
        self._prefix = f"{target.path}/" if target.path else ""
        self._credentials: Any = None
        with settled():
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
                if code_of(error) in MISSING:
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
                if code_of(error) in MISSING:
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
                code = code_of(error)
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
            with explained():
                yield
        except exceptions.ClientError as error:
            raise of_service(error, self._secrets()) from error

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
