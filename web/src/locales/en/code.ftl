# The page where a code from a letter is typed, and the device that people share. In English.

code-title = Enter the code from your letter
code-label = Your code
code-hint = It has twelve letters and digits in three groups, such as K7QM-2XWD-9HTG. Capitals, spaces and hyphens do not matter.
code-go = Go on
code-looking = One moment …
code-length = The code has twelve letters and digits. Please check whether one is missing or too many.
code-mistyped = There is a mistake in this code. Please compare each letter and digit with your letter.
code-unknown = This code is not known. Please compare it with your letter. If it is right, the survey may be closed, or you may have been sent a newer code.
code-wait = Too many wrong codes were tried just now. Please wait a moment and try again. Your code still works.
code-offline = You seem to be offline. Check the connection and try again.
code-failed = The service cannot be reached just now. Please try again.

## A device that people share

kiosk-shared = Shared device
kiosk-intro = Others use this device after you. When you are done, everything that you have typed is cleared from it.
kiosk-stop = Stop and clear
kiosk-done = Done: clear for the next person
kiosk-stay = Go on
kiosk-clear = Clear now
kiosk-unsent = Stop without sending?
    .text = Your answers are not sent. If you clear this page they are lost, and your code may not work again.
kiosk-idle = Are you still there?
    .text = Nothing was pressed for a while. In one minute this page clears itself for the next person. What is not sent by then is lost.
