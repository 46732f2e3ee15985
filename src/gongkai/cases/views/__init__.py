"""Pages of requests: the staff's, and the public's."""
