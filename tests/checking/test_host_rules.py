"""Files in dist/ by which hosts are told what to do: an editor's own, unless they hide the show or lead it elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiobuild.checking import strays
from audiobuild.checking.site import Site

ROOT = Path(__file__).parents[2]
LINK = "https://fluss.de/hoeren/"
WRITTEN = ("feed.xml", "index.html", "neu/index.html", "neu/neu.mp3")


def faults(dist: Path, name: str, text: str) -> list[tuple[str, str]]:
    (dist / name).parent.mkdir(parents=True, exist_ok=True)
    (dist / name).write_text(text, encoding="utf-8")
    found = strays.findings(Site(dist=dist, link=LINK), WRITTEN, None)
    return [(one.place, str(one.message)) for one in found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("robots.txt", "User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /admin/\n"),
        ("robots.txt", "User-agent: *\nDisallow: /\nAllow: /hoeren/\n"),
        ("robots.txt", "User-agent: *\nDisallow:\n"),
        ("CNAME", "fluss.de\n"),
        ("_redirects", "# alt\n/alt/*  /hoeren/:splat  301\n/rss /hoeren/feed.xml\n/hoeren/neu/ https://fluss.de/hoeren/neu/index.html\n"),
        ("_headers", "/*\n  Access-Control-Allow-Origin: *\n/intern/*\n  X-Robots-Tag: noindex\n"),
        (".htaccess", (ROOT / "docs/hosting/apache.htaccess").read_text(encoding="utf-8")),
        (".htaccess", "RewriteCond %{HTTPS} off\nRewriteRule ^(.*)$ https://%{HTTP_HOST}/$1 [R=301,L]\n"),
        (".htaccess", '<Files ".env">\nRequire all denied\n</Files>\nRedirect "no end\n'),
        ("alt.xml", f"<rss><channel><itunes:new-feed-url>{LINK}feed.xml</itunes:new-feed-url></channel></rss>"),
        ("sitemap.xml", "<urlset/>"),
        ("eigenes.js", "addEventListener('click', open)"),
        ("schluessel.txt", "x"),
    ],
)  # fmt: skip
def test_an_editors_own(tmp_path: Path, name: str, text: str) -> None:
    assert faults(tmp_path, name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("robots.txt", "User-agent: *\nDisallow: /\n", ("User-agent: *", "keeps feed.xml from being fetched")),
        ("robots.txt", "User-agent: a\nUser-agent: iTMS\nDisallow: /*.mp3$\n", ("User-agent: iTMS", "keeps neu/neu.mp3 from being fetched")),
        ("CNAME", "alt.de\n", ("", "has the show served at 'alt.de'; its link says 'fluss.de'")),
        ("_redirects", "/hoeren/feed.xml https://b.test/f 301\n", ("/hoeren/feed.xml https://b.test/f 301", "leads feed.xml to 'https://b.test/f'")),
        ("_redirects", "/* https://b.test/:splat\n", ("/* https://b.test/:splat", "leads feed.xml to 'https://b.test/hoeren/feed.xml'")),
        ("_headers", "/neu/*\n  X-Robots-Tag: noindex\n", ("/neu/*: X-Robots-Tag: noindex", "hides neu/index.html")),
        (".htaccess", "Redirect 301 /hoeren/feed.xml https://b.test/f\n", ("Redirect 301 /hoeren/feed.xml https://b.test/f", "leads feed.xml to 'https://b.test/f'")),
        (".htaccess", "RewriteRule ^feed\\.xml$ https://b.test/f [R]\n", ("RewriteRule ^feed\\.xml$ https://b.test/f [R]", "leads feed.xml to 'https://b.test/f'")),
        (".htaccess", "Require all denied\n", ("Require all denied", "hides what is published")),
        (".env", "KEY=x", ("", "may hold keys or passwords, which everybody could read")),
        ("rss.xml", "<rss/>", ("", "is another feed, which apps may find and take for the show's")),
        ("sw.js", "self.addEventListener('fetch', e => {})", ("", "is a script that answers in the place of the server (a service worker)")),
        ("neu/neu.mp3.part", "x", ("", "is a copy that an editor or a program left")),
    ],
)  # fmt: skip
def test_what_hides_the_show_or_leads_it_elsewhere(
    tmp_path: Path, name: str, text: str, expected: tuple[str, str]
) -> None:
    assert faults(tmp_path, name, text) == [expected]
