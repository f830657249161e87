# The respondent's page in English. Every other language has the same messages with the same variables; a test sees to it.

people = { $people ->
        [one] { $people } person
       *[other] { $people } people
    }

loading = One moment …
retry = Try again
load-failed = The survey could not be loaded

## The first screen

start-heading = Before you start
start-unlinked = Nobody can link your answers to you.
    .text = Your browser swaps your personal link for an anonymous token, and only the token travels with your answers.
start-groups = Results speak of at least { people }.
    .text = In smaller groups, details such as a department are left out before anyone can see them.
start-mixed = Your answers are mixed with others’ first.
    .text = Before they appear in any result they are sealed together with those of others: at least { people } at a time while the survey is open.
start-exchanged = Sensitive answers are mixed a little.
    .text = Some questions are marked as sensitive. For those, about { $percent } in 100 people, and at least about { people }, get the answers of somebody else, drawn by lot, before anything can be seen. So what a group seems to have said need not be what you said. The totals stay exact: if nearly everybody gave the same answer, they say so.
start-retention = What is kept.
    .text = The list of who was invited, and whose link was used, is deleted when the survey closes. The sealed answers are kept; they hold no name, time or address.
    .linked = If you choose to link your answers with those you give next time, a pseudonym waits beside your answers until the next linked survey closes, or until linking is ended. Then it is erased.
start-choice = You choose.
    .text = Skip any question that is not marked as needed. Once sent, answers cannot be changed or taken back.
start-keep = You may stop and go on later: open your link again on this device. Until you send them, your answers are kept here in a form that only your link opens.
start-keep-nothing = Please answer in one go: nothing is kept on this device, and your code works once.
start-device = If somebody else manages this device, they may be able to see its screen. You can use another device.
start-begin = Start
start-resumed = You have begun before. Your answers are still here.
start-go-on = Go on
start-again = Erase them and start again
start-details = Details
start-fingerprint = Fingerprint of this survey’s terms
start-compare = Compare it with the one in your invitation. If they differ, do not answer, and tell whoever invited you. Your browser has checked that the terms and the questions fit it.
start-issuer = Service

## The questions

questions-heading = Questions
questions-count = { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }
questions-position = Question { $index } of { $count }
questions-page = Page { $index } of { $count }
questions-next = Next
questions-back = Back
questions-kept = What you have answered is kept on this device, and only your link opens it. Open the link again to go on.
questions-not-kept = This browser keeps nothing, so please finish before you close the page.
questions-later = Stop for now?
questions-saving = Keeping …
questions-saved = All is kept.
questions-erase = Erase my answers from this device
questions-erased = Your answers are erased. Your link still works.
questions-needed = needs an answer
questions-sensitive = sensitive
questions-no-answer = No answer
questions-about-you = About you
questions-about-you-why = All of this is optional. It is used to compare groups, and a group is shown only if at least { people } share it.
questions-prefer-not = Prefer not to say
questions-several = You may choose several.
questions-band-hint = Only a range is sent, not the number.
questions-only-band = Only this range is sent:
questions-terms-hint = Only single words are sent, in alphabetical order, never the sentence. Please name nobody.
questions-terms = These words are sent:
questions-progress = { $count ->
        [one] You have answered { $done } of { $count } question.
       *[other] You have answered { $done } of { $count } questions.
    }
questions-send = Send my answers
questions-send-hint = Once sent, your answers cannot be changed.
questions-error-title = Please look at this again
questions-error-item = Please choose an answer.
questions-error-refused = The service did not accept this. Please choose again.
questions-error-none = Please answer at least one question.

## Groups that few share

groups-filled-in = Filled in from your organisation’s list. Change or remove what you like: nobody sees whether you did.
groups-remove = Remove all of it
groups-rare = Few of those invited share this combination. Part of it may be left out before anyone can see it; your answers count all the same. If you like, choose yourself what is left out.
groups-shared = More people share what you say now.
groups-say-only = Say only:
groups-leave-out = Leave out:
groups-leave-out-all = Leave out all of it

## Answers linked over time

