"""The way in: a file that somebody sent, checked and set anew."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from threading import BoundedSemaphore, Thread, Timer
from typing import IO

from minbar.foundation.attachments import limits
from minbar.foundation.attachments.confinement import MEBIBYTE, environment, how_it_ended
from minbar.foundation.attachments.kinds import FORMATS, Kind
from minbar.foundation.attachments.names import tidy_name
from minbar.foundation.attachments.problems import NotTaken

_COMMAND = ("-P", "-m", "minbar.foundation.attachments.process")
_PLACES = BoundedSemaphore(limits.AT_ONCE)


@dataclass(frozen=True)
class Checked:
    """An attachment as it may be kept: content without metadata, and a name that says what it is."""

    kind: Kind
    media_type: str
    extension: str
    content: bytes
    name: str


def check(content: bytes, declared_name: str = "") -> Checked:
    """What is to be kept of a file that somebody sent.

    The content alone decides what it is; of the name only its words are kept. Photos, PDFs, documents and voice
    messages are set anew (see :mod:`.recognition`), so the content differs from what was sent. Takes from a tenth of
    a second to some seconds, in a process of its own.

    Args:
        content: at most ``limits.FILE_BYTES``.
        declared_name: as the sender's device calls it.

    Raises:
        NotTaken: with a sentence in the reader's language that says why and what to send instead.
    """
    if not content:
        raise NotTaken("empty")
    if len(content) > limits.FILE_BYTES:
        raise NotTaken("too_large")
    with _PLACES:
        extension, cleaned = _apart(content)
    format = FORMATS[extension]
    name = tidy_name(declared_name, extension)
    return Checked(format.kind, format.media_type, extension, cleaned, name)


def _apart(content: bytes) -> tuple[str, bytes]:
    """Extension and cleaned content, from the child process."""
    command = [sys.executable, *_COMMAND]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, env=environment(), cwd="/"
        ) as child,
    ):
        assert child.stdin is not None and child.stdout is not None
        feeder = Thread(target=_feed, args=(child.stdin, content), daemon=True)
        timer = Timer(2 * limits.PROCESS_SECONDS, child.kill)  # the limit within counts work, not waiting
        feeder.start()
        timer.start()
        try:
            head = child.stdout.readline(1000)
            cleaned = child.stdout.read(limits.CLEANED_BYTES + 1)
            if len(cleaned) > limits.CLEANED_BYTES:
                raise NotTaken("bomb")
            code = child.wait()
        finally:
            timer.cancel()
            child.kill()
            feeder.join()
        if code or not head:
            complaints.seek(0)
            raise NotTaken(how_it_ended(code, complaints.read(MEBIBYTE)))
    return _answer(head, cleaned)


def _feed(stream: IO[bytes], content: bytes) -> None:
    try:
        with stream:
            stream.write(content)
    except BrokenPipeError:
        pass  # it ended before it had read everything; how, its exit tells


def _answer(head: bytes, cleaned: bytes) -> tuple[str, bytes]:
    """What the child said; a file may have made it say anything."""
    try:
        answer = json.loads(head)
        code, extension = answer.get("refused"), answer.get("extension")
    except (ValueError, AttributeError, RecursionError) as error:
        raise NotTaken("corrupt") from error
    if code is not None or not isinstance(extension, str) or extension not in FORMATS:
        raise NotTaken(code if isinstance(code, str) else "corrupt")
    return extension, cleaned
