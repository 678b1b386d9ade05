"""What can go wrong with a letter, said to the person who wrote it."""


class LetterError(Exception):
    """A letter, a font or an option is not as it must be. The message says where and what to do."""
