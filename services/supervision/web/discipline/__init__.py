"""The discipline room: clues, reviews, drafts of typical cases. For everybody else there is no such address."""
