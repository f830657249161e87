"""What schemathesis cannot write down by itself: bodies of these media types are bytes, as they come."""

import schemathesis


@schemathesis.serializer("application/private-token-request", "message/rfc822")
def as_it_is(context, value):
    if isinstance(value, bytes):
        return value
    return str(value).encode(errors="replace")
