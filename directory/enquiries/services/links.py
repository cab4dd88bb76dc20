"""Links into a conversation, and the messages that carry them; neither side learns the other's address."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.accounts.models import Member
from directory.accounts.permissions import is_claimed
from directory.accounts.services.notices import address_of, notify
from directory.enquiries.choices import LINK_AGE, Route, Side
from directory.enquiries.models import Conversation, Enquiry, Reply
from directory.mail.choices import Topic
from directory.mail.services import refuses

SALT = "enquiries.conversation"
FOLDER = "enquiries/mail"
#: How the events of the messages begin that ask senders to confirm.
CONFIRMING = "enquiries:confirm:"


def conversation_token(*, conversation: Conversation, side: str) -> str:
    """Return the text of a link that opens a conversation for one side, for half a year."""
    return signing.dumps([conversation.pk, side], salt=SALT)


def read_conversation(token: str) -> tuple[Conversation, str]:
    """Return the conversation of a link, and whose link it is.

    Raises ValidationError for a link that is forged or expired, where nothing personal is left, and
    for an organisation's link once a team reads its enquiries.
    """
    refused = ValidationError(
        _("This link is no longer valid: it has expired, or the conversation was erased."),
        code="link",
    )
    try:
        key, side = signing.loads(token, salt=SALT, max_age=LINK_AGE)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise refused from error
    rows = Conversation.objects.delivered().select_related(
        "enquiry__country", "organisation", "solution"
    )
    conversation = rows.filter(pk=key).first()
    if conversation is None or conversation.is_erased:
        raise refused
    if side == Side.ORGANISATION and is_claimed(conversation.organisation):
        raise ValidationError(
            _("A team keeps this profile now: sign in, its enquiries are in the workspace."),
            code="team",
        )
    return conversation, side


def _context(conversation: Conversation, **values: Any) -> dict[str, Any]:
    return {"conversation": conversation, "enquiry": conversation.enquiry, **values}


def ask_to_confirm(*, enquiry: Enquiry, token: str) -> None:
    """Write to a sender's address; nothing that the sender wrote stands in it, so that nobody is spammed by it."""
    notify(
        event=f"{CONFIRMING}{enquiry.pk}",
        receiver=enquiry.email,
        template="confirm",
        folder=FOLDER,
        context={
            "receivers": [row.organisation for row in enquiry.conversations.select_related("organisation")],
            "url": address_of("enquiries:confirm", token, language=enquiry.language),
        },
        language=enquiry.language,
    )  # fmt: skip


def tell_organisation(*, conversation: Conversation, reply: Reply | None = None) -> None:
    """Tell the team, or the role mailbox on record, of an enquiry or of a sender's answer.

    A mailbox that wants no more of them gets none: the conversation goes back to staff.
    """
    event = f"enquiries:{conversation.pk}:{reply.pk if reply else 'new'}"
    if conversation.route == Route.MAILBOX and not is_claimed(conversation.organisation):
        _tell_mailbox(conversation, event=event, reply=reply)
        return
    members = Member.objects.filter(organisation=conversation.organisation).select_related("user")
    for member in members:
        language = member.user.language
        slug = conversation.organisation.slug
        path = address_of("workspace:enquiry", slug, conversation.pk, language=language)
        notify(
            event=event,
            receiver=member.user.email,
            template="team",
            folder=FOLDER,
            context=_context(conversation, reply=reply, url=path),
            language=language,
            topic=Topic.ENQUIRIES,
        )


def _tell_mailbox(conversation: Conversation, *, event: str, reply: Reply | None) -> None:
    """Send an enquiry to the mailbox of an organisation without a team, with a link to answer by."""
    if refuses(receiver=conversation.mailbox, topic=Topic.ENQUIRIES):
        # Which mailbox it was stays on record, so that staff look for another one.
        conversation.route = Route.STAFF
        conversation.save(update_fields=["route"])
        return
    language = conversation.enquiry.language
    token = conversation_token(conversation=conversation, side=Side.ORGANISATION)
    notify(
        event=event,
        receiver=conversation.mailbox,
        template="mailbox",
        folder=FOLDER,
        context=_context(
            conversation,
            reply=reply,
            url=address_of("enquiries:conversation", token, language=language),
            claim=address_of("accounts:claim", conversation.organisation.slug, language=language),
        ),
        language=language,
        topic=Topic.ENQUIRIES,
    )


def tell_sender(*, conversation: Conversation, reply: Reply) -> None:
    """Send an organisation's answer to the sender, with a link to answer by."""
    enquiry = conversation.enquiry
    token = conversation_token(conversation=conversation, side=Side.BUYER)
    notify(
        event=f"enquiries:{conversation.pk}:{reply.pk}",
        receiver=enquiry.email,
        template="answer",
        folder=FOLDER,
        context=_context(
            conversation,
            reply=reply,
            url=address_of("enquiries:conversation", token, language=enquiry.language),
        ),
        language=enquiry.language,
    )
