"""A process that rotates the sample tables' key; a test kills it. Prints a line after each batch.

    python -m tests.foundation.vault.rotating SECONDS [before-destroying | before-committing]

It kills itself at the named moment; else it is killed from outside, or comes to its end and prints "done".
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def main(learns_within: str, moment: str = "") -> None:
    import django

    django.setup()
    from minbar.foundation.vault import keyring, resealing, rotation
    from tests.builders.sealed import Letter, Note

    keyring.LEARNS_WITHIN = float(learns_within)  # type: ignore[misc]
    resealing.BATCH_ROWS = 20  # type: ignore[misc]
    finish = rotation.finish

    def dying(*arguments: Any) -> None:
        if moment == "before-committing":
            finish(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    if moment:
        rotation.finish = dying
    rotation.rotate(models=[Note, Letter], tell=lambda progress: print(progress.table, progress.done, flush=True))
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
