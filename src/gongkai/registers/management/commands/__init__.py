"""`manage` finds its commands here."""
