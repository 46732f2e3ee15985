"""The command line: `entry` is what runs, every other public module one command group; thin, all work is done below it."""
