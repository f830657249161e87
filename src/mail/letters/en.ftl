# Letters in English. `$title` and `$programme` come from the survey's terms, `$k` is the least group that results speak of.
subject-invitation = You are invited: { $title }
subject-reminder = Reminder: { $title }
greeting = Hello,
invitation = You are invited to answer “{ $title }”, a survey of “{ $programme }”.
reminder = “{ $title }”, a survey of “{ $programme }”, is still open. If you have answered, there is nothing to do.
choice = Whether you take part is your decision.
link = Your link to the survey:
link-rule = It is yours alone and takes one answer. Please do not pass it on.
seen = Nobody can tell which answers are yours: not your employer, not those who look at the results, not those who run this service. Results speak only of groups of at least { $k } people.
known = It is known that you are invited. Chorus shows nobody whether you have answered. Whoever can read your mail can see this letter and use its link.
open = The survey is open until the organisers close it.
terms = These characters are the fingerprint of the survey’s terms. The page of the survey shows them too; if they differ, do not answer.
help = Help, now
help-emergency = In immediate danger, call your local emergency number.
help-talk = Someone to talk to, by country:
