"""What clients need of a server: who says so, and what helps where it is otherwise."""

from __future__ import annotations

from audiobuild.messages import msg

THERE = msg("RFC 9110, 15.5.5, and Apple Podcasts: what a feed names can be fetched")
PUBLIC = msg("Apple Podcasts, RSS feed requirements: addresses are publicly addressable")
CERTIFICATE = msg("RFC 9110, 4.3.4: the certificate of https is valid for the host")
HTTPS = msg("Mixed Content (W3C), and Apple's App Transport Security: apps and web players fetch https only")
REDIRECTS = msg("RFC 9110, 15.4: some clients follow five redirects and no more (RFC 2068, 10.3)")
TYPE = msg("RFC 9110, 8.3: Content-Type says what it is")
LENGTH = msg("RSS 2.0, enclosure: its length in bytes, by which apps know how far a download is")
HEAD = msg("Apple Podcasts, RSS feed requirements: the host answers HEAD as it answers GET (RFC 9110, 9.3.2)")
RANGES = msg("Apple Podcasts, RSS feed requirements: the host answers byte ranges (RFC 9110, 14)")
CORS = msg("Fetch (WHATWG), CORS protocol: players that are web pages read transcripts and chapters")
VALIDATORS = msg("RFC 9110, 8.8: ETag or Last-Modified, by which apps ask whether a feed has changed")
UNCHANGED = msg("RFC 9110, 13.1: a feed that has not changed is answered with 304")
PACKED = msg("RFC 9110, 8.4: a feed is sent packed to whoever takes it so")
SIZE = msg("Apps fetch a feed whole, many times a day, also over a telephone's line")
BYTES = msg("MIME Sniffing (WHATWG), 6.2: a file begins as its type says")
TEXT = msg("Podcast namespace: a transcript or chapters are what their type says")
TIME = msg("Apps and directories do not wait for long")
BUILT = msg("audiobuild-manifest.json: what is online is what was built")

SERVER = msg("Set the web server up as docs/hosting.md says, or ask whoever runs it.")
CORRECT_FEED = msg("Put it right where the feed is made: in the hosting service, or in the program that writes it.")
NAME_ANOTHER = msg("Put the file there, or name another address in the feed.")
BY_HTTPS = msg("Get the host a certificate (most give one for nothing), and name the address with https in the feed.")
RENEW = msg("Renew the certificate, for this very host and with the certificates between; then check it in a browser.")
SHORTEN = msg("Name the address that it leads to in the feed.")
SAY_LENGTH = msg(
    "Write the length that the server sends into the feed: most programs do when an episode is saved again."
)
PUBLISH = msg("Publish again: audiobuild publish. A cache may be between.")
OUTSIDE = msg("Name an address that everybody can reach, not one of this machine or its network.")
