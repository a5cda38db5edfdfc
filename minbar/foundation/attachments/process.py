"""The child process that reads an attachment: content on standard input, what is kept of it on standard output.

Answers with a line of JSON, ``{"extension": …}`` or ``{"refused": code}``, and after the former the content.
"""

from __future__ import annotations

import json
import sys

from minbar.foundation.attachments import limits
from minbar.foundation.attachments.confinement import Refused, confine


def main() -> None:
    confine(memory=limits.PROCESS_BYTES, seconds=limits.PROCESS_SECONDS)
    content = sys.stdin.buffer.read()
    try:
        from minbar.foundation.attachments.recognition import clean

        format, cleaned = clean(content)
        answer, rest = {"extension": format.extension}, cleaned
    except Refused as refusal:
        answer, rest = {"refused": refusal.code}, b""
    except (MemoryError, RecursionError):
        answer, rest = {"refused": "bomb"}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + rest)


if __name__ == "__main__":
    main()
