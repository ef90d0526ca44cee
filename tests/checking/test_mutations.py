"""Each way of breaking a good dist/, and the finding: the file that is blamed, alone, and the rule that it breaks."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import Any

import pytest
from programs import audiobuild

from audiobuild import checking
from audiobuild.checking import (
    archives,
    artwork,
    chapters,
    enclosed,
    feed,
    html_transcript,
    infotag,
    items,
    manifest,
    marks,
    mp3_file,
    pages,
    reading,
    sentences,
    tags,
    transcripts,
)
from audiobuild.checking.publications import book, daisy, epub, narration
from audiobuild.checking.statements import facts

from .mutate import (
    SIZE,
    as_json,
    as_written,
    both,
    chap,
    chapter,
    data,
    entry,
    frame,
    gone,
    header,
    inner,
    later,
    next_digit,
    no_frame,
    picture,
    resounded,
    segment,
    softened,
    stream,
    sub,
    swapped,
    tag,
    untagged,
    utf16,
    with_a_burst,
    without,
    without_a_needed_frame,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'

FEED = [
    # how it is broken, file, by what, rule
    ("cut off", "feed.xml", sub("</channel>.*", ""), feed.XML),
    ("empty", "feed.xml", data(lambda _: b""), feed.XML),
    ("binary", "feed.xml", data(lambda _: bytes(range(256))), feed.XML),
    ("not UTF-8", "feed.xml", data(lambda xml: xml.replace("ä".encode(), b"\xe4")), feed.XML),
    ("a control character", "feed.xml", sub("Stadt im Ohr", "Stadt\x0bim Ohr"), feed.XML),
    ("an entity bomb", "feed.xml", sub(r"\?>", f"?>{BOMB}"), feed.NO_DTD),
    ("an entity bomb that goes off", "feed.xml", both(sub(r"\?>", f"?>{BOMB}"), sub("Stadt im Ohr", "&c;")), feed.NO_DTD),
    ("RSS 0.91", "feed.xml", sub('version="2.0"', 'version="0.91"'), items.RSS),
    ("prefix ns0", "feed.xml", sub("itunes(?=[:=])", "ns0", 0), feed.PREFIXES),
    ("an undeclared prefix", "feed.xml", sub("podcast:chapters url", "podcst:chapters url"), feed.XML),
    ("no title", "feed.xml", sub("<title>.*?</title>", ""), items.RSS),
    ("two titles", "feed.xml", sub("(<title>.*?</title>)", r"\1\1"), items.RSS),
    ("no link", "feed.xml", sub("<language>", "<link>x</link><language>"), items.RSS),
    ("a long description", "feed.xml", sub("<description>", "<description>" + "ä" * 2001), items.APPLE),
    ("a language in words", "feed.xml", sub("<language>de", "<language>German!"), "Apple Podcasts, RSS feed requirements, language"),
    ("ISO date", "feed.xml", sub("<lastBuildDate>.*?<", "<lastBuildDate>2024-05-02<"), "RSS 2.0, lastBuildDate"),
    ("no generator", "feed.xml", sub("<generator>.*?</generator>", ""), items.RSS),
    ("no author", "feed.xml", sub("<itunes:author>.*?</itunes:author>", ""), items.APPLE),
    ("no owner's email", "feed.xml", sub("<itunes:email>.*?</itunes:email>", ""), feed.OWNER),
    ("type weekly", "feed.xml", sub("episodic", "weekly"), items.APPLE),
    ("a category of our own", "feed.xml", sub("Society &amp; Culture", "Society and Culture"), "Apple Podcasts categories"),
    ("no category", "feed.xml", sub("<itunes:category .*?/>", ""), "Apple Podcasts categories"),
    ("explicit no", "feed.xml", sub("<itunes:explicit>false", "<itunes:explicit>no"), items.APPLE),
    ("no picture", "feed.xml", sub("<itunes:image .*?/>", ""), "Apple Podcasts, RSS feed requirements, artwork"),
    ("no self", "feed.xml", sub('rel="self"', 'rel="alternate"'), feed.SELF),
    ("self elsewhere", "feed.xml", sub("feed.xml\"/>", "rss.xml\"/>"), feed.SELF),
    ("hub before self", "feed.xml", sub("<atom:link", '<atom:link rel="hub" href="https://h.example/"/><atom:link'), feed.SELF),
    ("self without type", "feed.xml", sub('rel="self" type="application/rss.xml"', 'rel="self"'), feed.SELF),
    ("guid no UUID", "feed.xml", sub("<podcast:guid>", "<podcast:guid>x"), "Podcast namespace: podcast:guid", ["feed-1.xml"]),
    ("locked false", "feed.xml", sub(">no</podcast:locked>", ">false</podcast:locked>"), "Podcast namespace: podcast:locked"),
    ("medium radio", "feed.xml", sub("<podcast:medium>podcast", "<podcast:medium>radio"), "Podcast namespace: podcast:medium"),
    ("a licence in words", "feed.xml", sub("</itunes:author>", "</itunes:author><podcast:license>CC BY 4.0</podcast:license>"), "Podcast namespace: podcast:license"),
    ("undisclosed show", "feed.xml", sub("<podcast:txt .*?</podcast:txt>", ""), items.DISCLOSED),
    ("role Host", "feed.xml", sub('role="host"', 'role="Host"'), items.PERSON),
]  # fmt: skip

ITEM = [
    ("no title", "feed.xml", sub("(<item>.*?)<title>.*?</title>", r"\1"), items.RSS),
    ("another title", "feed.xml", sub("Neue Folge", "Neue Folgen"), facts.SAME),
    ("no guid", "feed.xml", sub("<guid.*?</guid>", ""), items.GUID),
    ("guid as link", "feed.xml", sub(' isPermaLink="false"', ""), items.GUID),
    ("guid is the file", "feed.xml", sub("(<guid.*?>).*?<", r"\1https://hoeren.stadt-am-fluss.de/gespraeche/neu/neu.mp3<"), items.GUID),
    ("guid with spaces", "feed.xml", sub("(<guid.*?>)", r"\1 a b "), items.GUID),
    ("ISO date", "feed.xml", sub("<pubDate>.*?<", "<pubDate>2024-05-02T00:00:00Z<"), items.DATE),
    ("another weekday", "feed.xml", sub("<pubDate>Thu", "<pubDate>Mon"), items.DATE),
    ("no such day", "feed.xml", sub("<pubDate>Thu, 02 May", "<pubDate>Thu, 39 Feb"), items.DATE),
    ("in the future", "feed.xml", sub("<pubDate>.*?<", "<pubDate>Tue, 01 Jan 2036 00:00:00 +0000<"), items.DATE),
    ("no enclosure", "feed.xml", sub("<enclosure .*?/>", ""), items.ENCLOSURE),
    ("two enclosures", "feed.xml", sub("(<enclosure .*?/>)", r"\1\1"), items.ENCLOSURE),
    ("length one off", "feed.xml", sub(r'length="', 'length="1'), items.ENCLOSURE),
    ("length 0", "feed.xml", sub(r'length="\d+"', 'length="0"'), items.ENCLOSURE),
    ("type audio/mp3", "feed.xml", sub("audio/mpeg", "audio/mp3"), items.ENCLOSURE),
    ("not .mp3", "feed.xml", sub(r"neu\.mp3\?", "neu.m4a?"), items.ENCLOSURE),
    ("not ASCII", "feed.xml", sub(r"neu\.mp3\?", "nöu.mp3?"), items.ENCLOSURE),
    ("the file of another", "feed.xml", sub(r"neu/neu\.mp3", "alt/alt.mp3"), items.ENCLOSURE, ["feed-1.xml"]),
    ("an old version", "feed.xml", sub(r"mp3\?v=\w+", "mp3?v=0123456789abcdef"), enclosed.VERSION),
    ("no version", "feed.xml", sub(r"(neu\.mp3)\?v=[\w.]+", r"\1"), enclosed.VERSION),
    ("duration as a clock", "feed.xml", sub(r"(<itunes:duration>)\d+", r"\g<1>00:00:32"), "Apple Podcasts, RSS feed requirements, itunes:duration"),
    ("duration one more", "feed.xml", sub(r"<itunes:duration>\d", "<itunes:duration>9"), items.APPLE),
    ("explicit yes", "feed.xml", sub("(<item>.*?)<itunes:explicit>false", r"\1<itunes:explicit>yes"), items.APPLE),
    ("type Full", "feed.xml", sub(">full<", ">Full<"), items.APPLE),
    ("season 0", "feed.xml", sub("<itunes:episodeType", "<itunes:season>0</itunes:season><itunes:episodeType"), items.APPLE),
    ("transcripts in another order", "feed.xml", sub(r"(<podcast:transcript .*?/>)\s*(<podcast:transcript .*?/>)", r"\2\1"), items.TRANSCRIPT),
    ("type with charset", "feed.xml", sub("text/vtt", "text/vtt; charset=utf-8"), items.TRANSCRIPT),
    ("a transcript elsewhere", "feed.xml", sub("neu/transcript.vtt", "neu/transcript.txt"), reading.THERE),
    ("chapters by another type", "feed.xml", sub(r"application/json\+chapters", "application/json"), items.CHAPTERS),
    ("no chapters", "feed.xml", sub("<podcast:chapters .*?/>", ""), items.CHAPTERS),
    ("nobody speaks", "feed.xml", sub("(<item>.*?)<podcast:person.*?(<podcast:txt)", r"\1\2"), items.PERSON),
    ("no host", "feed.xml", sub('(<item>.*?)<podcast:person role="host">.*?</podcast:person>', r"\1"), items.PERSON),
    ("undisclosed", "feed.xml", sub("(<item>.*?)<podcast:txt .*?</podcast:txt>", r"\1"), items.DISCLOSED),
    ("notes without 0", "feed.xml", sub("00:00:00 Einleitung", "Einleitung"), marks.NOTES),
    ("no notes", "feed.xml", sub("<content:encoded>.*?</content:encoded>", ""), items.NOTES),
    ("a time in the notes", "feed.xml", sub(r"00:00:0\d Was", "00:00:01 Was"), marks.AGREE),
    ("a title in the notes", "feed.xml", sub(r"(00:00:0\d Was) machen", r"\1 tun"), marks.AGREE),
    ("psc 1.1", "feed.xml", sub('chapters version="1.2"', 'chapters version="1.1"'), items.PSC),
    ("psc in seconds", "feed.xml", sub(r'start="00:00:0([1-9])\.000"', r'start="\1"'), items.PSC),
    ("psc one ms late", "feed.xml", sub(r'start="00:00:0([1-9])\.000"', r'start="00:00:0\1.001"'), marks.AGREE),
    ("psc out of order", "feed.xml", sub("(<psc:chapter .*?/>)", r"\1\1"), items.PSC),
    ("psc with another title", "feed.xml", sub('title="Was machen', 'title="Was tun'), marks.AGREE),
    ("psc without a title", "feed.xml", sub('title="Was machen.*?"', 'title=""'), items.PSC),
    ("psc to another place", "feed.xml", sub('(href="[^"]*)#q1', r"\1#q2"), marks.AGREE),
]  # fmt: skip

SHOW = [
    ("no prev-archive", "feed.xml", sub("<atom:link rel=\"prev-archive\".*?/>", ""), archives.RULE, ["feed-1.xml"]),
    ("no next", "feed.xml", sub('<atom:link rel="next".*?/>', ""), archives.RULE),
    ("the feed an archive", "feed.xml", sub("<lastBuildDate>", "<fh:archive/><lastBuildDate>"), archives.RULE),
    ("back to itself", "feed.xml", sub('feed-1.xml', "feed.xml", 0), archives.RULE, ["feed-1.xml"]),
    ("archive gone", "feed-1.xml", gone, reading.THERE),
    ("archive broken", "feed-1.xml", sub("</rss>", ""), feed.XML),
    ("archive does not say so", "feed-1.xml", sub("<fh:archive/>", ""), archives.RULE),
    ("archive with another current", "feed-1.xml", sub('("current".*?)feed.xml', r"\1rss.xml"), archives.RULE),
    ("archive with another guid", "feed-1.xml", sub("<podcast:guid>.", "<podcast:guid>0"), manifest.MEANT),
    ("an archive that no feed names", "feed-9.xml", lambda path: shutil.copy(path.with_name("feed-1.xml"), path), archives.RULE),
    ("a guid twice", "feed-1.xml", lambda path: sub("(<guid.*?>).*?<", rf"\g<1>{guid_of(path)}<")(path), items.GUID),
    ("an archive of what is newer", "feed-1.xml", sub("<pubDate>.*?<", "<pubDate>Fri, 03 May 2024 00:00:00 +0000<"), items.DATE),
    ("cover gone", "cover.jpg", gone, reading.THERE, ["index.html", "neu/index.html"]),
    ("cover of 1000 pixels", "cover.jpg", picture(size=(1000, 1000)), artwork.ARTWORK, ["neu/neu.mp3"]),
    ("cover not square", "cover.jpg", picture(size=(1400, 1500)), artwork.ARTWORK, ["neu/neu.mp3"]),
    ("cover for printing", "cover.jpg", picture(mode="CMYK"), artwork.ARTWORK, ["neu/neu.mp3"]),
    ("cover a GIF", "cover.jpg", picture(mode="P", form="GIF"), artwork.ARTWORK, ["neu/neu.mp3"]),
    ("cover no picture", "cover.jpg", data(lambda _: b"\xff\xd8 no"), artwork.ARTWORK, ["feed.xml", "neu/neu.mp3"]),
    ("cover by its old address", "feed.xml", sub(r"cover\.jpg\?v=\w", "cover.jpg?v=x", 0), artwork.ARTWORK),
    ("an episode that is not there", "feed.xml", sub("<link>(.*?/)neu/</link>", r"<link>\1weg/</link>"), checking.LISTED, ["neu/index.html", "index.html"]),
    ("an episode that the feed leaves out", "neu/index.html", lambda path: sub("<item>.*</item>", "")(path.parents[1] / "feed.xml"), checking.LISTED),
    ("a list that leaves one out", "index.html", sub('<a href="neu/index.html">', "<a>"), checking.LISTED),
    ("no list", "index.html", gone, reading.THERE, ["neu/index.html", "alt/index.html"]),
    ("no style", "index.html", lambda path: gone(path.parent / "assets" / "style.css"), pages.LINKS, ["neu/index.html", "alt/index.html"]),
]  # fmt: skip


def guid_of(path: Any) -> Any:
    """The guid in feed.xml."""
    return path.with_name("feed.xml").read_text().partition('isPermaLink="false">')[2].partition("<")[0]


MP3 = "neu/neu.mp3"
SOUND = [
    ("gone", MP3, gone, reading.THERE, ["neu/index.html"]),
    ("empty", MP3, data(lambda _: b""), mp3_file.STREAM),
    ("text", MP3, data(lambda _: b"no sound at all"), mp3_file.STREAM),
    ("binary", MP3, data(lambda _: bytes(range(256)) * 40), mp3_file.STREAM),
    ("cut off in a frame", MP3, data(lambda mp3: mp3[:-100]), mp3_file.STREAM),
    ("cut off between frames", MP3, stream(lambda frames: frames[: -SIZE * 100]), infotag.RULE),
    ("junk between frames", MP3, stream(lambda frames: frames[: SIZE * 50] + b"junk" + frames[SIZE * 50 :]), mp3_file.STREAM),
    ("without header", MP3, stream(lambda frames: frames[SIZE:]), infotag.RULE),
    ("Xing in place of Info", MP3, header(0, b"Xing"), infotag.RULE),
    ("frames one less", MP3, header(8, b"\0\0\0\x09"), infotag.RULE),
    ("bytes one less", MP3, header(12, b"\0\0\1\0"), infotag.RULE),
    ("places that lead astray", MP3, header(66, b"\0"), infotag.RULE),
    ("delay of another encoder", MP3, header(141, (1105 << 12 | 47).to_bytes(3, "big")), infotag.RULE),
    ("padding one frame more", MP3, header(141, (576 << 12 | 1152).to_bytes(3, "big")), tags.CHAP, ["neu/index.html", "neu/chapters.json", "audiobuild-manifest.json"]),
    ("no encoder", MP3, header(120, b"NOBODY"), infotag.RULE),
    ("variable by its own account", MP3, header(129, b"\3"), infotag.RULE),
    ("another size of the music", MP3, header(148, b"\0\0\1\0"), infotag.RULE),
    ("another CRC of the music", MP3, header(152, b"\0\0"), infotag.RULE),
    ("another CRC of the header", MP3, header(154, b"\0\0", signed=False), infotag.RULE),
    ("a bit turned", MP3, stream(lambda frames: frames[: SIZE * 80 + 50] + bytes([frames[SIZE * 80 + 50] ^ 1]) + frames[SIZE * 80 + 51 :]), infotag.RULE),
    ("a joint that tears", MP3, stream(without_a_needed_frame), mp3_file.RESERVOIR),
    ("a frame of another bit rate", MP3, stream(lambda frames: frames + b"\xff\xf3\x54\xc4" + bytes(116)), mp3_file.CONSTANT),
    ("too soft", MP3, resounded(lambda samples: samples * 0.7), mp3_file.LOUDNESS),
    ("too loud", MP3, resounded(lambda samples: samples * 1.5), mp3_file.LOUDNESS),
    ("silent", MP3, resounded(lambda samples: samples * 0), mp3_file.LOUDNESS),
    ("a peak", MP3, resounded(with_a_burst), mp3_file.PEAK),
]  # fmt: skip

TAG = [
    ("none", MP3, untagged, tags.HEADER),
    ("version 2.4", MP3, data(lambda mp3: b"ID3\4" + mp3[4:]), tags.HEADER),
    ("unsynchronised", MP3, data(lambda mp3: b"ID3\3\0\x80" + mp3[6:]), tags.HEADER),
    ("a frame too long", MP3, data(lambda mp3: mp3[:14] + b"\x7f" + mp3[15:]), tags.FRAMES),
    ("a compressed frame", MP3, tag(lambda frames: frames[0].__setitem__(1, b"\0\x80")), tags.FRAMES),
    ("no title", MP3, no_frame("TIT2"), tags.FACTS),
    ("two titles", MP3, tag(lambda frames: frames[:1] + frames), tags.FACTS),
    ("a title in Latin-1", MP3, frame("TIT2", lambda _: b"\0Neue Folge"), tags.TEXT),
    ("a title in UTF-8", MP3, frame("TIT2", lambda _: b"\3Neue Folge"), tags.TEXT),
    ("a title without byte order", MP3, frame("TIT2", lambda held: held[:1] + held[3:]), tags.TEXT),
    ("an empty title", MP3, frame("TIT2", lambda _: utf16("")), tags.FACTS),
    ("another title", MP3, frame("TIT2", lambda _: utf16("Etwas anderes")), facts.SAME),
    ("another show", MP3, frame("TALB", lambda _: utf16("Etwas anderes")), facts.SAME),
    ("another author", MP3, frame("TPE1", lambda _: utf16("Jemand")), facts.SAME),
    ("genre speech", MP3, frame("TCON", lambda _: utf16("Speech")), tags.FACTS),
    ("language of two letters", MP3, frame("TLAN", lambda _: utf16("de")), tags.FACTS),
    ("no year", MP3, no_frame("TYER"), tags.FACTS),
    ("undisclosed", MP3, no_frame("TXXX"), tags.DISCLOSED),
    ("another page", MP3, frame("WOAF", lambda _: b"https://example.org/"), facts.CANONICAL),
    ("no text", MP3, no_frame("USLT"), tags.FACTS),
    ("text that leaves out the end", MP3, frame("USLT", lambda held: held[:-80]), sentences.LYRICS),
    ("no picture", MP3, no_frame("APIC"), tags.FACTS),
    ("picture of another kind", MP3, frame("APIC", lambda held: held.replace(b"jpeg\0\3", b"jpeg\0\0", 1)), tags.COVER),
    ("picture by another type", MP3, frame("APIC", lambda held: held.replace(b"image/jpeg", b"image/png", 1)), tags.COVER),
    ("picture described in UTF-16", MP3, frame("APIC", lambda held: b"\1" + held[1:]), tags.COVER),
    ("another picture", MP3, frame("APIC", lambda held: held + b"\0"), facts.PICTURED),
    ("no table", MP3, no_frame("CTOC"), tags.CTOC),
    ("table not on top", MP3, frame("CTOC", lambda held: held.replace(b"toc\0\3", b"toc\0\1")), tags.CTOC),
    ("table not in order", MP3, frame("CTOC", lambda held: held.replace(b"toc\0\3", b"toc\0\2")), tags.CTOC),
    ("two tables on top", MP3, tag(lambda frames: [x for one in frames for x in ([one, ["CTOC", b"\0\0", b"two\0\3\0" + inner("TIT2", utf16("x"))]] if one[0] == "CTOC" else [one])]), tags.CTOC),
    ("a table that no other lists", MP3, tag(lambda frames: [x for one in frames for x in ([one, ["CTOC", b"\0\0", b"two\0\1\0" + inner("TIT2", utf16("x"))]] if one[0] == "CTOC" else [one])]), tags.CTOC),
    ("table without a title", MP3, frame("CTOC", lambda held: held[: held.index(b"TIT2")]), tags.CTOC),
    ("table lacks a chapter", MP3, frame("CTOC", lambda held: held.replace(b"\x04chp0\0", b"\x03")), tags.CTOC),
    ("table lists one twice", MP3, frame("CTOC", lambda held: held.replace(b"chp1", b"chp0")), tags.CTOC),
    ("table names who is not there", MP3, frame("CTOC", lambda held: held.replace(b"chp1", b"chp9")), tags.CTOC),
    ("table out of order", MP3, frame("CTOC", lambda held: held.replace(b"chp1\0chp2", b"chp2\0chp1")), tags.CTOC),
    ("table that lists itself", MP3, frame("CTOC", lambda held: held.replace(b"chp1\0", b"toc\0")), tags.CTOC),
    ("table breaks off", MP3, frame("CTOC", lambda held: b"toc\0\3\xff" + held[6:]), tags.CTOC),
    ("table behind the chapters", MP3, tag(lambda frames: [one for one in frames if one[0] != "CTOC"] + [one for one in frames if one[0] == "CTOC"]), tags.ORDER),
    ("chapters out of order in the file", MP3, swapped("CHAP", 1, 2), tags.ORDER),
    ("a chapter breaks off", MP3, frame("CHAP", lambda held: held[:9], 1), tags.CHAP),
    ("a chapter ends before it begins", MP3, chap(1, 1, 500), tags.CHAP),
    ("a chapter behind the sound", MP3, chap(3, 1, 9_999_999), tags.CHAP),
    ("a chapter into the next", MP3, chap(1, 1, 99_000), tags.CHAP),
    ("a chapter one ms late", MP3, both(chap(1, 0), chap(0, 1)), marks.AGREE),
    ("a chapter with offsets", MP3, chap(1, 2, 0), tags.CHAP),
    ("a chapter without a title", MP3, frame("CHAP", lambda held: held[: held.index(b"TIT2")] + held[held.index(b"WXXX") :], 1), tags.CHAP),
    ("a chapter with another title", MP3, frame("CHAP", lambda held: held.replace("machen".encode("utf-16-le"), "taeten".encode("utf-16-le")), 1), marks.AGREE),
    ("a chapter with a title too long", MP3, frame("CHAP", lambda held: held[:21] + inner("TIT2", utf16("Wort " * 20)) + held[held.index(b"WXXX") :], 1), tags.SHORT),
    ("a chapter without link", MP3, frame("CHAP", lambda held: held[: held.index(b"WXXX")], 1), tags.CHAP),
    ("a link with +", MP3, frame("CHAP", lambda held: held.replace(b"#q1", b"#q+"), 1), tags.CHAP),
    ("a link to elsewhere", MP3, frame("CHAP", lambda held: held.replace(b"#q1", b"#q2"), 1), marks.AGREE),
    ("an element's name not ASCII", MP3, frame("CHAP", lambda held: held.replace(b"chp1", b"ch\xfc1"), 1), tags.CHAP),
    ("an element's name too long", MP3, frame("CHAP", lambda held: held.replace(b"chp1", b"c" * 101), 1), tags.CHAP),
    ("an element's name twice", MP3, frame("CHAP", lambda held: held.replace(b"chp1", b"chp0"), 1), tags.CHAP),
]  # fmt: skip

CHAPTERS = [
    ("gone", "neu/chapters.json", gone, reading.THERE),
    ("empty", "neu/chapters.json", data(lambda _: b""), reading.JSON),
    ("not UTF-8", "neu/chapters.json", data(lambda _: b'{"a": "\xe4"}'), reading.UTF8),
    ("a list", "neu/chapters.json", data(lambda _: b"[]"), reading.JSON),
    ("NaN", "neu/chapters.json", sub(r'"startTime": [1-9]\d*', '"startTime": NaN'), reading.JSON),
    ("brackets without end", "neu/chapters.json", data(lambda _: b"[" * 100_000), reading.JSON),
    ("another version", "neu/chapters.json", as_json(lambda table: table.update(version="1.0.0")), chapters.RULE),
    ("no chapters", "neu/chapters.json", as_json(lambda table: table.update(chapters=[])), chapters.RULE),
    ("one less", "neu/chapters.json", as_json(lambda table: table["chapters"].pop()), marks.AGREE),
    ("another file", "neu/chapters.json", as_json(lambda table: table.update(fileName="alt.mp3")), chapters.RULE),
    ("a time in words", "neu/chapters.json", chapter(1, startTime="6"), chapters.RULE),
    ("one ms late", "neu/chapters.json", later("chapters", 1, "startTime"), marks.AGREE),
    ("an end one ms late", "neu/chapters.json", later("chapters", 0, "endTime"), marks.AGREE),
    ("an end before the start", "neu/chapters.json", chapter(1, endTime=0.5), chapters.RULE),
    ("out of order", "neu/chapters.json", as_json(lambda table: table["chapters"].reverse()), chapters.RULE),
    ("another title", "neu/chapters.json", chapter(1, title="Was tun Sie?"), marks.AGREE),
    ("no title", "neu/chapters.json", without("title", 1), chapters.RULE),
    ("no link", "neu/chapters.json", without("url", 1), chapters.RULE),
    ("another link", "neu/chapters.json", chapter(1, url="https://example.org/gespraeche/neu/#q9"), marks.AGREE),
    ("toc false", "neu/chapters.json", chapter(1, toc=False), chapters.RULE),
]  # fmt: skip

VTT, SRT, JSON, HTML = (f"neu/transcript.{kind}" for kind in ("vtt", "srt", "json", "html"))
TRANSCRIPTS = [
    ("gone", VTT, gone, reading.THERE, ["neu/index.html"]),
    ("empty", VTT, data(lambda _: b""), reading.THERE),
    ("binary", VTT, data(lambda _: bytes(range(256))), reading.UTF8),
    ("NUL", VTT, sub("Guten", "Gut\0en"), reading.UTF8),
    ("no signature", VTT, sub("WEBVTT\n\n", ""), transcripts.VTT),
    ("a comma in a time", VTT, sub(r"(\d\d)\.(\d{3})", r"\1,\2"), transcripts.VTT),
    ("no times", VTT, sub(r"\n2\n[^\n]*\n", "\n2\n"), transcripts.VTT),
    ("--> in text", VTT, sub("Guten Tag", "Guten --> Tag"), transcripts.ESCAPED),
    ("& in text", VTT, sub("Guten Tag", "Guten & Tag"), transcripts.ESCAPED),
    ("< in text", VTT, sub("Guten Tag", "Guten < Tag"), transcripts.ESCAPED),
    ("an unknown tag", VTT, sub("Guten Tag", "Guten <font>Tag</font>"), transcripts.ESCAPED),
    ("a language without end", VTT, sub("</lang>", ""), transcripts.ESCAPED),
    ("an empty cue", VTT, sub("(<v Erzählstimme>)Guten.*?\n", r"\1\n"), transcripts.VTT),
    ("a blank line in a cue", VTT, sub("Guten Tag, ", "Guten Tag,\n\n"), transcripts.VTT),
    ("no voice", VTT, sub("<v Anna Süd>", ""), transcripts.VOICE),
    ("& in a voice", VTT, sub("<v Anna Süd>", "<v Anna &amp; Süd>"), transcripts.VOICE),
    ("another voice", VTT, sub("<v Anna Süd>", "<v Ben Nord>"), sentences.AGREE),
    ("two lines", VTT, sub("Guten Tag, ", "Guten Tag,\n"), transcripts.VTT_LINES),
    ("a time one ms late", VTT, sub(r"(\n3\n[\d:]+\.\d\d)(\d)", next_digit), sentences.AGREE),
    ("no length", VTT, sub(r"(\d\d:\d\d:\d\d\.\d{3}) --> \S+", r"\1 --> \1"), transcripts.ORDER),
    ("an overlap", VTT, sub(r"(\n2\n\S+ --> )\S+", r"\g<1>00:00:09.000"), transcripts.ORDER),
    ("behind the sound", VTT, sub(r"(.*--> )\S+", r"\g<1>00:59:00.000"), sentences.WITHIN),
    ("other words", VTT, sub("Guten Tag", "Gute Nacht"), sentences.AGREE),
    ("one less", VTT, sub("\n\n[^\n]*\n[^\n]*\n[^\n]*\n$", "\n"), sentences.AGREE),
    ("gone", SRT, gone, reading.THERE, ["neu/index.html"]),
    ("binary", SRT, data(lambda _: bytes(range(256))), reading.UTF8),
    ("a number left out", SRT, sub("\n3\n", "\n4\n"), transcripts.SRT),
    ("a point in a time", SRT, sub(r"(\d\d),(\d{3})", r"\1.\2"), transcripts.SRT),
    ("an empty cue", SRT, sub("Erzählstimme: Neue Folge.", ""), transcripts.SRT),
    ("a long line", SRT, sub("liebe\nHörerinnen", "liebe Hörerinnen"), transcripts.SRT_WIDTH),
    ("several colons", SRT, sub("Bei Regen nehme", "Ben Nord: Bei Regen: nehme"), transcripts.COLON),
    ("a second colon", SRT, sub("Nicht weit\ua789", "Nicht weit:"), transcripts.COLON),
    ("nobody speaks", SRT, sub("Anna Süd: ", ""), transcripts.COLON),
    ("a time one ms late", SRT, sub(r"(\n3\n[\d:]+,\d\d)(\d)", next_digit), sentences.AGREE),
    ("an overlap", SRT, sub(r"(\n2\n\S+ --> )\S+", r"\g<1>00:00:09,000"), transcripts.ORDER),
    ("other words", SRT, sub("Guten Tag", "Gute Nacht"), sentences.AGREE),
    ("another speaker", SRT, sub("Anna Süd:", "Ben Nord:"), sentences.AGREE),
    ("one less", SRT, sub("\n\n11\n.*", "\n"), sentences.AGREE),
    ("gone", HTML, gone, reading.THERE, ["neu/index.html"]),
    ("empty", HTML, data(lambda _: b""), pages.HTML),
    ("turns elsewhere", HTML, sub("(?s)<body>(.*)</body>", r"<body><main>\1</main></body>"), html_transcript.RULE),
    ("no name", HTML, sub("<cite>Anna Süd:</cite>\n", ""), html_transcript.RULE),
    ("no time", HTML, sub("<time>[^<]*</time>", "<time>now</time>"), html_transcript.RULE),
    ("another time", HTML, sub("<time>00:00:00", "<time>00:00:09"), sentences.AGREE),
    ("another speaker", HTML, sub("Anna Süd:", "Ben Nord:"), sentences.AGREE),
    ("other words", HTML, sub("Guten Tag", "Gute Nacht"), sentences.AGREE),
    ("one less", HTML, sub("<cite>Erzählstimme:</cite>\n<time>00:00:1[6-9].*</body>", "</body>"), sentences.AGREE),
    ("gone", JSON, gone, reading.THERE, ["neu/index.html"]),
    ("cut off", JSON, data(lambda text: text[:300]), reading.JSON),
    ("no version", JSON, as_json(lambda table: table.pop("version")), transcripts.JSON),
    ("no segments", JSON, as_json(lambda table: table.pop("segments")), transcripts.JSON),
    ("an empty body", JSON, segment(1, body=" "), transcripts.JSON),
    ("no end", JSON, without("endTime", 1), transcripts.JSON),
    ("no speaker", JSON, without("speaker", 1), transcripts.JSON),
    ("another speaker", JSON, segment(2, speaker="Ben Nord"), sentences.AGREE),
    ("a time one ms late", JSON, later("segments", 2, "startTime"), sentences.AGREE),
    ("out of order", JSON, as_json(lambda table: table["segments"].reverse()), transcripts.ORDER),
    ("other words", JSON, segment(1, body="Gute Nacht."), sentences.AGREE),
    ("one less", JSON, as_json(lambda table: table["segments"].pop()), sentences.AGREE),
]  # fmt: skip

PAGE = "neu/index.html"
PAGES = [
    ("gone", PAGE, gone, reading.THERE),
    ("empty", PAGE, data(lambda _: b""), pages.HTML),
    ("not UTF-8", PAGE, data(lambda page: page.replace("ö".encode(), b"\xf6")), reading.UTF8),
    ("another heading", PAGE, sub("(<h1><span[^>]*>)Neue", r"\1Letzte"), facts.SAME),
    ("other words", PAGE, sub("(<span[^>]*>)Guten Tag", r"\1Gute Nacht"), narration.TRUTH),
    ("a sentence too late", PAGE, sub(r'data-end="(\d+)"([^>]*>Guten.*?)data-start="\1"', r'data-end="\g<1>0"\2data-start="\g<1>0"'), sentences.AGREE),
    ("a gap", PAGE, sub(r'data-start="(\d+)"([^>]*>Was)', r'data-start="\g<1>1"\2'), narration.TRUTH),
    ("a sentence not read out", PAGE, sub('<section id="q1">', '<section id="q1"><p>Ungesagt.</p>'), narration.TRUTH),
    ("a number that is none", PAGE, sub(r'data-end="\d+', 'data-end="x'), book.WHOLE),
    ("a chapter's time", PAGE, sub(r'(#q1".*?0:0)(\d)', next_digit), marks.AGREE),
    ("a chapter's title", PAGE, sub("(<li><a href=\"#q1\"><span>)Was machen", r"\1Was tun"), marks.AGREE),
    ("a chapter that leads nowhere", PAGE, sub('id="q1"', 'id="q9"'), pages.LINKS),
    ("chapters that lead to each other's place", PAGE, both(sub('id="q1"', 'id="qq"'), sub('id="q2"', 'id="q1"'), sub('id="qq"', 'id="q2"')), pages.SECTIONS),
    ("hear from elsewhere", PAGE, sub(r"#t=[\d.]+", "#t=7.007"), pages.SECTIONS),
    ("a link that leads nowhere", PAGE, sub('href="neu.epub"', 'href="new.epub"'), pages.LINKS),
    ("no EPUB", "neu/neu.epub", gone, reading.THERE, [PAGE]),
    ("no DAISY book", "neu/neu-daisy.zip", gone, reading.THERE, [PAGE]),
    ("EPUB cut off", "neu/neu.epub", data(lambda book: book[:5000]), book.WHOLE),
    ("EPUB behind junk", "neu/neu.epub", data(lambda book: b"junk" + book), book.WHOLE),
    ("EPUB packed otherwise", "neu/neu.epub", entry("mimetype", "epub", "zip"), epub.CONTAINER),
    ("EPUB of junk", "neu/neu.epub", data(lambda _: bytes(range(256))), book.WHOLE),
    ("EPUB without package", "neu/neu.epub", entry("META-INF/container.xml", "full-path", "path"), book.WHOLE),
    ("EPUB with broken XML", "neu/neu.epub", entry("EPUB/overlays/text1.smil", "</smil>", ""), book.WHOLE),
    ("EPUB says other words", "neu/neu.epub", entry("EPUB/text1.xhtml", "Guten Tag", "Gute Nacht"), narration.TRUTH),
    ("EPUB without total", "neu/neu.epub", entry("EPUB/package.opf", '<meta property="media:duration">[^<]*</meta>', ""), epub.OVERLAY),
    ("DAISY says other words", "neu/neu-daisy.zip", entry("text.html", "Guten Tag", "Gute Nacht"), narration.TRUTH),
    ("DAISY with another heading", "neu/neu-daisy.zip", entry("ncc.html", ">Schlusswort<", ">Ende<"), daisy.BOOK),
]  # fmt: skip

TABLE: dict[str, list[Any]] = {
    "feed": FEED,
    "item": ITEM,
    "show": SHOW,
    "sound": SOUND,
    "tag": TAG,
    "chapters": CHAPTERS,
    "transcript": TRANSCRIPTS,
    "page": PAGES,
}
ROWS = [
    pytest.param(*row[1:4], row[4] if len(row) > 4 else [], id=f"{subject} {row[1]}: {row[0]}")
    for subject, rows in TABLE.items()
    for row in rows
]


def test_the_good_one_is_good(good: Any) -> None:
    report = checking.check(good, jobs=1, now=NOW)
    assert report == checking.Report(episodes=("alt", "neu"), feeds=2, entries=2, findings=())


def test_a_speaker_softer_than_the_others(broken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mp3_file, "SHORTEST_MS", 2000)
    assert checking.check(broken.parent, ("neu",), jobs=1, now=NOW).findings == ()
    softened(broken / MP3, "Anna Süd")
    as_written(broken)
    findings = checking.check(broken.parent, ("neu",), jobs=1, now=NOW).findings
    assert {found.rule for found in findings} == {mp3_file.SPEAKERS, mp3_file.LOUDNESS, facts.SAME}


@pytest.mark.parametrize(("file", "change", "rule", "also"), ROWS[::20])
def test_the_command_finds_it(broken: Any, file: Any, change: Any, rule: Any, also: Any) -> None:
    change(broken / file)
    done = audiobuild("check", "-C", broken.parent, "--json", check=False)
    assert done.returncode == 6
    findings = json.loads(done.stdout)["findings"]
    assert any(found["rule"].startswith(rule) and found["file"] == f"dist/{file}" for found in findings)
    assert all(set(found) == {"file", "place", "rule", "message", "remedy"} for found in findings)


@pytest.mark.parametrize(("file", "change", "rule", "also"), ROWS)
def test_it_is_found(broken: Any, file: Any, change: Any, rule: Any, also: Any) -> None:
    change(broken / file)
    as_written(broken)
    show = file in ("index.html", "assets/style.css") or rule is checking.LISTED
    findings = checking.check(broken.parent, () if show else ("neu",), jobs=1, now=NOW).findings
    assert any(found.rule.startswith(rule) and found.file == f"dist/{file}" for found in findings), findings
    assert {found.file for found in findings} <= {f"dist/{name}" for name in (file, *also)}, findings
    assert all(found.message and found.remedy for found in findings)


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        ("neu/neu.epub", gone, "is not there, or cannot be read"),
        ("assets/style.css", data(lambda css: css + b"\n/* mine */"), "was changed after it had been built"),
        ("neu/index.html", sub("Vielen Dank", "Tausend Dank"), "was changed after it had been built"),
        ("audiobuild-manifest.json", gone, "is not there, or is no manifest"),
        ("audiobuild-manifest.json", data(lambda _: b"[" * 100_000), "is not there, or is no manifest"),
        ("audiobuild-manifest.json", sub("neu/neu.epub", "../../neu.epub"), "is not there, or is no manifest"),
    ],
)
def test_what_is_published_is_what_was_built(broken: Any, file: str, change: Any, message: str) -> None:
    change(broken / file)
    findings = checking.check(broken.parent, jobs=1, now=NOW).findings
    assert any(found.file == f"dist/{file}" for found in findings)
    assert [found.message for found in findings if found.rule == manifest.WRITTEN] in ([message], [])


def test_a_change_that_breaks_no_other_rule_is_found(broken: Any) -> None:
    data(lambda page: page + b"\n")(broken / "index.html")
    (found,) = checking.check(broken.parent, jobs=1, now=NOW).findings
    assert (found.file, found.rule) == ("dist/index.html", manifest.WRITTEN)


def test_other_peoples_files_are_no_findings(broken: Any) -> None:
    for name in (".nojekyll", "robots.txt", "bilder/a.png"):
        (broken / name).parent.mkdir(exist_ok=True)
        (broken / name).write_bytes(b"x")
    assert checking.check(broken.parent, jobs=1, now=NOW).findings == ()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (sub("<itunes:type>", "<itunes:block>Yes</itunes:block><itunes:type>"), "channel: itunes:block"),
        (sub("<itunes:type>", "<itunes:new-feed-url>https://b.test/f</itunes:new-feed-url><itunes:type>"), "channel: itunes:new-feed-url"),
        (sub("<podcast:locked([^>]*)>no", r"<podcast:locked\1>yes"), "channel: podcast:locked"),
        (sub("<itunes:explicit>false", "<itunes:explicit>true"), "channel: itunes:explicit"),
        (sub("<podcast:guid>........", "<podcast:guid>00000000"), "channel: podcast:guid"),
    ],
    ids=["blocked", "moved", "locked", "explicit", "guid"],
)  # fmt: skip
def test_the_feed_says_what_was_meant(broken: Any, change: Any, place: str) -> None:
    change(broken / "feed.xml")
    as_written(broken)
    found = [one.place for one in checking.check(broken.parent, jobs=1, now=NOW).findings if one.rule == manifest.MEANT]
    assert found == [place]
