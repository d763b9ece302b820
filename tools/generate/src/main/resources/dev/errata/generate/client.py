"""The errors of %API%, version %VERSION%. Generated from the catalog's pages; change those."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from typing import Any, Literal, Protocol, TypedDict, cast

Retry = Literal["never", "reauthenticate", "wait", "backoff"]
"""What the code's page says of trying the same request again."""

Actor = Literal["caller", "account-admin", "operator"]
"""Who must act where another attempt does not help."""


class CodeFacts(TypedDict):
    """What is known of a code without an answer; retry advice and actor by status."""

    title: str
    aliases: list[str]
    retry: dict[str, Retry]
    actor: dict[str, Actor]
    waitSeconds: list[str]
    waitMillis: list[str]


class Headers(Protocol):
    """Headers as HTTP clients have them: a mapping, or a message of the standard library."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Each name with its value."""
        ...


class _Place(TypedDict):
    path: list[str | int]
    beside: list[str] | None


CODES: dict[str, CodeFacts] = %CODE_TABLE%
"""Every code, by the name that it has on the wire."""

_ENVELOPE: dict[str, _Place] = %ENVELOPE%
"""Where things stand in a body, and what stands beside details that are spread."""

_PROBLEM: dict[str, _Place] = %PROBLEM%
"""The same in a body of RFC 9457."""

_DOC_URL: str = %DOC_URL%
"""The address of a code's page, where it is declared."""

_PRESENT: dict[str, str] = {}
for _id, _facts in CODES.items():
    for _name in [*_facts["aliases"], _id]:
        _PRESENT[_name] = _id


class %TYPE%(Exception):
    """An answer of %API% that says what went wrong; itself for codes that this catalog does not know."""

    def __init__(self, code: str, known: bool, status: int, type: str | None, message: str,
                 details: dict[str, Any], request_id: str | None, doc_url: str | None,
                 retry: Retry | None, retry_after: float | None, actor: Actor | None) -> None:
        super().__init__("%d %s: %s" % (status, code, message))
        self.code: str = code
        """The code by its present name, or as the answer names it when it is not known."""
        self.known: bool = known
        """Whether the catalog has the code."""
        self.status: int = status
        self.type: str | None = type
        self.message: str = message
        self.details: dict[str, Any] = details
        self.request_id: str | None = request_id
        self.doc_url: str | None = doc_url
        """The address of the code's page, as the body or the header Link tells it."""
        self.retry: Retry | None = retry
        """None for a code that is not known."""
        self.retry_after: float | None = retry_after
        """Seconds to wait from now on, when the answer says so."""
        self.actor: Actor | None = actor
        """None for a code that is not known."""

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is made anew from its args, which are not what __init__ takes.
        return _again, (self.__class__, self.args), self.__dict__


def _again(kind: type[%TYPE%], args: tuple[Any, ...]) -> %TYPE%:
    return kind.__new__(kind, *args)


%CLASSES%


_CLASSES: dict[str, type[%TYPE%]] = {
%TABLE%
}


def _at(body: object, path: list[str | int]) -> object:
    value = body
    for step in path:
        if isinstance(step, str) and isinstance(value, dict) and step in value:
            value = cast("dict[str, object]", value)[step]
        elif isinstance(step, int) and isinstance(value, list) and step < len(cast("list[object]", value)):
            value = cast("list[object]", value)[step]
        else:
            return None
    return value


def _text(body: object, envelope: dict[str, _Place], slot: str) -> str | None:
    where = envelope.get(slot)
    value = None if where is None else _at(body, where["path"])
    return value if isinstance(value, str) else None


def _details(body: object, envelope: dict[str, _Place]) -> dict[str, Any]:
    where = envelope.get("details")
    if where is None:
        return {}
    found = _at(body, where["path"])
    if not isinstance(found, dict):
        return {}
    members = cast("dict[str, Any]", found)
    beside = where["beside"]
    if beside is None:
        return dict(members)
    details: dict[str, Any] = {}
    for name, value in members.items():
        if name not in beside:
            own = name.startswith("error_") and re.sub("^(error_)+", "", name) in beside
            details[name[len("error_"):] if own else name] = value
    return details


def _wait(headers: dict[str, str], code: CodeFacts | None, details: dict[str, Any], now: float) -> float | None:
    said = headers.get("retry-after", "").strip()
    if re.fullmatch("[0-9]{1,9}", said):
        return float(said)
    if said:
        try:
            return max(0.0, parsedate_to_datetime(said).timestamp() - now)
        except (TypeError, ValueError, OverflowError):
            pass
    if code is not None:
        for names, factor in (code["waitMillis"], 0.001), (code["waitSeconds"], 1.0):
            for name in names:
                value = details.get(name)
                if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0:
                    return value * factor
    return None


_LINK = re.compile(r'<([^<>]*)>((?:[^",]|"(?:[^"\\]|\\.)*")*)')
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))')


def _help(links: str) -> str | None:
    """The address to which Link (RFC 8288) points with the relation help."""
    for link in _LINK.finditer(links):
        for parameter in _PARAMETER.finditer(link[2]):
            if parameter[1].lower() == "rel":
                if "help" in (parameter[2] or parameter[3] or "").lower().split():
                    return link[1]
                break
    return None


def _name_of_page(address: str | None) -> str | None:
    """The name whose page an address leads to: what RFC 9457 tells problems apart by."""
    if address is None or "{code}" not in _DOC_URL:
        return None
    page = address.split("#")[0]
    before, after = _DOC_URL.replace("{docs}", "").split("{code}", 1)
    for name in _PRESENT:
        ending = before + name + after
        if address.endswith(ending) or page.endswith(ending):
            return name
    return None


def parse(status: int, headers: Headers, body: object, now: float | None = None) -> %TYPE% | None:
    """Reads an answer that is not the one asked for; None when its body is no error of %API%.

    It is read by the envelope of %API%, or by that of RFC 9457 where its Content-Type says so.
    The body is text, bytes, or what json.loads made of it; now is a time as time.time() tells it.
    """
    tree = body
    if isinstance(body, (str, bytes)):
        try:
            tree = json.loads(body)
        except (ValueError, RecursionError):
            return None
    named = [(str(name).lower(), str(value)) for name, value in headers.items()]
    lower = dict(named)
    problem = lower.get("content-type", "").lower().startswith("application/problem+json")
    envelope = _PROBLEM if problem else _ENVELOPE
    address = _text(tree, envelope, "doc_url")
    blank = address in (None, "", "about:blank")
    said = _text(tree, envelope, "code")
    if said is None and problem:
        said = _name_of_page(address)
    if said is None:
        return None
    known = _PRESENT.get(said)
    code = None if known is None else CODES[known]
    details = _details(tree, envelope)
    retry = None if code is None else code["retry"].get(str(status), next(iter(code["retry"].values())))
    actor = None if code is None else code["actor"].get(str(status), next(iter(code["actor"].values())))
    return _CLASSES.get(known or "", %TYPE%)(
        known or said, known is not None, status, _text(tree, envelope, "type"), _text(tree, envelope, "message") or "",
        details, _text(tree, envelope, "request_id") or lower.get(%REQUEST_ID_HEADER%),
        _help(", ".join(value for name, value in named if name == "link")) if blank else address,
        retry, _wait(lower, code, details, time.time() if now is None else now), actor)
