#!/usr/bin/env python3
"""Measures commands on filled data homes and prints how their cost grows.

    measure.py --sohoa PROGRAM --filler PROGRAM [--cases N…] [--homes DIR] [--only WORD]
"""
import argparse, csv, datetime, fcntl, json, os, shutil, signal, struct, subprocess, sys, threading, time, urllib.request
from pathlib import Path

A_DAY = 3_500
LAST_DAY = datetime.date(2026, 11, 20)
ROUNDS = 3


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sohoa", required=True)
    parser.add_argument("--filler", required=True)
    parser.add_argument("--cases", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--homes", default=".build/scale-benchmark", type=Path)
    parser.add_argument("--only", default="", help="only commands with this in their names")
    parser.add_argument("--days", type=int, default=0, help="also so many days of parcels and statements from nothing")
    parser.add_argument("--whole", action="store_true", help="also export and report of everything")
    parser.add_argument("--keep", action="store_true", help="leave the copies for a look")
    return parser.parse_args()


class Writes(threading.Thread):
    """Looks without a pause whether some process holds SQLite's lock of those who write (a byte of the file of shared memory
    beside the ledger), and keeps the longest stretch. Between two parts the lock is free for some ten microseconds: who
    looks every two milliseconds takes several parts for one. It needs a core for itself."""
    WRITER = 120  # SQLite: WAL_WRITE_LOCK

    def __init__(self, home):
        super().__init__(daemon=True)
        self.path, self.longest, self.ended = home / "ledger.sqlite-shm", 0.0, False

    def run(self):
        file, since = None, None
        while not self.ended:
            try:
                if file is None or os.stat(self.path).st_ino != os.fstat(file).st_ino:
                    if file is not None:
                        os.close(file)
                    file = os.open(self.path, os.O_RDONLY)
                question = struct.pack("hhqqi", fcntl.F_RDLCK, os.SEEK_SET, self.WRITER, 1, 0)
                isHeld = struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, question))[0] != fcntl.F_UNLCK
            except OSError:
                isHeld = False
                time.sleep(0.0005)
            now = time.monotonic()
            if isHeld:
                since = since or now
                self.longest = max(self.longest, now - since)
            else:
                since = None
        if file is not None:
            os.close(file)

    def end(self):
        self.ended = True
        self.join()
        return self.longest * 1000


