# The self-check. In English.

title = How am I doing?
private = This check is for you alone. Your answers stay in this browser: this page cannot send anything, and keeps nothing when you leave it.
not-a-diagnosis = It is no diagnosis. It can help you to see how things are, and to talk about it.
choose = What would you like to look at?
name-phq8 = Low mood (PHQ-8, eight questions)
name-gad7 = Worry and tension (GAD-7, seven questions)
name-who5 = Well-being (WHO-5, five statements)
language-note = This one is in English.
show = Show what it means
incomplete = Please answer each question: the score is only known when all are answered.
result = What it means
score = Your score: { $score } of { $most }.
symptoms-little = You have few of these signs just now. That can change; you may come back at any time.
symptoms-some = You have some of these signs. Be kind to yourself. If they last, or weigh on you, it helps to talk to somebody.
symptoms-much = You have many of these signs. Many people do at some time, and it can get better with help. Please talk to a doctor, to one of the places below, or to somebody you trust, in the next days.
well-being-little = You seem to be doing well. You may come back at any time.
well-being-some = Your well-being is rather low just now. It helps to talk to somebody, and to look at what drains you.
well-being-much = Your well-being is low just now. Please talk to a doctor, to one of the places below, or to somebody you trust, in the next days.
urgent = If you think of hurting yourself, please call one of the numbers below now. You need not wait until it gets worse.
erase = Erase my answers
sources = Where the questions come from
