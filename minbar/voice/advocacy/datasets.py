"""What can be counted of community issues."""

from minbar.foundation.figures.declare import Sensitivity, declare
from minbar.foundation.figures.from_model import dataset_of
from minbar.voice.advocacy.registers import ISSUES

declare(
    dataset_of(
        ISSUES,
        "community_issues",
        period="identified_on",
        dimensions=("source", "status"),
        sensitivity=Sensitivity.PUBLIC,
    )
)
