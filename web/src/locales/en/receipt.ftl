# The page that looks for a receipt in the public list. In English.

title = Were my answers counted?
what = After sending, you were shown a receipt. Here you can see whether it is in the public list of the survey. Neither the receipt nor the list says what anybody answered.
how = Your browser fetches the whole list and looks by itself. Nobody is told which receipt you look for, and this page keeps nothing.
label = Your receipt
hint = Paste the link or the text that you kept.
hint-alone = Paste the receipt: 43 characters. The link or the text that you kept will do as well.
check = Check
another = Check another receipt
retry = Try again
unreadable = This is not a whole receipt. Please copy all of it, with the address of this page if you kept it.
checking = Checking …
details = What was checked

checked-terms = Fingerprint of the survey’s terms
    .kept = the one that you kept with your receipt
    .not-kept = you kept none with your receipt, so compare it with your invitation
checked-size = Receipts in the list
checked-root = Fingerprint of the list
    .signed = worked out from the list, and signed with the key that stands in the terms
checked-replaced = Links that were replaced
    .meaning = each old link became void, so nobody could answer twice

verdict-counted = Yes, your answers were counted
    .text =
        Your receipt is one of { $size } in the public list of this survey. Each stands for one response.
        The list was signed when the survey closed, and is meant to be the same for everybody: colleagues can compare its fingerprint below. Anybody may take a receipt from it now, so having one proves nothing about you.
verdict-missing = This receipt is not in the list
    .text =
        The list of this survey is complete and holds { $size } receipts. This one is not among them.
        Please check that you copied all of it, and that it is of this survey.
        If it is, your answers were not counted. Please tell whoever invited you, or somebody you trust, such as your works council. That tells them that you took part, and not what you answered.
verdict-open = The survey is still open
    .text =
        When it closes, all receipts are published together. Until then nobody, not even you, can see which have been counted: so nobody can watch who answers when.
        Keep your receipt, and come back when the survey has closed.
verdict-closing = The survey is closing
    .text = The list is being made just now. Please come back in a little while.
verdict-withheld = Too few people answered
    .text =
        Fewer than { $people } people took part in this survey. Their answers were erased before anybody saw them, and no list is published: it would say too much about the few.
        Your answers did not count towards any result, and nothing of them is left.
verdict-terms-differ = These are other terms
    .text =
        The survey’s terms are not the ones under which you answered, or do not fit their fingerprint.
        Please check the receipt. If it is whole, tell whoever invited you, or somebody you trust: this must not happen.
verdict-unsound = This list cannot be trusted
    .text =
        The list that the service sent is not the one that was signed when the survey closed.
        Please try again later. If it stays so, tell whoever invited you, or somebody you trust: this must not happen.
verdict-no-wave = There is no such survey
    .text = The address may have been cut short. Please copy all of the link that you kept with your receipt.
verdict-insecure = This page needs a secure connection
    .text = Browsers check signatures only on pages whose address starts with https://. Nothing was sent.

failed = The list could not be fetched
    .offline = You seem to be offline. Check the connection.
    .other = The service cannot be reached just now.