def measured(command):
    """CPU seconds, wall seconds and peak MB of a command; what it prints is thrown away."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        print(f"{' '.join(map(str, command))}: {status}\n{error.decode()[-600:]}", file=sys.stderr)
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def best(command, rounds=ROUNDS):
    return min(measured(command) for _ in range(rounds))


class Home:
    def __init__(self, options, count):
        self.count, self.sohoa = count, options.sohoa
        filled = options.homes / f"{count}"
        if not (filled / "ledger.sqlite").exists():
            options.homes.mkdir(parents=True, exist_ok=True)
            subprocess.run([options.filler, filled, str(count)], check=True, stdout=sys.stderr)
        self.path = options.homes / f"{count}-copy"
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(filled, self.path)
        self.files = options.homes / "files"
        self.files.mkdir(exist_ok=True)

    @classmethod
    def empty(cls, options):
        home = cls.__new__(cls)
        home.count, home.sohoa = 0, options.sohoa
        home.path, home.files = options.homes / "days", options.homes / "files"
        shutil.rmtree(home.path, ignore_errors=True)
        home.files.mkdir(parents=True, exist_ok=True)
        return home

    def command(self, *words):
        return [self.sohoa, *map(str, words), "--home", str(self.path)]

    def code(self, place):
        days = (self.count + A_DAY - 1) // A_DAY
        day = LAST_DAY - datetime.timedelta(days=days - 1 - place // A_DAY)
        return f"000.00.16.H40-{day:%y%m%d}-{place % A_DAY + 1:04}"

    # MARK: What comes in

    def day_of_parcels(self, number, day, arrived=False):
        """Another day of parcels of new cases, and the post's statement of them: their files. What has arrived can be
        settled once its day is closed; what is under way stays open."""
        parcels, statement = self.files / f"parcels-{number}.csv", self.files / f"bang-ke-{day}.csv"
        with open(parcels, "w", newline="") as ours, open(statement, "w", newline="", encoding="utf-8-sig") as theirs:
            ours, theirs = csv.writer(ours), csv.writer(theirs, delimiter=";")
            ours.writerow("parcel_id leg case_codes tracking service recipient address province phone weight_g fee cod "
                          "handed_over deadline manifest_id our_status our_delivered_at".split())
            theirs.writerow(["STT", "Số hiệu bưu gửi", "Ngày phát hành", "Người nhận", "Khối lượng (gram)", "Cước",
                             "Tiền thu hộ", "Trạng thái", "Ngày phát"])
            for place in range(A_DAY):
                number_of_item, name = item_code(30_000_000 + number * A_DAY + place), f"Nguyễn Văn Số {place}"
                code = f"000.00.17.H40-{day:%y%m%d}-{place + 1:04}"
                ours.writerow([f"Q{number:03}-{place:05}", "return", code, number_of_item, "EMS", name,
                               "thôn Đoài, xã Phú Vượng", "Sơn Định", "0900126449", 120, 21000, 50000,
                               f"{day}T09:{place % 60:02}", day + datetime.timedelta(days=5), "", *((["delivered", f"{day}T16:{place % 60:02}"]) if arrived
                                                                          else ("accepted", ""))])
                fee = "24.000" if place % 100 == 0 else "21.000"
                theirs.writerow([place + 1, number_of_item, f"{day:%d/%m/%Y} 10:{place % 60:02}", name, 120, fee,
                                 "50.000", "Phát thành công" if arrived else "Đang vận chuyển",
                                 f"{day:%d/%m/%Y} 16:{place % 60:02}" if arrived else ""])
        return parcels, statement

    def cases_of_a_day(self, office, day, count):
        path = self.files / f"cases-{office}-{day}.json"
        path.write_text(json.dumps([{
            "case": f"000.00.{office}.H40-{day:%y%m%d}-{place + 1:04}", "procedure_code": "1.1", "procedure": "Thủ tục",
            "agency": "UBND", "applicant": "Lê Bá Thuận", "id_number": "", "phone": "", "address": "",
            "received": "2026-11-21T08:00", "due": "2026-11-28", "channel": "direct",
            "components": [{"code": "TP01", "name": "Giấy tờ", "form": "bản chính", "required": True}],
        } for place in range(count)]))
        return path

    def batch(self, round_number):
        """Three pages of one case, drawn small."""
        folder = self.files / f"batch-{self.count}-{round_number}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for page in range(3):
            width, height, mark = 1240, 1754, (round_number * 3 + page) % 200 + 20
            rows = bytearray(b"\xff" * (width * height))
            for y in range(200, 1500, 40):
                for x in range(100, 1100, 37):
                    for line in range(18):
                        start = (y + line) * width + x
                        rows[start:start + mark % 9 + 4] = b"\0" * (mark % 9 + 4)
            (folder / f"{page}.tif").write_bytes(gray_tiff(width, height, bytes(rows)))
        names = sorted(os.listdir(folder))
        (folder / "batch.json").write_text(json.dumps({"items": [
            {"case": self.code(1), "component": "TP02", "files": names}]}))
        return folder

    # MARK: What is measured

    def looks(self):
        code = self.code(self.count // 2)
        return {
            "start-up": self.command("jobs"),
            "status": self.command("status"),
            "cases show": self.command("cases", "show", code),
            "postal leg": self.command("postal", "leg", "show", code),
            "export of one case": self.command("export", "--case", code),
            "waiting": self.command("waiting"),
            "postal breaks": self.command("postal", "breaks"),
            "postal breaks, all states": self.command("postal", "breaks", "--state", "all"),
            "search, a rare word": self.command("search", f"{self.count // 2}/QĐ-UBND"),
            "search, a common name": self.command("search", "nguyen van hung"),
            "search, words of all pages": self.command("search", "cong hoa xa hoi"),
            "search in an agency": self.command("search", "cong hoa xa hoi", "--agency", "H40.16"),
            "search in a day": self.command(
                "search", "cong hoa xa hoi", "--from", LAST_DAY, "--through", LAST_DAY),
            "search of a person": self.command("search", "cong hoa", "--person", "nguyen van hung"),
            "jobs, one page": self.command("jobs", "--state", "completed", "--limit", "50"),
            "postal statements, one page": self.command("postal", "statements", "--limit", "20"),
            "search in a case": self.command("search", "cong hoa", "--case", code),
        }

    def lists(self):
        """What prints all that there is, for programs: the cost is told by the row."""
        return {
            "waiting": self.command("waiting", "--format", "json"),
            "postal statements": self.command("postal", "statements", "--format", "json"),
            "postal breaks": self.command("postal", "breaks", "--state", "all", "--format", "json"),
            "postal reconcile": self.command("postal", "reconcile", "--brief", "--format", "json"),
        }

    def wholes(self):
        return {
            "export of everything": self.command("export", "--format", "json"),
            "postal report": self.command("postal", "report", "--out", self.files / "report.xlsx"),
            "postal report, record": self.command("postal", "report", "--record", self.files / "record.pdf"),
            "postal reconcile as JSON": self.command("postal", "reconcile", "--format", "json"),
        }

    def acts(self):
        yield "import of 400 cases", self.command("cases", "import", self.cases_of_a_day(18, LAST_DAY, 400))
        yield "hand-over list of 250", self.command(
            "postal", "handover", "prepare", "--office", "700100", "--day", LAST_DAY,
            *(word for place in range(self.count - 300, self.count - 50) for word in ("--parcel", f"P{place + 1:09}")))
        yield "reconcile, nothing new", self.command("postal", "reconcile")
        for number in (1, 2):
            day = LAST_DAY + datetime.timedelta(days=number + 1)
            parcels, statement = self.day_of_parcels(number, day)
            yield f"day {number}: import of 3,500 cases", self.command(
                "cases", "import", self.cases_of_a_day(17, day, A_DAY))
            yield f"day {number}: import of 3,500 parcels", self.command("postal", "import", parcels)
            yield f"day {number}: statement of 3,500 lines", self.command("postal", "statement", statement)
            yield f"day {number}: reconcile", self.command("postal", "reconcile")

    def metrics(self, port):
        """Milliseconds of /metrics of a service, the best of some."""
        service = subprocess.Popen(self.command("serve", "--port", port), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            times = []
            for _ in range(200):
                start = time.monotonic()
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20).read()
                    times.append(time.monotonic() - start)
                except OSError:
                    time.sleep(0.1)
                if len(times) == 5:
                    break
            return min(times) if times else float("nan")
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait()


def days_from_nothing(options):
    """A desk that begins, takes a day's parcels and statement after the other, and closes each day three days later."""
    home = Home.empty(options)
    first = datetime.date(2026, 11, 26) - datetime.timedelta(days=options.days)
    rows = {}
    for number in range(options.days):
        day = first + datetime.timedelta(days=number)
        parcels, statement = home.day_of_parcels(number, day, arrived=True)
        measured(home.command("cases", "import", home.cases_of_a_day(17, day, A_DAY)))
        writes = Writes(home.path)
        writes.start()
        costs = [measured(home.command("postal", "import", parcels)),
                 measured(home.command("postal", "statement", statement)),
                 measured(home.command("postal", "reconcile"))]
        longest = writes.end()
        if number >= 3:
            measured(home.command("postal", "close-period", day - datetime.timedelta(days=3), "--carry-to", "an",
                                  "--reason", "Chờ bưu điện.", "--by", "an"))
        size = os.path.getsize(home.path / "ledger.sqlite") / 1e6
        rows[number + 1] = (*costs, size, longest)
    print("\n| day | parcels | statement | reconcile (CPU s / peak MB) | ledger MB | longest write ms |\n"
          "| --- | --- | --- | --- | --- | --- |")
    for number, (*costs, size, longest) in rows.items():
        if number in (1, 2, 5, 10, 20, 30, 40, 50, 60) or number == options.days:
            cells = [f"{cost[0]:.2f} / {cost[2]:.0f}" for cost in costs]
            print("| " + " | ".join([str(number), *cells, f"{size:.0f}", f"{longest:.0f}"]) + " |")
    shutil.rmtree(home.path)


