"""Verifies an exported journal with Python's standard library alone: this file needs nothing else of Minbar.

    python verifier.py journal.jsonl --checkpoints DIRECTORY --key PUBLIC_KEY_IN_HEX

The journal has one entry a line, as ``minbar journal export`` writes it. Found are entries that were altered, removed,
swapped or put in, and, as far as the checkpoints reach, a journal that was cut off at its end or written anew.
Exit status 0: whole; 1: findings; 2: the files cannot be read.

The check of signatures follows RFC 8032 (Ed25519, section 5.1). It is not written to run in constant time: it handles
public values only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Finding:
    """What is wrong at an entry. ``problem``: link, order, head, signature or rewritten."""

    sequence: int
    problem: str
    message: str


@dataclass
class Report:
    """The outcome: ``entries`` read, ``last`` sequence number, ``checkpoints`` that hold, and what was found.

    ``signed`` is the last entry that a checkpoint vouches for, 0 where none does: what comes after it may have been cut
    off or written anew without a trace.
    """

    entries: int = 0
    last: int = 0
    checkpoints: int = 0
    signed: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.findings

    @property
    def beyond(self) -> int:
        """How many entries lie beyond the last checkpoint that holds."""
        return self.last - self.signed

    def add(self, sequence: int, problem: str, message: str) -> None:
        self.findings.append(Finding(sequence, problem, message))


def content_digest(salt: bytes, content: str) -> str:
    """The salted digest under which an entry's content stands in the chain, in hex."""
    return hashlib.sha256(salt + content.encode()).hexdigest()


def link(entry: Mapping[str, Any], digest: str, previous: str) -> str:
    """The hash of an entry, in hex: over its columns, its content's digest and the hash of the entry before."""
    columns = [entry["sequence"], entry["at"], entry["actor"], entry["action"], entry["subject"], digest, previous]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def checkpoint_message(sequence: int, digest: str, at: str) -> bytes:
    """The bytes that a checkpoint signs."""
    return f"minbar journal checkpoint 1\n{sequence}\n{digest}\n{at}\n".encode()


def verify(
    entries: Iterable[Mapping[str, Any]],
    checkpoints: Iterable[Mapping[str, Any]] = (),
    public_key: bytes | None = None,
    *,
    since: Mapping[str, Any] | None = None,
) -> Report:
    """Walk the chain from its beginning and hold it against the checkpoints.

    An entry has sequence, at, actor, action, subject, hash, and salt with content, or content_digest in their place
    (an export for outsiders). After a break the walk goes on from the hash as stored, so each break is named once.

    Args:
        since: the checkpoint at whose entry the walk begins instead; ``entries`` begin there too. What was altered
            before it is not seen.
    """
    report = Report()
    if since is not None:
        checkpoints, report.last = [since], since["sequence"]
    stated = {mark["sequence"]: mark for mark in _trusted(checkpoints, public_key, report)}
    if since is not None and not stated:
        return report  # it is not signed by this journal's key: there is nothing to begin from
    previous = GENESIS
    for entry in entries:
        sequence = entry["sequence"]
        report.entries += 1
        if since is not None and since["sequence"] == sequence:  # the checkpoint stands for what comes before
            previous, report.last = entry["hash"], sequence
            _hold(entry, stated.pop(sequence), report)
            continue
        if sequence != report.last + 1:
            report.add(sequence, "order", f"entry {sequence} follows entry {report.last}")
        if "content" in entry:
            digest = content_digest(bytes.fromhex(entry["salt"]), entry["content"])
        else:
            digest = entry["content_digest"]
        if link(entry, digest, previous) != entry["hash"]:
            report.add(sequence, "link", f"entry {sequence} or the one before it is not what was written")
        if mark := stated.pop(sequence, None):
            _hold(entry, mark, report)
        previous, report.last = entry["hash"], sequence
    for sequence, mark in sorted(stated.items()):
        report.add(sequence, "head", f"the checkpoint of {mark['at']} names entry {sequence}, which is not there")
    return report


def _hold(entry: Mapping[str, Any], mark: Mapping[str, Any], report: Report) -> None:
    sequence = entry["sequence"]
    if mark["hash"] == entry["hash"]:
        report.checkpoints, report.signed = report.checkpoints + 1, sequence
    else:
        report.add(sequence, "rewritten", f"entry {sequence} is not the one of the checkpoint of {mark['at']}")


