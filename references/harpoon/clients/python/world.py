"""What happens around a client: telcos report money, receivers of events listen. No part of the API."""
import json
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class World:
    """The test controls of the service."""

    def __init__(self, base, token):
        self.base = base
        self.token = token
        self.ahead = 0

    def fixture(self, name, /, **arguments):
        return self._control('/_control/fixtures/' + name, arguments)

    def advance(self, seconds):
        self._control('/_control/clock', {'advance': f'PT{seconds}S'})
        self.ahead += seconds

    def now(self):
        return time.time() + self.ahead

    def _control(self, path, body):
        request = urllib.request.Request(self.base + path, data=json.dumps(body).encode(), method='POST')
        request.add_header('Content-Type', 'application/json')
        request.add_header('Control-Token', self.token)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class Receivers:
    """Hears what the service sends to ``https://<name>.receivers.example.com/hooks``."""

    def __init__(self, port):
        self.heard = {}
        self.broken = set()
        self.came = threading.Condition()
        receivers = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length']))
                name = self.path.split('/')[1].split('.')[0]
                with receivers.came:
                    receivers.heard.setdefault(name, []).append((self.headers, body))
                    receivers.came.notify_all()
                    broken = name in receivers.broken
                answer = b'boom' if broken else b'thanks'
                self.send_response(500 if broken else 200)
                self.send_header('Content-Length', str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @staticmethod
    def address(name):
        return f'https://{name}.receivers.example.com/hooks'

    def next(self, name, number):
        """The request with this number, from 0; waits until it has come."""
        with self.came:
            if not self.came.wait_for(lambda: len(self.heard.get(name, ())) > number, 60):
                raise AssertionError(f'{name} has heard {len(self.heard.get(name, ()))} events, not {number + 1}')
            return self.heard[name][number]
