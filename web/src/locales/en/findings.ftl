# What a survey found, for those who were asked. In English.

title = What we found
loading = Loading …
answered =
    { $people ->
        [one] One person answered.
       *[other] { $people } people answered.
    }
shown = You see only groups of at least { $people } people. Nobody can see who said what.
too-few = Fewer than { $people } people answered, so there are no results.

said-heading = You said, we did
    .said = You said
    .did = We did
results = Results
groups = Compare groups
    .none = Everybody together
percent = { NUMBER($percent, maximumFractionDigits: 0) }%
answers =
    { $people ->
        [one] 1 answer
       *[other] { $people } answers
    }
mean = On average { NUMBER($mean, maximumFractionDigits: 1) }, on a scale from { $low } to { $high }.
    .between = Other people like you might have given { NUMBER($low, maximumFractionDigits: 1) } to { NUMBER($high, maximumFractionDigits: 1) }.
favourable = Good answers: { NUMBER($percent, maximumFractionDigits: 0) }%.
withheld = Not shown: fewer than { $people } people gave an answer, or nobody.
mentions =
    { $people ->
        [one] named by 1 person
       *[other] named by { $people } people
    }
swapped = A few answers here were swapped by lot before they were kept. So no answer says anything sure about a person.

change-up = up by { NUMBER($by, maximumFractionDigits: 1) } (between { NUMBER($low, maximumFractionDigits: 1) } and { NUMBER($high, maximumFractionDigits: 1) }).
change-down = down by { NUMBER($by, maximumFractionDigits: 1) } (between { NUMBER($low, maximumFractionDigits: 1) } and { NUMBER($high, maximumFractionDigits: 1) }).
change-unclear = no clear change.
change-points-up = up by { NUMBER($by, maximumFractionDigits: 0) } points.
change-points-down = down by { NUMBER($by, maximumFractionDigits: 0) } points.
change-since = Since the survey before:
change-meaning = Where it says that something went up or down, chance alone would seldom do so. It does not show why.

how = How your answers are protected
    .text =
        Your link was swapped for a token that nobody can trace, so no one knows which answers are yours.
        Answers are kept only in groups of at least { $people } people who have the same details. What fewer people share was left out before it was kept.
    .erased = When the survey closed, the list of those invited, their links and the key to it were erased.

nothing = There is nothing to see here
    .text = The results may not be out yet, or the link is not complete. Please ask whoever gave you the link.
failed = The results could not be fetched
    .offline = You seem to be offline. Check the connection.
    .other = The service cannot be reached just now.
retry = Try again
