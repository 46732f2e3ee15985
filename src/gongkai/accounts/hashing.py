"""How passwords are kept: argon2id with the OWASP cheat sheet's parameters for small machines."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """19 MiB, two passes, one lane. Django's own 100 MB a sign-in would let ten people who sign in at once fill a small machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
