"""Writes the fuzzers' first inputs into `corpus/`: our posts, the examples of our pages."""

import hashlib
import pathlib
import re

here = pathlib.Path(__file__).parent
root = here.parent
FENCE = re.compile(r"^````(.*)\n((?:.*\n)*?)````$", re.MULTILINE)
ANSWERS = [
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 19\r\n\r\n<h2 id=programme>P</h2>",
    "HTTP/1.1 301 Moved\r\nLocation: /b\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n\n~~~\nHTTP/1.1 404 Not Found\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<a id\r\n0\r\n\r\n",
    "HTTP/1.1 429 Slow down\r\nRetry-After: 120\r\n\r\n",
]


def write(target, data):
    folder = here / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def main():
    posts = [path.read_bytes() for path in sorted((root / "fixtures").rglob("*.md"))]
    configurations = [path.read_bytes() for path in sorted((root / "fixtures").rglob(".eventlint.yaml"))]
    for page in sorted((root / "rules").rglob("*.md")):
        for words, text in FENCE.findall(page.read_text()):
            (configurations if words.startswith("yaml") else posts).append(text.encode())
    for post in posts:
        for target in ["parse", "agenda", "check", "fix", "suppression"]:
            write(target, post)
        write("reports", b"post.md\n" + post)
        write("sync", b"\x01" + post[:1500] + b"\x00" + bytes([3, 0, 3, 4]) + b"- 10:00\x00" + bytes([5, 1, 6, 0]) + b"\x00")
    for configuration in configurations:
        write("configuration", configuration)
    for answer in ANSWERS:
        write("verdict", answer.encode())


main()
