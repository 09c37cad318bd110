"""`huying` without its start: a process that has loaded everything is copied for each command.

Loading is four fifths of a short command's processor time, and the tests run hundreds of them. The copy is a process of its
own with its own environment, folder, session and streams, and is killed like any other; what it does from `main` on is what
users' processes do. Tests of the start itself, and those in the browser, start it as users do.
"""