panel-title = Your answers over time
panel-choice = Link my answers with those I give in the next survey
panel-what = This shows how the same people’s answers change, without anyone knowing who they are; results never show links of fewer than { people }. You can leave it off; your answers count all the same.
panel-show = Words to write down
panel-write = This browser keeps a secret for next time. If you may use another one then, write these twelve words down, in this order. Keep them to yourself: while your answers wait to be linked, whoever has the words and the service’s files could find them.
panel-forget = Forget the words on this device
panel-forgotten = The words are erased from this browser. These answers will not be linked.
panel-have = I have words from last time
panel-enter = Your twelve words
panel-use = Use these words
panel-taken = The words fit. Your answers will be linked with those you gave under them.
panel-unknown = These are not the twelve words, or not in their order. Please compare each with what you wrote down.

## Sending

sending-title = Sending your answers …
sending-wait = This takes a moment. Please leave the page open.
sending-failed = Your answers could not be sent yet
sending-safe = Nothing is lost. Leave this page open: it tries again by itself. Or open your link again later, on this device. However often your answers are sent, they count once.
sending-unkept = Your answers are not sent yet, and only this open page has them. Please leave it open: it tries again by itself. However often your answers are sent, they count once.
sending-trying = Trying again …

## The receipt

receipt-title = Thank you
    .text = Your answers have arrived. They will be counted together with those of others.
receipt-code = Your receipt
receipt-code-hint = Keep it if you like: this page does not. It confirms that a response arrived, and says nothing about you or about what you answered. You need not show it to anybody.
receipt-list-hint = When the survey has closed, all receipts are published in one list. With yours you can see that it was counted.
receipt-check-link = See whether it was counted
receipt-copy = Copy receipt
receipt-copied = Copied
receipt-save = Save as file
receipt-file-name = survey-receipt.txt
receipt-file = This is the receipt of a response to a survey. It says nothing about what was answered.
    .list = When the survey has closed, this page shows whether it was counted:
receipt-copy-failed = Your browser does not allow copying here. Please select the receipt and copy it.
receipt-shared = To keep it, write it down or take a photo of this page with a phone of your own. Nothing of it stays on this device.
receipt-next = What happens next
    .text =
        Your answers wait, without a name, until they can be sealed together with others.
        Then results appear, always about at least { people }. With fewer, nothing is shown.
        Your link and your answers have been erased from this browser. You can close the page.

## What went wrong for now

transient-offline = You seem to be offline. Check the connection.
transient-unreachable = The service cannot be reached just now.
transient-server = The service had a problem of its own.

## What nothing more can be done about

final-no-link = The whole link is needed
    .text =
        This page opens with the personal link from your invitation. Part of it is missing, or it has been used here already.
        Please open the link in your invitation again, or copy all of it, up to the last character.
        If you have sent your answers, there is nothing left to do. Thank you.
final-insecure = This page needs a secure connection
    .text =
        Your answers are protected by encryption that browsers offer only on secure pages, whose address starts with https://.
        Nothing was sent. Please open your link with https:// at its start, in a current browser, or tell whoever invited you.
final-not-found = There is no such survey
    .text = The address may have been cut short, or the survey has not opened yet. Please check the link in your invitation.
final-closed = This survey is closed
    .text = It no longer takes answers, and nothing of yours was stored. Thank you for wanting to take part.
final-link-unknown = This link is not known
    .text =
        It may have been cut short or mistyped. Please open the link in your invitation again.
        If that does not help, ask whoever invited you for a new one.
final-link-used = This link has been used
    .text =
        Each link works once, so that every voice counts once.
        If you opened it before, perhaps in another tab or browser, please go back there to finish.
        If you did not use it, please tell whoever invited you.
final-code-used = This code has been used
    .text =
        Each code works once, so that every voice counts once.
        If you began with it before, please go back to that page, if it is still open.
        If you did not use it, please tell whoever invited you.
final-already-sent = Answers were already sent
    .text = Answers given earlier with this link have arrived, and those count. The ones on this page were not stored.
final-token-refused = The service did not accept the token
    .text = Your answers were not stored. Please tell whoever invited you that the token was refused.
final-terms-differ = Please do not answer
    .text =
        The terms of this survey are not the ones that its fingerprint names, or they have changed since you began.
        To protect you, nothing was sent. Please tell whoever invited you.
