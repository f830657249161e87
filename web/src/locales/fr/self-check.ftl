# Le test privé. En français.

title = Comment vais-je ?
private = Ce test n’est que pour vous. Vos réponses restent dans ce navigateur : cette page ne peut rien envoyer, et ne garde rien quand vous la quittez.
not-a-diagnosis = Ce n’est pas un diagnostic. Il peut vous aider à voir où vous en êtes, et à en parler.
choose = Que voulez-vous regarder ?
name-phq8 = Moral bas (PHQ-8, huit questions)
name-gad7 = Inquiétude et tension (GAD-7, sept questions)
name-who5 = Bien-être (WHO-5, cinq phrases)
language-note = Ces questions sont en anglais.
show = Montrer ce que cela veut dire
incomplete = Veuillez répondre à chaque question : le score n’est connu que lorsqu’elles ont toutes une réponse.
result = Ce que cela veut dire
score = Votre score : { $score } sur { $most }.
symptoms-little = Vous avez peu de ces signes en ce moment. Cela peut changer ; vous pouvez revenir à tout moment.
symptoms-some = Vous avez quelques-uns de ces signes. Prenez soin de vous. S’ils durent ou vous pèsent, en parler à quelqu’un aide.
symptoms-much = Vous avez beaucoup de ces signes. Cela arrive à beaucoup de gens, et avec de l’aide cela peut aller mieux. Veuillez parler dans les prochains jours à un médecin, à l’un des lieux ci-dessous ou à quelqu’un en qui vous avez confiance.
well-being-little = Vous semblez aller bien. Vous pouvez revenir à tout moment.
well-being-some = Votre bien-être est plutôt bas en ce moment. Il aide d’en parler à quelqu’un, et de regarder ce qui vous épuise.
well-being-much = Votre bien-être est bas en ce moment. Veuillez parler dans les prochains jours à un médecin, à l’un des lieux ci-dessous ou à quelqu’un en qui vous avez confiance.
urgent = Si vous pensez à vous faire du mal, veuillez appeler maintenant l’un des numéros ci-dessous. Vous n’avez pas à attendre que cela empire.
erase = Effacer mes réponses
sources = D’où viennent les questions