def cell(cost):
    longest = f" / {cost[3]:.0f}" if len(cost) > 3 else ""
    return f"{cost[0]:.3f} / {cost[2]:.0f}{longest}"


def table(results, counts):
    """Rows of name: {count: (cpu, wall, MB, and of what writes the longest transaction in milliseconds)}."""
    heads = ["command (CPU s / peak MB / longest write ms)"] + [f"{count:,}" for count in counts] + ["growth"]
    print("| " + " | ".join(heads) + " |\n|" + " --- |" * len(heads))
    for name, costs in results.items():
        cells = [cell(costs[count]) if count in costs else "" for count in counts]
        known = [costs[count][0] for count in counts if count in costs]
        growth = f"{known[-1] / known[0]:.2f}" if len(known) > 1 and known[0] else ""
        print("| " + " | ".join([name, *cells, growth]) + " |", flush=True)


def table_of_lists(lists, counts):
    print("\n| all as JSON (rows / CPU s / peak MB / µs a row beside start-up) | "
          + " | ".join(f"{count:,}" for count in counts) + " |\n|" + " --- |" * (len(counts) + 1))
    for name, costs in lists.items():
        print(f"| {name} | " + " | ".join(costs.get(count, "") for count in counts) + " |", flush=True)


def cost_of_list(command, start):
    # Counted by another process: the peak memory of a child begins with that of this one.
    count = [sys.executable, "-c", "import json, sys; print(len(json.load(sys.stdin)))"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        rows = int(subprocess.run(count, stdin=child.stdout, stdout=subprocess.PIPE, check=True).stdout)
    cpu, _, memory = best(command)
    return f"{rows:,} / {cpu:.3f} / {memory:.0f} / {(cpu - start) / max(rows, 1) * 1e6:.0f}"


def main():
    options = arguments()
    results, lists = {}, {}
    for count in options.cases:
        home = Home(options, count)
        measured(home.command("jobs"))  # brings the tables up to date
        for name, command in home.looks().items():
            if options.only in name:
                results.setdefault(name, {})[count] = best(command)
        start = best(home.command("jobs"))[0]
        for name, command in home.lists().items():
            if options.only in name + " as JSON":
                lists.setdefault(name, {})[count] = cost_of_list(command, start)
        if options.only in "search":
            subprocess.run([options.filler, "search", home.path, str(count)], check=True)
        for name, command in home.wholes().items() if options.whole else ():
            if options.only in name:
                results.setdefault(name, {})[count] = measured(command)
        if options.only in "/metrics":
            seconds = home.metrics(18_472)
            results.setdefault("/metrics", {})[count] = (seconds, seconds, 0)
        if options.only in "digitize a batch of three pages":
            runs = [measured(home.command("digitize", home.batch(number))) for number in range(2)]
            results.setdefault("digitize a batch of three pages", {})[count] = min(runs)
        for name, command in home.acts():
            if options.only in name:
                writes = Writes(home.path)
                writes.start()
                results.setdefault(name, {})[count] = measured(command) + (writes.end(),)
        if not options.keep:
            shutil.rmtree(home.path)
    table(results, options.cases)
    table_of_lists(lists, options.cases)
    if options.days:
        days_from_nothing(options)


def gray_tiff(width, height, rows):
    """A TIFF of one strip, 8 bits a pixel, 150 dpi."""
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 166),
            (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, len(rows)), (282, 5, 1, 158), (283, 5, 1, 158), (296, 3, 1, 2)]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + b"\0" * 4
    return b"II*\0\x08\0\0\0" + directory + struct.pack("<II", 150, 1) + rows


def item_code(serial):
    """A number by UPU S10."""
    digits = f"{serial:08}"
    total = sum(weight * int(digit) for weight, digit in zip((8, 6, 4, 2, 3, 5, 9, 7), digits))
    check = 11 - total % 11
    return f"EZ{digits}{0 if check == 10 else 5 if check == 11 else check}VN"


if __name__ == "__main__":
    main()
