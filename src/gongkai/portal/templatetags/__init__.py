"""Template tags of the public site and of the editor of its pages."""