def _trusted(
    checkpoints: Iterable[Mapping[str, Any]], public_key: bytes | None, report: Report
) -> Iterable[Mapping[str, Any]]:
    for mark in checkpoints:
        message = checkpoint_message(mark["sequence"], mark["hash"], mark["at"])
        if public_key is not None and signature_is_valid(public_key, message, bytes.fromhex(mark["signature"])):
            yield mark
        else:
            report.add(mark["sequence"], "signature", f"the checkpoint of entry {mark['sequence']} is not signed right")


# Ed25519, RFC 8032 section 5.1. Points are in extended homogeneous coordinates (X, Y, Z, T), section 5.1.4.
_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_SQRT_MINUS_ONE = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]
_NEUTRAL: _Point = (0, 1, 1, 0)


def signature_is_valid(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (64 bytes) over ``message`` is of ``public_key`` (32 bytes); RFC 8032, section 5.1.7."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, commitment = _decompress(public_key), _decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= _ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % _ORDER
    return _equal(_multiply(scalar, _base_point()), _add(commitment, _multiply(challenge, key)))


def _add(left: _Point, right: _Point) -> _Point:
    a = (left[1] - left[0]) * (right[1] - right[0]) % _P
    b = (left[1] + left[0]) * (right[1] + right[0]) % _P
    c = 2 * left[3] * right[3] * _D % _P
    d = 2 * left[2] * right[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _multiply(scalar: int, point: _Point) -> _Point:
    result = _NEUTRAL
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _equal(left: _Point, right: _Point) -> bool:
    return (left[0] * right[2] - right[0] * left[2]) % _P == 0 and (left[1] * right[2] - right[1] * left[2]) % _P == 0


def _recover_x(y: int, sign: int) -> int | None:
    """The x that belongs to y (section 5.1.3), or None where no point has it."""
    if y >= _P:
        return None
    squared = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if squared == 0:
        return None if sign else 0
    x = pow(squared, (_P + 3) // 8, _P)
    if (x * x - squared) % _P:
        x = x * _SQRT_MINUS_ONE % _P
    if (x * x - squared) % _P:
        return None
    return _P - x if x & 1 != sign else x


def _decompress(data: bytes) -> _Point | None:
    encoded = int.from_bytes(data, "little")
    y = encoded & ((1 << 255) - 1)
    x = _recover_x(y, encoded >> 255)
    return None if x is None else (x, y, 1, x * y % _P)


def _base_point() -> _Point:
    y = 4 * pow(5, -1, _P) % _P
    x = _recover_x(y, 0)
    assert x is not None
    return (x, y, 1, x * y % _P)


def main(arguments: list[str] | None = None) -> int:
    """The program; see the module's docstring."""
    parser = argparse.ArgumentParser(description="Verify an exported journal.")
    parser.add_argument("journal", type=Path, help="one entry a line, as 'minbar journal export' writes it")
    parser.add_argument("--checkpoints", type=Path, help="the directory that holds the checkpoints")
    parser.add_argument("--key", help="the public key in hex, as 'minbar journal key' prints it")
    options = parser.parse_args(arguments)
    try:
        marks = (
            [json.loads(path.read_text()) for path in sorted(options.checkpoints.glob("*.json"))]
            if (options.checkpoints)
            else []
        )
        with options.journal.open(encoding="utf-8") as lines:
            report = verify(map(json.loads, lines), marks, bytes.fromhex(options.key) if options.key else None)
    except (OSError, ValueError, KeyError) as problem:
        sys.stderr.write(f"cannot be read: {problem!r}\n")
        return 2
    for finding in report.findings:
        sys.stdout.write(f"{finding.problem}: {finding.message}\n")
    state = "whole" if report.whole else "NOT whole"
    sys.stdout.write(f"{state}: {report.entries} entries, last {report.last}, {report.checkpoints} checkpoints hold\n")
    sys.stdout.write(f"{report.beyond} entries lie beyond the last checkpoint that holds\n")
    return 0 if report.whole else 1


if __name__ == "__main__":
    sys.exit(main())
