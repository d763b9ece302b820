"""As much of the package of this name as the sample uses, for machines that do not have it."""
import json as _json
import urllib.error
import urllib.request


class Response:
    def __init__(self, status_code, content):
        self.status_code = status_code
        self.content = content

    @property
    def ok(self):
        return self.status_code < 400

    def json(self):
        return _json.loads(self.content)


def post(url, headers, json):
    request = urllib.request.Request(url, data=_json.dumps(json).encode(), headers=headers, method='POST')
    try:
        with urllib.request.urlopen(request) as answer:
            return Response(answer.status, answer.read())
    except urllib.error.HTTPError as refusal:
        return Response(refusal.code, refusal.read())
