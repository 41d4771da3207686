#!/usr/bin/env python3
"""Days of load in minutes: stations drop batches of tiny pages without pause, and the service must stay as it was.

    Tests/Benchmarks/soak.py --sohoa PATH [--pages 20000]

Prints, for each tenth of the run: pages a minute, how long a batch took from its drop to its receipt, resident memory
and open files of the service, and at the end the share of processor time that queue, ledger and store took beside the
recognizers. What leaks or slows down shows as a column that grows.
"""
import argparse
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIONS = 4
PAGES_PER_BATCH = 25
BATCHES_AHEAD = 12


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sohoa", required=True, type=Path)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--port", type=int, default=18_431)
    return parser.parse_args()


def drop(home, number, page):
    """Puts one batch of a station's into the inbox, the mark of completeness last."""
    inbox = home / "inbox" / f"quay-{number % STATIONS}"
    folder = inbox / f"lo-{number}"
    folder.mkdir(parents=True)
    for index in range(PAGES_PER_BATCH):
        # What follows a TIFF's directory makes the file another without changing the picture.
        (folder / f"{index:03}.tif").write_bytes(page + f"{number}/{index}".encode())
    items = [{"case": case_code(number), "component": "TP01", "files": sorted(os.listdir(folder))}]
    (folder / "batch.json").write_text(json.dumps({"items": items}))
    (inbox / f"lo-{number}.done").touch()
    return inbox / f"lo-{number}.receipt.json", time.monotonic()


def case_code(number):
    return f"000.00.16.H40-26{1 + number // 9000:02}01-{number % 9000 + 1:04}"


def register(home, sohoa, batches):
    cases = [
        {
            "case": case_code(number), "procedure_code": "1.1", "procedure": "Thủ tục", "agency": "UBND",
            "applicant": "Lê Bá Thuận", "id_number": "", "phone": "", "address": "", "received": "2026-10-01T08:00",
            "due": "2026-10-08", "channel": "direct",
            "components": [{"code": "TP01", "name": "Giấy tờ", "form": "bản chính", "required": True}],
        }
        for number in range(batches)
    ]
    (home / "cases.json").write_text(json.dumps(cases))
    subprocess.run([sohoa, "cases", "import", home / "cases.json", "--home", home], check=True, stdout=subprocess.DEVNULL)


def finished(receipt):
    try:
        return json.loads(receipt.read_text())["state"] == "finished"
    except (FileNotFoundError, json.JSONDecodeError, KeyError):
        return False


def figures(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = [line.split() for line in answer.read().decode().splitlines() if not line.startswith("#")]
    return {line[0]: float(line[1]) for line in lines if len(line) == 2}


def processor_seconds(pid):
    """Of a process and, apart, of its children that have ended and that still run."""
    tick = os.sysconf("SC_CLK_TCK")
    own = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    children = float(own[13]) + float(own[14])
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[1] == str(pid):
            children += float(fields[11]) + float(fields[12])
    return (float(own[11]) + float(own[12])) / tick, children / tick


def main():
    wanted = arguments()
    batches = max(10, wanted.pages // PAGES_PER_BATCH)
    home = Path(tempfile.mkdtemp(prefix="sohoa-soak-"))
    page = (ROOT / "Tests/Fixtures/Pages/empty-back.tif").read_bytes()
    register(home, wanted.sohoa, batches)
    service = subprocess.Popen(
        [wanted.sohoa, "serve", "--home", home, "--port", str(wanted.port), "--inbox-poll-seconds", "1"],
        stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)
        run(home, wanted.port, service.pid, batches, page)
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(20)
    verified = subprocess.run([wanted.sohoa, "verify", "--home", home]).returncode
    shutil.rmtree(home)
    raise SystemExit(verified)


def run(home, port, pid, batches, page):
    print(f"{'pages':>7} {'pages/min':>9} {'wait s':>7} {'memory MB':>9} {'files':>6}")
    open_drops, waits, dropped, done = {}, [], 0, 0
    started, step = time.monotonic(), max(1, batches // 10)
    while done < batches:
        while dropped < batches and len(open_drops) < BATCHES_AHEAD:
            receipt, at = drop(home, dropped, page)
            open_drops[receipt] = at
            dropped += 1
        for receipt in [receipt for receipt in open_drops if finished(receipt)]:
            waits.append(time.monotonic() - open_drops.pop(receipt))
            receipt.unlink()
            done += 1
            if done % step == 0 or done == batches:
                report(done, waits, started, figures(port))
                waits, started = [], time.monotonic()
        time.sleep(0.05)
    own, recognizers = processor_seconds(pid)
    print(f"processor seconds: service {own:.1f}, recognizers {recognizers:.1f}")


def report(done, waits, started, now):
    rate = len(waits) * PAGES_PER_BATCH / (time.monotonic() - started) * 60
    memory = now["process_resident_memory_bytes"] / 2**20
    wait = sorted(waits)[len(waits) // 2]
    print(
        f"{done * PAGES_PER_BATCH:7} {rate:9.0f} {wait:7.1f} {memory:9.1f} {now['process_open_fds']:6.0f}", flush=True)


if __name__ == "__main__":
    main()
