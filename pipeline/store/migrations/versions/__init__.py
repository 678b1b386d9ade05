"""One module a revision; ``down_revision`` chains them. None is ever changed after its release."""
