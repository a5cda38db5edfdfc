"""The records of this room."""

from minbar.network.commitments.models.commitments import Commitment, CommitmentStep
from minbar.network.commitments.models.feeds import FeedAddress

__all__ = ["Commitment", "CommitmentStep", "FeedAddress"]
