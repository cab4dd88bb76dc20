"""What outgoing mail adds to the administration."""

from wagtail import hooks

from directory.mail.viewsets import MessageViewSet


@hooks.register("register_admin_viewset")
def register_outbox() -> MessageViewSet:
    """Register the list of messages."""
    return MessageViewSet()
