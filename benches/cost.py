"""Instruction counts: what three fixed inputs cost, and that cost grows with the input.

usage: benches/cost.py BINARY [--renew REASON]

Counts are valgrind's (callgrind), so they do not depend on how busy the machine
is. `benches/cost.json` keeps the three; a change of more than 3 % fails unless
the file is renewed with a reason. Doubling any shape of `shapes.py` may cost
2.2 times as much at most.
"""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import shapes

HERE = pathlib.Path(__file__).resolve().parent
KEPT = HERE / "cost.json"
DRIFT = 0.03
GROWTH = 2.2
CONFIGURATION = """\
max-size: 40MB
rules:
  schedule/room-clash: {across-posts: true}
  schedule/speaker-clash: {across-posts: true}
"""


def count(binary, folder):
    """Instructions of a check of all posts in a folder, with one thread."""
    words = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary]
    words += ["check", "--threads", "1", "--format", "short", "--today", "2026-01-15", "--exit-zero", "."]
    ran = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    found = re.search(r"refs:\s+([\d,]+)", ran.stderr)
    if ran.returncode or not found:
        sys.exit(f"{' '.join(words)} in {folder}: {ran.stderr[-2000:]}")
    return int(found[1].replace(",", ""))


def write(folder, texts):
    folder.mkdir(parents=True)
    (folder / ".eventlint.yaml").write_text(CONFIGURATION)
    for number, text in enumerate(texts):
        (folder / f"{number:06}.md").write_text(text)
    return folder


def fixed(work):
    """The three inputs whose counts are kept."""
    posts = sorted(HERE.parent.joinpath("fixtures").rglob("*.md"))
    return {
        "fixtures": write(work / "fixtures", [path.read_text() for path in posts]),
        "programme of 2,000 rows": write(work / "programme", [shapes.rows(2000)]),
        "2,000 lines of text": write(work / "text", [shapes.sentences(1000) + shapes.links(1000)]),
    }


def doubled(work):
    """Name, folder of n, folder of 2n."""
    for shape in shapes.SHAPES:
        base = work / shape.__name__
        yield shape.__name__, write(base / "n", [shape(2000)]), write(base / "2n", [shape(4000)])
    yield "rows, up to 100,000", write(work / "many/n", [shapes.rows(50_000)]), write(work / "many/2n", [shapes.rows(100_000)])
    yield "posts that share", write(work / "shared/n", shapes.shared(300)), write(work / "shared/2n", shapes.shared(600))


def compiler():
    return subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def main():
    binary, renew = str(pathlib.Path(sys.argv[1]).resolve()), None
    if sys.argv[2:3] == ["--renew"]:
        renew = sys.argv[3]
    failed = []
    with tempfile.TemporaryDirectory() as work, concurrent.futures.ThreadPoolExecutor(2) as pool:
        work = pathlib.Path(work)
        counts = {name: pool.submit(count, binary, folder) for name, folder in fixed(work).items()}
        counts = {name: job.result() for name, job in counts.items()}
        if renew:
            KEPT.write_text(json.dumps({"compiler": compiler(), "reason": renew, "instructions": counts}, indent=2) + "\n")
        kept = json.loads(KEPT.read_text())
        for name, now in counts.items():
            before = kept["instructions"][name]
            change = now / before - 1
            print(f"{name:26} {now:>13,} instructions, {change:+.1%}")
            if abs(change) > DRIFT:
                failed.append(f"{name}: {before:,} -> {now:,} instructions; renew benches/cost.json with a reason")
        if failed and kept["compiler"] != compiler():
            failed.append(f"the kept counts are of {kept['compiler']}, these of {compiler()}")
        jobs = [(name, pool.submit(count, binary, n), pool.submit(count, binary, twice)) for name, n, twice in doubled(work)]
        for name, n, twice in jobs:
            growth = twice.result() / n.result()
            print(f"{name:26} {n.result():>13,} {twice.result():>15,}  x {growth:.2f}")
            if growth > GROWTH:
                failed.append(f"{name}: twice the input costs {growth:.2f} times as much")
    for line in failed:
        print(f"FAILED {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
