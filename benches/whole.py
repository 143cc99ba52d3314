"""Whole-process times of eventlint and its peers, as ratios to the limit program."""

import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

eventlint, limit, posts, rounds = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4])
eventlint, limit = os.path.abspath(eventlint), os.path.abspath(limit)


def multiply(into, count):
    sources = sorted(path for path in posts.rglob("*.md") if path.stat().st_size < 60_000)
    for n in range(count):
        source = sources[n % len(sources)]
        to = into / f"{n // 200:04}" / f"{n:06}-{source.name}"
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, to)
    return into


def once(words, cwd):
    """Wall and CPU seconds, peak memory in kB."""
    start = time.perf_counter()
    with open(os.devnull, "w") as null:
        process = subprocess.Popen(words, cwd=cwd, stdout=null, stderr=null, stdin=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def compare(name, commands, cwd, times=1):
    base, ratios = None, {key: ([], [], []) for key in commands}
    for _ in range(rounds + 1):
        for key, words in commands.items():
            samples = [once(words, cwd) for _ in range(times)]
            wall, cpu, peak = (sum(s[0] for s in samples), sum(s[1] for s in samples), max(s[2] for s in samples))
            if key == "limit":
                base = wall, cpu
            ratios[key][0].append(wall / base[0])
            ratios[key][1].append(cpu / base[1])
            ratios[key][2].append(peak)
    for key, (wall, cpu, peak) in ratios.items():
        wall, cpu = wall[1:], cpu[1:]
        print(
            f"{name:16} {key:24} wall x{statistics.median(wall):6.2f} ({min(wall):.2f}-{max(wall):.2f})"
            f"  cpu x{statistics.median(cpu):6.2f} ({min(cpu):.2f}-{max(cpu):.2f})  peak {max(peak) / 1024:6.1f} MiB"
        )


def commands(path, threads=("1",)):
    out = {"limit": [limit, "1", path]}
    for count in threads:
        out[f"eventlint {count} thread"] = [eventlint, "check", "--isolated", "--quiet", "--format", "short", "--threads", count, path]
    if shutil.which("rumdl") and len(threads) == 1:
        out["rumdl"] = ["rumdl", "check", "--no-cache", path]
    return out


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    six = min(posts.rglob("*.md"), key=lambda path: abs(path.stat().st_size - 6000))
    shutil.copy(six, folder / "post.md")
    compare("one post", commands("post.md"), folder, times=20)
    compare("215 posts", commands(str(multiply(folder / "few", 215))), folder)
    compare("10,000 posts", commands(str(multiply(folder / "many", 10_000)), ("1", "2")), folder)
