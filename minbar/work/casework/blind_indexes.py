"""What of a client can be found without opening what is sealed."""

from collections.abc import Iterator

from minbar.foundation.vault.index import declare_index

PARTY = "casework.party"


def _rebuild() -> Iterator[int]:
    from minbar.work.casework.actions.party_keys import rebuild  # the models are not there yet when this is declared

    return rebuild()


declare_index(
    PARTY,
    why="A second case of the same person, and a case against a client of ours, are noticed when it is taken in.",
    rebuild=_rebuild,
)
