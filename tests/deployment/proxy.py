"""config/proxy/Caddyfile in a real Caddy, in front of a small stand-in for Chorus, on loopback addresses: what reaches Chorus, what
reaches the visitor, and that nothing is written down of who came. A second Caddy that does log shows that this would be seen."""

import http.client
import http.server
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from files import Faults, text

faults = Faults("config/proxy")
# The visitor calls from an address that nothing else here has, so that it can be looked for.
VISITOR, PAGE, BROWSER, CLAIMED = "127.0.0.77", "/a-page-of-nobodys-concern", "A-Browser-Like-No-Other/1.0", "203.0.113.7"
TRACES = [VISITOR, PAGE, BROWSER, CLAIMED]
TELLING = {name: CLAIMED for name in ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Anything", "Forwarded", "X-Real-IP",
                                      "True-Client-IP", "CF-Connecting-IP", "Via", "Sec-CH-UA-Model", "Accept-Language"]}
LARGEST = 33 * 1024 * 1024


class Chorus(http.server.BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    protocol_version = "HTTP/1.1"
    seen: list = []

    def answer(self):
        # One request for each connection, so that none outlives the stand-in.
        self.close_connection = True
        length, whole = self.read()
        Chorus.seen.append((dict(self.headers.items()), length))
        if whole:
            self.send_response(200)
            for name, value in [("Content-Length", "5"), ("Connection", "close"), ("Server", "stand-in"), ("Via", "stand-in")]:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"hello")

    def read(self) -> tuple[int, bool]:
        """How long the body is, and whether it came to its end."""
        if self.headers.get("Transfer-Encoding") != "chunked":
            told = int(self.headers.get("Content-Length", 0))
            length = len(self.rfile.read(told))
            return length, length == told
        length = 0
        while line := self.rfile.readline():
            size = int(line, 16)
            if size == 0:
                return length, True
            length += len(self.rfile.read(size))
            self.rfile.readline()
        return length, False

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


def free_ports(count: int) -> list[int]:
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


