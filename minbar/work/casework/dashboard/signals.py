"""When a month's number of cases rises unusually: a plain statistic that can be worked out by hand.

Let *y* be the cases of a month, and *b₁ … bₙ* those of the twelve months that end one month before it (the month
between is left out, so that a rise that begins slowly does not raise what it is measured against). With their mean
*μ* and sample variance *s²*:

- dispersion  φ = max(1, s² / μ): counts scatter at least as a Poisson variable does, and more where they did before;
- threshold   U = μ + 3 · √(φ · μ · (1 + 1/n)), three standard errors of a prediction;
- a *signal* where y > U and y ≥ 5. With fewer than six months before it, or before the first case, there is none.

The baseline with a gap and the three standard deviations are those of EARS C2: L. Hutwagner, W. Thompson, G. M. Seeman
and T. Treadwell, "The bioterrorism preparedness and response Early Aberration Reporting System (EARS)", Journal of
Urban Health 80 (2003), Supplement 1, pp. i89–i96. The dispersion, never below 1, and the least number of five come
from C. P. Farrington, N. J. Andrews, A. D. Beale and M. A. Catchpole, "A statistical algorithm for the early detection
of outbreaks of infectious disease", Journal of the Royal Statistical Society A 159 (1996), pp. 547–563. Season and
trend are not taken into account: a signal asks somebody to look, it says nothing of a cause.

The present month is compared as far as it has come: it can only still grow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, variance
from typing import Final

MONTHS: Final = 12
GAP: Final = 1
FEWEST_MONTHS: Final = 6
FEWEST_CASES: Final = 5
ERRORS: Final = 3.0


@dataclass(frozen=True)
class Signal:
    """A month beside what was usual: cases, their mean before, and the number above which they are unusual."""

    count: int
    usual: float
    threshold: float

    @property
    def rises(self) -> bool:
        return self.count >= FEWEST_CASES and self.count > self.threshold


def compare(counts: Sequence[int]) -> Signal | None:
    """The last of ``counts`` (cases by month, the oldest first, since the first case at the earliest) with those before
    it; None where too few months lie before it."""
    baseline = counts[-(MONTHS + GAP + 1) : -(GAP + 1)]
    if len(baseline) < FEWEST_MONTHS:
        return None
    usual = mean(baseline)
    dispersion = max(1.0, variance(baseline) / usual) if usual else 1.0
    return Signal(counts[-1], usual, usual + ERRORS * sqrt(dispersion * usual * (1 + 1 / len(baseline))))
