"""What goes wrong at S3, in words that are true: in the editor's settings, on the line, or by the service's own account."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from botocore import exceptions

from audiobuild.errors import AudiobuildError, ConfigError, Problem
from audiobuild.messages import Message, msg
from audiobuild.network.failures import CHECK, LATER, NetworkError, explain
from audiobuild.network.foreign import quote

_CREDENTIALS = msg(
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile in ~/.aws. See docs/publishing.md."
)
_SETTINGS = msg("Check the settings of S3: the environment (AWS_…), ~/.aws, and the address.")
_ASIDE = re.compile(r"[^\s/]*@|[?#]\S*")
"""What in an address is no place: before the host, behind the path."""
MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
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


def code_of(error: exceptions.ClientError) -> str:
    """The service's own name of an error."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def settled() -> Iterator[None]:
    """Whatever goes wrong while a client is made, before anything is asked, is in the editor's settings. Raises ConfigError."""
    try:
        with explained():
            yield
    except AudiobuildError:
        raise
    except Exception as error:
        message = error.message if isinstance(error, NetworkError) else _cannot(error)
        raise ConfigError(Problem(place=msg("the settings of S3"), message=message, remedy=_SETTINGS)) from error


def _cannot(error: Exception) -> Message:
    """In botocore's words, without secrets: it quotes addresses as they were given."""
    secrets = [os.environ.get(name, "") for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")]
    return msg("cannot be used ({})", quote(_ASIDE.sub("…", str(error)), secrets))


@contextmanager
def explained() -> Iterator[None]:
    """What botocore says of itself and of the line."""
    try:
        yield
    except (exceptions.NoCredentialsError, exceptions.PartialCredentialsError) as error:
        problem = Problem(place=msg("the environment"), message=msg("holds no credentials for S3"), remedy=_CREDENTIALS)
        raise ConfigError(problem) from error
    except exceptions.ProfileNotFound as error:
        message = msg("name a profile that is not in ~/.aws")
        raise ConfigError(Problem(place=msg("the settings of S3"), message=message, remedy=_CREDENTIALS)) from error
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


def of_service(error: exceptions.ClientError, secrets: Sequence[str]) -> NetworkError:
    """What the service answered, without the secrets that it may repeat."""
    named, status = code_of(error), int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    again = status >= 500 or status == 429 or named in _AGAIN
    if named in _REFUSED:
        message, remedy = _REFUSED[named]
        return NetworkError(message, remedy=remedy, again=again)
    said = quote(str(error.response.get("Error", {}).get("Message", "")), secrets)
    answered = msg("answers {} {} ({})", status or msg("an error"), quote(named, secrets), said)
    return NetworkError(answered, remedy=LATER if again else CHECK, again=again)
