# Where to find help, and the choice of a language: on every page a respondent sees. In English.

language = Language
language-failed = This language could not be loaded. Please try again when you are online.
help-heading = Help, now
help-emergency = In immediate danger, call your local emergency number (112 in the EU, 911 in the US and Canada, 999 in the UK).
help-country = Someone to talk to, in
help-other-country = another country
help-elsewhere = Lines in most other countries:
help-self-check = How am I doing? A private self-check
help-self-check-note = Opens a new tab. It sends nothing.
