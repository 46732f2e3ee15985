"""Commands of the sample system."""
