#!/usr/bin/env python3
"""Asks the pages of the desk over filled data homes and prints how long the server takes and how large they are.

    measure.py --sohoa PROGRAM --filler PROGRAM [--cases N…] [--homes DIR] [--rounds N]

A home is filled once with a seeded generator (Tests/Benchmarks/scale) and copied for the measurement. Times are from the
request's first byte to the answer's last one over one kept connection on the same machine.
"""
import argparse, http.client, json, os, random, re, shutil, signal, subprocess, sys, tempfile, time, urllib.parse
from pathlib import Path

PASSWORD = "chuồn chuồn bay thấp thì mưa"
PEOPLE = {
    "clerk": (["reviewer", "reuse"], "H40.16"),
    "head": (["supervisor", "liaison", "auditor"], "all"),
    "boss": (["administrator"], "all"),
}
LARGEST = 100_000


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sohoa", required=True)
    parser.add_argument("--filler", help="fills homes that are not there")
    parser.add_argument("--cases", type=int, nargs="*", default=[100_000])
    parser.add_argument("--homes", default=".build/scale-benchmark", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    return parser.parse_args()


class Service:
    """The program over a copy of a home, with people who may sign in."""

    def __init__(self, program, home):
        self.program, self.home = program, home
        for name, (roles, scope) in PEOPLE.items():
            self.add(name, roles, scope)
        self.log = open(home / "serve.err", "w+")
        self.process = subprocess.Popen(
            [program, "serve", "--home", home, "--port", "0", "--recognizers", "1"],
            stdout=subprocess.DEVNULL, stderr=self.log, preexec_fn=os.setsid)
        self.port = self.listening()

    def run(self, *words, typed=None):
        done = subprocess.run(
            [self.program, *words, "--home", self.home], input=typed, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{words}: {done.stderr[-800:]}")
        return done.stdout

    def add(self, name, roles, scope):
        options = [word for role in roles for word in ("--role", role)]
        issued = self.run("accounts", "add", name, "--display-name", f"Lê Thị {name}", *options, "--scope", scope,
                          "--format", "json")
        link = json.loads(issued)["link"]
        self.run("accounts", "use-link", typed=f"{link}\n{PASSWORD}\n{PASSWORD}\n")

    def listening(self):
        for _ in range(1_200):
            for line in Path(self.log.name).read_text().splitlines():
                if '"listening"' in line:
                    return int(json.loads(line)["metadata"]["port"])
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        sys.exit(Path(self.log.name).read_text()[-2_000:])

    def memory(self):
        """Peak memory of the service, MB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", text).group(1)) / 1024

    def end(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Person:
    """One person's browser: one connection, one cookie."""

    def __init__(self, port, name):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookie = ""
        status = self.ask("/sign-in", {"name": name, "password": PASSWORD})[1]
        if status != 303:
            sys.exit(f"{name} cannot sign in: status {status}")

    def ask(self, path, form=None):
        """Milliseconds, status and body."""
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        body = None
        if form:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request("POST" if form else "GET", path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        spent = (time.perf_counter() - start) * 1_000
        for field in answer.headers.get_all("Set-Cookie") or []:
            pair = field.split(";")[0]
            if not pair.endswith("="):
                self.cookie = pair
        return spent, answer.status, content


def percentile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def pages(person, choice):
    """What is asked, by name: addresses that differ from round to round where what they cost depends on them."""
    listed = person.ask("/cases?state=all")[2].decode()
    codes = re.findall(r'href="/cases/([^"?]+)"', listed)
    items = re.findall(r'href="/waiting/([^"?]+)"', person.ask("/waiting")[2].decode())
    reviews = re.findall(r'href="/review/([^"?]+)', person.ask("/review")[2].decode())
    people = re.findall(r'data-label="[^"]+">([^<]+)</td>\s*<td data-label="(?:Thủ tục|Procedure)"', listed)
    if not codes or not people:
        sys.exit("the list of cases is empty, or looks otherwise than this program expects")
    documents = []
    for code in codes[:6]:
        documents += re.findall(r'href="(/documents/[^"/]+)"', person.ask(f"/cases/{code}")[2].decode())
    quote = urllib.parse.quote
    yield "search, a rare word", lambda: f"/search?q={choice.choice(codes)}"
    yield "search, two words", lambda: "/search?q=" + quote(" ".join(choice.choice(people).split()[-2:]))
    yield "search, a word of all pages", lambda: "/search?q=" + choice.choice(["khai", "sinh", "dang ky"]).replace(" ", "+")
    yield "search, marks typed", lambda: "/search?q=" + quote(choice.choice(people))
    yield "search, a name as person", lambda: "/search?person=" + quote(choice.choice(people))
    yield "search, words in a month", lambda: "/search?q=khai&from=01/11/2026&to=30/11/2026"
    yield "search, words on a day", lambda: "/search?q=khai&from=18/11/2026&to=18/11/2026"
    yield "cases, first page", lambda: "/cases"
    yield "cases, all, a page in the middle", lambda: f"/cases?state=all&after=2026-10-15_{choice.choice(codes)}"
    yield "cases, overdue", lambda: "/cases?due=overdue"
    yield "a case", lambda: f"/cases/{choice.choice(codes)}"
    if documents:
        yield "a document", lambda: choice.choice(documents)
    yield "waiting, first page", lambda: "/waiting"
    yield "waiting, of one reason", lambda: "/waiting?reason=orphan_pages"
    if items:
        yield "a waiting item", lambda: f"/waiting/{choice.choice(items)}"
    yield "review, first page", lambda: "/review"
    if reviews:
        yield "review, a document", lambda: f"/review/{choice.choice(reviews)}"
    yield "batches", lambda: "/batches"


OFFICE = {
    "head": [("audit, acts", "/audit"), ("audit, looks", "/audit/looks"), ("spreadsheet of waiting items", "/waiting.xlsx")],
    "boss": [("administration", "/admin"), ("accounts", "/admin/accounts"), ("jobs", "/admin/jobs")],
}


def measure(person, address, rounds):
    times, largest = [], 0
    person.ask(address())
    for _ in range(rounds):
        spent, status, content = person.ask(address())
        if status != 200:
            return None, f"status {status}"
        times.append(spent)
        largest = max(largest, len(content))
    return times, largest


def main():
    options = arguments()
    print("| cases | who | page | p50 ms | p95 ms | KB |\n| --- | --- | --- | --- | --- | --- |")
    tooLarge = []
    for count in options.cases:
        filled = options.homes / str(count)
        if not filled.exists():
            if not options.filler:
                sys.exit(f"no filled home {filled}, and no --filler")
            subprocess.run([options.filler, filled, str(count)], check=True, stdout=sys.stderr)
        with tempfile.TemporaryDirectory(dir=options.homes) as folder:
            home = Path(folder) / "home"
            shutil.copytree(filled, home)
            service = Service(options.sohoa, home)
            try:
                for name in PEOPLE:
                    person, choice = Person(service.port, name), random.Random(7)
                    asked = [] if name == "boss" else list(pages(person, choice))
                    asked += [(title, lambda path=path: path) for title, path in OFFICE.get(name, [])]
                    for title, address in asked:
                        times, size = measure(person, address, options.rounds)
                        if times is None:
                            print(f"| {count:,} | {name} | {title} | {size} | | |", flush=True)
                            continue
                        if size > LARGEST and "spreadsheet" not in title:
                            tooLarge.append(title)
                        print(f"| {count:,} | {name} | {title} | {percentile(times, 0.5):.1f} | "
                              f"{percentile(times, 0.95):.1f} | {size / 1000:.1f} |", flush=True)
                print(f"| {count:,} | | peak memory of the service, MB | {service.memory():.0f} | | |", flush=True)
            finally:
                service.end()
    if tooLarge:
        sys.exit(f"larger than {LARGEST} bytes: {', '.join(tooLarge)}")


main()
