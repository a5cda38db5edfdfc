"""What of a client can be found without opening what is sealed."""

from minbar.foundation.vault.index import declare_index

declare_index(
    "casework.party",
    why="A second case of the same person, and a case against a client of ours, are noticed when it is taken in.",
)
