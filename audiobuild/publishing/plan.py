"""What is to be sent, what stays, and what goes: pure, from what is known of both sides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from audiobuild.publication import addresses
from audiobuild.publishing import record
from audiobuild.publishing.local import LocalFile
from audiobuild.publishing.place import Remote
from audiobuild.publishing.record import Record
from audiobuild.site.manifest import Manifest

Reason = Literal["new", "changed", "not as it was sent"]


@dataclass(frozen=True, kw_only=True, slots=True)
class There:
    """What is known of the place: what lies there, the record of it, and the manifest of the last whole publish, as ``data``
    and read."""

    files: Mapping[str, Remote]
    record: Record
    manifest: Manifest
    data: bytes | None = None

    @property
    def ours(self) -> frozenset[str]:
        """The files that builds wrote and that we put there."""
        return self.record.ours | frozenset(self.manifest.files)

    def gone(self, files: Collection[str]) -> Iterator[str]:
        """What we put there and is not one of ``files`` any more: these, and no others, are removed. Of what builds wrote the
        name is enough; what an editor put into dist/ may have been replaced by others, under a name that is everybody's."""
        for name in sorted((self.ours | self.record.marks.keys()) - set(files)):
            remote, mark = self.files.get(name), self.record.marks.get(name)
            untouched = remote and mark and (remote.bytes, remote.mark) == (mark.bytes, mark.mark)
            if remote and remote.kind == "file" and (name in self.ours or untouched):
                yield name

    def proven(self, file: LocalFile, *, with_headers: bool) -> bool:
        """Whether the file is there as it should be: the place vouches for its content, or has not touched it since we put
        it. Size and name alone prove nothing."""
        remote, mark = self.files.get(file.name), self.record.marks.get(file.name)
        if remote is None or remote.kind != "file" or remote.bytes != file.bytes:
            return False
        if remote.digest:
            return remote.digest == file.digest and (not with_headers or remote.headers == file.headers)
        if mark is None or (mark.bytes, mark.mark) != (remote.bytes, remote.mark):
            return False
        return mark.digest == file.digest and (not with_headers or mark.headers == file.headers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A file that is to be sent, and why."""

    file: LocalFile
    reason: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """``steps`` in the order in which they are sent. ``episodes_removed``: the slugs of those that are in the edition no more
    and whose sound goes. ``taken_off``: the titles of entries from before audiobuild that are in the edition no more, by their
    keys. ``foreign``: files and links that somebody else put where ours belong. ``blocked``: what lies where nothing of ours
    can be put, since it is a folder, or is none."""

    steps: tuple[Step, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    episodes_removed: tuple[str, ...]
    taken_off: Mapping[str, str]
    foreign: tuple[str, ...]
    blocked: tuple[str, ...]

    @property
    def bytes(self) -> int:
        """All that is to be sent."""
        return sum(step.file.bytes for step in self.steps)


def uncertain(files: Collection[LocalFile], there: There, *, with_headers: bool) -> Iterator[str]:
    """The files that may be right, and that the place should be asked for one by one."""
    for file in files:
        remote = there.files.get(file.name)
        if (
            remote
            and remote.kind == "file"
            and remote.bytes == file.bytes
            and not there.proven(file, with_headers=with_headers)
        ):
            yield file.name


def plan(files: Mapping[str, LocalFile], there: There, *, edition: Manifest, with_headers: bool) -> Plan:
    """What is to be done so that exactly ``files`` are there, beside those of others. ``edition`` says what is published, whose
    files may lie elsewhere from now on."""
    steps, kept, foreign = [], [], []
    known = there.ours | there.record.marks.keys()
    known |= {addresses.MANIFEST} if there.data is not None else set()
    for file in sorted(files.values(), key=lambda file: (file.phase, file.name)):
        if there.proven(file, with_headers=with_headers):
            kept.append(file.name)
            continue
        if file.name in there.files and there.files[file.name].kind != "folder" and file.name not in known:
            foreign.append(file.name)
        steps.append(Step(file=file, reason=_reason(file, there)))
    if record.FILE in there.files and there.files[record.FILE].kind in ("link", "other"):
        foreign.append(record.FILE)
    removed, blocked = tuple(there.gone(files)), tuple(sorted(_blocked({*files, record.FILE}, there)))
    return Plan(
        steps=tuple(steps),
        kept=tuple(kept),
        removed=removed,
        episodes_removed=tuple(sorted(_silenced(removed) - edition.items.keys())),
        taken_off=there.manifest.taken_off(edition),
        foreign=tuple(foreign),
        blocked=blocked,
    )


def _silenced(removed: Collection[str]) -> set[str]:
    """The slugs of the episodes whose sound is ``removed``."""
    slugs = {name.partition("/")[0] for name in removed}
    return {slug for slug in slugs if f"{slug}/{addresses.EpisodeFiles(slug).mp3}" in removed}


def folders(name: str) -> Iterator[str]:
    """The folders in which a file lies, the innermost first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _blocked(names: Collection[str], there: There) -> Iterator[str]:
    """Folders where files belong, and what else is no folder where one belongs. A link to one is none: what was put there would
    lie elsewhere."""
    kinds = {name: remote.kind for name, remote in there.files.items()}
    yield from (name for name in names if kinds.get(name) == "folder")
    yield from {folder for name in names for folder in folders(name) if kinds.get(folder, "folder") != "folder"}


def _reason(file: LocalFile, there: There) -> Reason:
    if file.name not in there.files:
        return "new"
    meant, mark = there.manifest.files.get(file.name), there.record.marks.get(file.name)
    digest = mark.digest if mark else meant.digest if meant else ""
    return "not as it was sent" if digest == file.digest else "changed"
