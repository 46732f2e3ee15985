"""Staff pages of organs and people, under /staff/organs/: what is shown is asked of `policies`, what is changed is an action."""
