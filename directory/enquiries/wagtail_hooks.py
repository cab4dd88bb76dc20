"""What enquiries add to the administration."""

from __future__ import annotations

from wagtail import hooks

from directory.enquiries.viewsets import ConversationViewSet


@hooks.register("register_admin_viewset")
def register_conversations() -> ConversationViewSet:
    """Register the list of conversations."""
    return ConversationViewSet()
