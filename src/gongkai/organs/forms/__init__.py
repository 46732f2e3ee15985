"""Forms of the staff pages: each turns what was typed into one action, which checks it; plain HTML, no script."""
