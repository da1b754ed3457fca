"""Which records are about the same person or organisation, and what follows about them."""
