"""The language model that mends what was read: how it is made and measured."""
