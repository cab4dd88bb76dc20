"""What pages and the API say of matches, of checked drafts and of needs that nothing meets."""

from directory.matching.presenters.matches import GapView, MatchView, ReasonView, present_matches

__all__ = ["GapView", "MatchView", "ReasonView", "present_matches"]
