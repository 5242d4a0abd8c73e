#!/usr/bin/env python3
"""What a first visit costs: page_weight.py BASE [PATH…].

Counts what the network carries: the page and what it links (style sheets, fonts, drawings), compressed as served; what
the server left uncompressed counts as its proxy would send it. Exit code 1 above 8 kB of HTML or 80 kB in all, where
1 kB = 1000 bytes.
"""

import gzip
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

import brotli

HTML_BUDGET, TOTAL_BUDGET = 8_000, 80_000
PAGES = [
    "/",
    "/le-conseil/",
    "/trombinoscope/",
    "/agenda/",
    "/propositions/",
    "/questionnaire/",
    "/resultats/",
    "/contact/",
]


def fetch(url):
    """(bytes on the wire, text): what is served as it is counts as production sends it."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br, gzip"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        body, encoding, kind = (
            answer.read(),
            answer.headers.get("Content-Encoding", ""),
            answer.headers.get_content_type(),
        )
    plain = brotli.decompress(body) if encoding == "br" else gzip.decompress(body) if encoding == "gzip" else body
    if not kind.startswith("text/") and kind not in ("image/svg+xml", "application/json"):
        return len(body), ""
    return len(body) if encoding else compressed(plain, kind), plain.decode("utf-8", "replace")


def compressed(plain, kind):
    """The proxy gzips pages; collectstatic compresses everything else with brotli, once and well."""
    return len(gzip.compress(plain, 6) if kind == "text/html" else brotli.compress(plain))


def linked(html):
    found = re.findall(r'<link[^>]+rel="(?:stylesheet|preload|icon)"[^>]*?href="([^"]+)"', html)
    found += [link.split("#")[0] for link in re.findall(r'<(?:img|use|script)[^>]+(?:src|href)="([^"]+)"', html)]
    return found


def first_visit(base, path):
    html_size, html = fetch(base + path)
    sizes, waiting = {}, [urllib.parse.urljoin(base + path, link) for link in linked(html)]
    while waiting:
        url = waiting.pop()
        if url in sizes or url.startswith("data:"):
            continue
        sizes[url], text = fetch(url)
        if ".css" in url:
            waiting += [urllib.parse.urljoin(url, link.strip("'\"")) for link in re.findall(r"url\(([^)]+)\)", text)]
    return html_size, sizes


def main(base, *paths):
    heavy = False
    print(f"{'page':32}{'html':>8}{'css':>8}{'fonts':>8}{'images':>8}{'total':>8}  bytes")
    for path in paths or PAGES:
        html, sizes = first_visit(base.rstrip("/"), path)
        css = sum(size for url, size in sizes.items() if ".css" in url)
        fonts = sum(size for url, size in sizes.items() if ".woff2" in url)
        total = html + sum(sizes.values())
        print(f"{path:32}{html:8}{css:8}{fonts:8}{total - html - css - fonts:8}{total:8}")
        heavy |= html > HTML_BUDGET or total > TOTAL_BUDGET
    return int(heavy)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except urllib.error.URLError as error:
        sys.exit(f"Le portail ne répond pas à cette adresse : {error}")
