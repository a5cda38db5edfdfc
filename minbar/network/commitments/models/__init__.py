"""The records of this room."""

from minbar.network.commitments.models.commitments import Commitment, CommitmentStep
from minbar.network.commitments.models.feeds import FeedAddress
from minbar.network.commitments.models.notices import Notice

__all__ = ["Commitment", "CommitmentStep", "FeedAddress", "Notice"]
