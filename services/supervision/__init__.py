"""督导: callbacks after closing, reminders on lapses, clues from complaints about officials."""
