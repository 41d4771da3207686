"""A running service over a data home of its own, and browsers that sign in at it."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "Samples"
PASSWORD = "chuồn chuồn bay thấp thì mưa"


class Office:
    def __init__(self, program):
        self.program = program
        self.home = tempfile.mkdtemp(prefix="sohoa-browser-")
        self.port = 0
        self.link = None
        self.process = None
        # Signing in is made slow on purpose: each person does it once.
        self.sessions = {}

    def run(self, *arguments):
        done = subprocess.run(
            [self.program, *map(str, arguments), "--home", self.home], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return done.stdout

    def fill(self):
        self.run("cases", "import", SAMPLES / "cases.json")
        self.run("cases", "import", SAMPLES / "postal/cases.json")
        self.run("postal", "import", SAMPLES / "postal/parcels.csv")
        batches = ["D06-phieu-rach", "D07-tep-hong", "D09-photo-hai-mat"]
        self.run("digitize", "--station", "quay-2", *[SAMPLES / "batches" / name for name in batches])

    def start(self):
        """Starts the service, and waits until it takes connections. Again on the same port after an end."""
        self.out = open(os.path.join(self.home, "serve.out"), "w+")
        self.err = open(os.path.join(self.home, "serve.err"), "w+")
        self.process = subprocess.Popen(
            [self.program, "serve", "--home", self.home, "--port", str(self.port), "--recognizers", "1",
             "--inbox-poll-seconds", "1"], stdout=self.out, stderr=self.err, preexec_fn=os.setsid)
        for line in self._lines():
            if '"listening"' in line:
                self.port = int(json.loads(line)["metadata"]["port"])
                break
        text = pathlib.Path(self.out.name).read_text()
        found = re.search(r"/link/(\S+)", text)
        self.link = found and found.group(1)

    def _lines(self):
        with open(self.err.name) as log:
            rest = ""
            while True:
                piece = log.readline()
                if piece.endswith("\n"):
                    yield rest + piece
                    rest = ""
                elif self.process.poll() is not None:
                    raise AssertionError(pathlib.Path(self.err.name).read_text())
                else:
                    rest += piece

    def kill(self):
        """As a machine that loses its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"


class Desk:
    """A browser's context with one person signed in, watching for what no page may do."""

    def __init__(self, browser, office, name=None, size=(1366, 768), scripts=True):
        self.office = office
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="vi-VN", java_script_enabled=scripts,
            storage_state=office.sessions.get(name))
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("console", self._console)
        if name and name not in office.sessions:
            self.sign_in(name)
            office.sessions[name] = self.context.storage_state()
        elif name:
            self.go("/")

    def _console(self, message):
        # A page that is refused is a message of the browser's own.
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def go(self, path):
        return self.page.goto(self.office.base + path)

    def sign_in(self, name, password=PASSWORD):
        self.go("/sign-in")
        self.page.fill("#name", name)
        self.page.fill("#password", password)
        self.page.click("main button.main")
        self.page.wait_for_url(lambda address: "/sign-in" not in address)

    def status(self, path):
        """The status of an address as this person gets it, without opening it."""
        return self.context.request.get(self.office.base + path, max_redirects=0).status

    def close(self):
        self.context.close()
        assert not self.faults, self.faults
