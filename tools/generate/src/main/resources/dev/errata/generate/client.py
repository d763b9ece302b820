"""The errors of %API%, version %VERSION%. Generated from the catalog's pages; change those."""

from __future__ import annotations

import json
import re
import time
from email.utils import parsedate_to_datetime
from typing import Any, Dict, Mapping, Optional, Type, Union

_SPEC: Dict[str, Any] = json.loads(%SPEC%)

CODES: Dict[str, Dict[str, Any]] = _SPEC["codes"]
"""Every code, by the name that it has on the wire: title, aliases, retry advice and actor by status."""

_PRESENT: Dict[str, str] = {}
for _id, _code in CODES.items():
    for _name in _code["aliases"] + [_id]:
        _PRESENT[_name] = _id


class %TYPE%(Exception):
    """An answer of %API% that says what went wrong; itself for codes that this catalog does not know."""

    def __init__(self, code: str, known: bool, status: int, type: Optional[str], message: str,
                 details: Dict[str, Any], request_id: Optional[str], doc_url: Optional[str],
                 retry: Optional[str], retry_after: Optional[float], actor: Optional[str]) -> None:
        super().__init__("%d %s: %s" % (status, code, message))
        self.code = code
        self.known = known
        self.status = status
        self.type = type
        self.message = message
        self.details = details
        self.request_id = request_id
        self.doc_url = doc_url
        self.retry = retry
        """never, reauthenticate, wait or backoff; None for a code that is not known."""
        self.retry_after = retry_after
        """Seconds to wait from now on, when the answer says so."""
        self.actor = actor
        """Who must act where another attempt does not help: caller, account-admin or operator."""


%CLASSES%


_CLASSES: Dict[str, Type[%TYPE%]] = {
%TABLE%
}


def _at(body: Any, path: list) -> Any:
    value = body
    for step in path:
        if isinstance(step, str) and isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _text(body: Any, slot: str) -> Optional[str]:
    where = _SPEC["envelope"].get(slot)
    value = None if where is None else _at(body, where["path"])
    return value if isinstance(value, str) else None


def _details(body: Any) -> Dict[str, Any]:
    where = _SPEC["envelope"].get("details")
    found = None if where is None else _at(body, where["path"])
    if not isinstance(found, dict):
        return {}
    beside = where.get("beside")
    if beside is None:
        return dict(found)
    details = {}
    for name, value in found.items():
        if name not in beside:
            own = name.startswith("error_") and re.sub("^(error_)+", "", name) in beside
            details[name[len("error_"):] if own else name] = value
    return details


def _wait(headers: Mapping[str, str], code: Optional[Dict[str, Any]], details: Dict[str, Any],
          now: float) -> Optional[float]:
    said = headers.get("retry-after", "").strip()
    if re.fullmatch("[0-9]{1,9}", said):
        return float(said)
    if said:
        try:
            return max(0.0, parsedate_to_datetime(said).timestamp() - now)
        except (TypeError, ValueError, OverflowError):
            pass
    for names, factor in ((code or {}).get("waitMillis", []), 0.001), ((code or {}).get("waitSeconds", []), 1.0):
        for name in names:
            value = details.get(name)
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0:
                return value * factor
    return None


def _by_status(code: Optional[Dict[str, Any]], fact: str, status: int) -> Optional[str]:
    facts: Dict[str, str] = {} if code is None else code[fact]
    return facts.get(str(status), next(iter(facts.values()), None))


def parse(status: int, headers: Mapping[str, str], body: Union[str, bytes, Any],
          now: Optional[float] = None) -> Optional[%TYPE%]:
    """Reads an answer that is not the one asked for; None when its body does not have the shape of %API%'s errors."""
    tree = body
    if isinstance(body, (str, bytes)):
        try:
            tree = json.loads(body)
        except ValueError:
            return None
    said = _text(tree, "code")
    if said is None:
        return None
    lower = {str(name).lower(): str(value) for name, value in headers.items()}
    known = _PRESENT.get(said)
    code = None if known is None else CODES[known]
    details = _details(tree)
    return _CLASSES.get(known or "", %TYPE%)(
        known or said, known is not None, status, _text(tree, "type"), _text(tree, "message") or "", details,
        _text(tree, "request_id") or lower.get(_SPEC["requestIdHeader"].lower()), _text(tree, "doc_url"),
        _by_status(code, "retry", status), _wait(lower, code, details, time.time() if now is None else now),
        _by_status(code, "actor", status))
