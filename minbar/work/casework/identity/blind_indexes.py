"""What of a client can be found without opening what is sealed."""

from minbar.foundation.vault.index import declare_index
from minbar.work.casework.identity.actions.party_keys import rebuild
from minbar.work.casework.identity.identities import PARTY

declare_index(
    PARTY,
    why="A second case of the same person, and a case against a client of ours, are noticed when it is taken in.",
    rebuild=rebuild,
)