class Proxy:
    """A Caddy of ours, with what it says."""

    def __init__(self, folder: Path, settings: str, upstream: int):
        self.folder = folder
        folder.mkdir()
        (folder / "Caddyfile").write_text(settings)
        self.plain, self.secure, self.health = free_ports(3)
        variables = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"),
                     "XDG_CONFIG_HOME": str(folder / "config"), "CHORUS_HOST": "localhost", "CHORUS_BIND": "127.0.0.1",
                     "CHORUS_UPSTREAM": f"127.0.0.1:{upstream}", "CHORUS_HTTP_PORT": str(self.plain),
                     "CHORUS_HTTPS_PORT": str(self.secure), "CHORUS_HEALTH_PORT": str(self.health)}
        words = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
        with (folder / "said").open("wb") as said:
            self.process = subprocess.Popen(words, env=variables, cwd=folder, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
        self.authority = folder / "data/caddy/pki/authorities/local/root.crt"
        for _ in range(200):
            if self.answers():
                return
            time.sleep(0.1)
        raise SystemExit(f"config/proxy: Caddy does not start: {self.said()}")

    def answers(self) -> bool:
        try:
            return self.authority.exists() and self.ask("GET", "/").status == 200
        except OSError:
            return False

    def said(self) -> str:
        return (self.folder / "said").read_text(errors="replace")

    def everything(self) -> str:
        """What it said, and all files that it wrote."""
        written = [path for name in ("data", "config") for path in (self.folder / name).rglob("*") if path.is_file()]
        return self.said() + "".join(path.read_text(errors="replace") for path in written)

    def ask(self, method: str, path: str, body=None, headers=None, chunked=False) -> http.client.HTTPResponse:
        """One request by a browser that trusts the proxy's certificate."""
        context = ssl.create_default_context(cafile=self.authority)
        connection = http.client.HTTPSConnection(
            "localhost", self.secure, context=context, timeout=30, source_address=(VISITOR, 0))
        # By IPv4, for the visitor's address is one.
        connection._create_connection = lambda _, *rest: socket.create_connection(("127.0.0.1", self.secure), *rest)
        return self.send(connection, method, path, body, headers, chunked)

    def ask_plainly(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=30, source_address=(VISITOR, 0))
        return self.send(connection, "GET", path, None, {"Host": "localhost"}, False)

    @staticmethod
    def send(connection, method, path, body, headers, chunked) -> http.client.HTTPResponse:
        connection.request(method, path, body, {"User-Agent": BROWSER} | (headers or {}), encode_chunked=chunked)
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    def disturb(self) -> None:
        """What makes a server complain: no TLS, a name that it does not have, half a request, a question about certificates."""
        with socket.create_connection(("127.0.0.1", self.secure), 5, (VISITOR, 0)) as stream:
            stream.sendall(b"GET " + PAGE.encode() + b" HTTP/1.1\r\n\r\n")
            stream.recv(1000)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            with socket.create_connection(("127.0.0.1", self.secure), 5, (VISITOR, 0)) as stream:
                context.wrap_socket(stream, server_hostname="elsewhere.example").close()
        except OSError:
            pass
        with socket.create_connection(("127.0.0.1", self.plain), 5, (VISITOR, 0)) as stream:
            stream.sendall(b"POST " + PAGE.encode() + b" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf")
        self.ask_plainly(f"/.well-known/acme-challenge{PAGE}")

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def check(proxy: Proxy) -> None:
    Chorus.seen.clear()
    response = proxy.ask("GET", PAGE, headers=TELLING | {"X-Chorus": "1", "Sec-Fetch-Site": "same-origin", "Cookie": "a=b"})
    faults.unless(response.status == 200 and response.body == b"hello", f"a page is answered with {response.status}")
    faults.unless(response.headers["Strict-Transport-Security"] == "max-age=31536000", "no HSTS")
    faults.unless(not response.headers["Server"] and not response.headers["Via"], "says what it is")
    headers = {name.lower(): value for name, value in Chorus.seen[-1][0].items()}
    allowed = {"host", "accept-encoding", "cookie", "x-chorus", "sec-fetch-site"}
    faults.unless(set(headers) == allowed, f"sends {sorted(set(headers) ^ allowed)}, or does not")
    faults.unless(headers["host"] == f"localhost:{proxy.secure}", f"sends the host {headers['host']}")
    faults.unless(not any(trace in str(headers) for trace in [VISITOR, BROWSER, CLAIMED]), "Chorus is told who came")

    # The longest body, and one byte more, told beforehand and not.
    faults.unless(proxy.ask("POST", PAGE, bytes(LARGEST)).status == 200, "refuses the longest body")
    faults.unless(Chorus.seen[-1][1] == LARGEST, "does not pass on the longest body")
    for chunked in (False, True):
        long = iter([bytes(LARGEST), b"1"]) if chunked else bytes(LARGEST + 1)
        try:
            status = proxy.ask("POST", PAGE, long, {"Transfer-Encoding": "chunked"} if chunked else None, chunked).status
        except OSError:
            status = "none"
        faults.unless(status != 200, f"takes a longer body, chunked: {chunked}")
        faults.unless(not any(length > LARGEST for _, length in Chorus.seen), "passes on a longer body")

    redirect = proxy.ask_plainly(PAGE)
    faults.unless(redirect.status == 308 and redirect.headers["Location"] == f"https://localhost{PAGE}", "does not lead to https")
    health = http.client.HTTPConnection("127.0.0.1", proxy.health, timeout=30)
    health.request("GET", "/")
    faults.unless(health.getresponse().status == 200, "does not say that it is well")
    proxy.disturb()


def found(proxy: Proxy) -> list[str]:
    return [trace for trace in TRACES if trace in proxy.everything()]


ours = text("config/proxy/Caddyfile")
# As Caddy would be with its own defaults and an access log.
talking, taken_out = re.subn(r"\n\tlog \{.*?\n\t\}\n", "\n", ours, flags=re.DOTALL)
talking = talking.replace("\theader {\n", "\tlog\n\theader {\n", 1)
faults.unless(taken_out == 1 and talking.count("\tlog\n") == 1, "the log's settings are not where this test looks")

scratch = Path(tempfile.mkdtemp())
chorus = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Chorus)
threading.Thread(target=chorus.serve_forever, daemon=True).start()
proxies = []
try:
    quiet = Proxy(scratch / "quiet", ours, chorus.server_port)
    proxies.append(quiet)
    check(quiet)
    loud = Proxy(scratch / "loud", talking, chorus.server_port)
    proxies.append(loud)
    loud.ask("GET", PAGE, headers=TELLING)
    # Chorus is gone, which Caddy would log as an error, with the request.
    chorus.shutdown()
    chorus.server_close()
    for proxy in proxies:
        status = proxy.ask("GET", PAGE, headers=TELLING).status
        faults.unless(status == 502, f"answers {status} without Chorus")
finally:
    for proxy in proxies:
        proxy.end()
    faults.unless(bool(proxies), "does not start")
    if len(proxies) == 2:
        faults.unless(not found(quiet), f"writes down {found(quiet)}: {quiet.said()}")
        faults.unless(set(found(loud)) >= {VISITOR, PAGE, BROWSER}, f"the test would not see a log: {found(loud)}")
    shutil.rmtree(scratch)
faults.end("Chorus learns nothing of who came, and nothing of it is written down.")
