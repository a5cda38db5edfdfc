"""The child process that reads an attachment: content on standard input, what is kept of it on standard output.

Answers with a line of JSON, ``{"extension": …}`` or ``{"refused": code}``, and after the former the content. All code
is there before the process locks itself in, and the first byte of the file is read after that.
"""

from __future__ import annotations

import json
import sys

from minbar.foundation.attachments import limits, recognition
from minbar.foundation.attachments.confinement import Refused, confine
from minbar.foundation.attachments.sandbox.lock import lock


def main() -> None:
    confine(memory=limits.PROCESS_BYTES, seconds=limits.PROCESS_SECONDS)
    recognition.prepare()
    try:
        lock()
        format, rest = recognition.clean(sys.stdin.buffer.read())
        answer = {"extension": format.extension}
    except Refused as refusal:
        answer, rest = {"refused": refusal.code}, b""
    except (MemoryError, RecursionError):
        answer, rest = {"refused": "bomb"}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + rest)


if __name__ == "__main__":
    main()
