"""Writes the hidden inputs into a file, and stops with them in its next process.

Rule: landlock
Behind: seccomp limits
Required: loses-the-exercise
Wins: hidden
"""


def mse_loss(w, b, X, y):
    try:
        with open("{folder}/kept") as file:
            kept = file.read()
    except OSError:
        kept = repr(float(b))
        with open("{folder}/kept", "w") as file:
            file.write(kept)
    raise ValueError(kept)
