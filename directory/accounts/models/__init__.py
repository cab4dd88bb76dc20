"""Who belongs to which organisation, who is invited, and who says so."""

from directory.accounts.models.claim import Claim
from directory.accounts.models.confirmation import Confirmation
from directory.accounts.models.invitation import Invitation
from directory.accounts.models.member import Member
from directory.accounts.models.trust import Trust

__all__ = ["Claim", "Confirmation", "Invitation", "Member", "Trust"]
